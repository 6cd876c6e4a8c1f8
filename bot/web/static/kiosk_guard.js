// What must not happen at a kiosk by accident: menus, selecting, dragging, zooming, leaving, dropping files.
const FIELDS = "input, textarea";
const ZOOM_KEYS = new Set(["+", "-", "=", "0", "_"]);
const WITH_CONTROL = new Set(["a", "d", "e", "f", "g", "h", "j", "k", "l", "n", "o", "p", "q", "r", "s", "t", "u", "w"]);
const SINGLE = new Set(["F1", "F3", "F5", "F6", "F7", "F10", "F11", "F12", "ContextMenu", "BrowserBack", "BrowserForward",
  "BrowserRefresh", "BrowserHome", "BrowserSearch"]);

function isForbidden(event) {
  if (SINGLE.has(event.key)) return true;
  const control = event.ctrlKey || event.metaKey;
  if (control && (ZOOM_KEYS.has(event.key) || WITH_CONTROL.has(event.key.toLowerCase()))) {
    return !(event.key.toLowerCase() === "a" && event.target.matches(FIELDS));
  }
  return event.altKey && ["ArrowLeft", "ArrowRight", "Home"].includes(event.key);
}

export function wireGuard() {
  const no = (event) => event.preventDefault();
  for (const name of ["contextmenu", "dragstart", "drop", "dragover", "gesturestart", "auxclick"]) {
    document.addEventListener(name, no);
  }
  document.addEventListener("selectstart", (event) => {
    if (!(event.target instanceof Element) || !event.target.matches(FIELDS)) event.preventDefault();
  });
  document.addEventListener("wheel", (event) => {
    if (event.ctrlKey) event.preventDefault();
  }, { passive: false });
  document.addEventListener("touchstart", (event) => {
    if (event.touches.length > 1) event.preventDefault();
  }, { passive: false });
  document.addEventListener("keydown", (event) => {
    if (isForbidden(event)) event.preventDefault();
  });
  window.open = () => null;
  window.print = () => undefined;
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.replace("/kiosk"); // brought back from the browser's memory: whose visit?
  });
}
