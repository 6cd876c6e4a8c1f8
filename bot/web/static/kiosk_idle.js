// When nobody touches, types, scrolls or listens any more: a warning counts down, then everything is wiped.
import { away, isVisit, leave, request } from "./kiosk_stage.js";
import { isSpeaking } from "./kiosk_speech.js";

const SIGNS = ["pointerdown", "pointermove", "touchmove", "keydown", "input", "wheel", "scroll"];
const root = document.documentElement;

let last_ms = performance.now();
let wiping = false;

export const idleFor_ms = () => performance.now() - last_ms;

export async function wipe() {
  if (wiping) return;
  wiping = true;
  try {
    await request("/kiosk/wipe", [["wipe", "1"]]);
    leave();
  } catch (failed) {
    wiping = false;
    away(); // the server forgets silent visits by itself; this page forgets now
  }
}

export function wireIdle() {
  const dialog = document.getElementById("idle");
  const line = document.getElementById("idle-line");
  const idle_ms = Number(root.dataset.idle) * 1000;
  const warn_ms = Number(root.dataset.warn) * 1000;
  let pressed = false;
  const stir = (event) => {
    const type = event ? event.type : "";
    if (type === "pointerdown") pressed = true;
    if (dialog.open && (type === "pointermove" || event.target.closest?.("[data-wipe]"))) return;
    last_ms = performance.now();
  };
  const warn = (left_ms) => {
    const told = line.dataset.line.replace("{}", String(Math.ceil(left_ms / 1000)));
    if (line.textContent !== told) line.textContent = told;
    if (!dialog.open) dialog.showModal();
  };
  const look = () => {
    if (!isVisit() || document.getElementById("away").open) return;
    if (isSpeaking()) last_ms = performance.now();
    const left_ms = idle_ms + warn_ms - idleFor_ms();
    if (left_ms <= 0) wipe();
    else if (left_ms <= warn_ms) warn(left_ms);
    else if (dialog.open && !pressed) dialog.close(); // not while a finger is down: the tap would go through to the page
  };
  for (const sign of SIGNS) document.addEventListener(sign, stir, { passive: true, capture: true });
  for (const end of ["pointerup", "pointercancel"]) {
    document.addEventListener(end, () => window.setTimeout(() => { pressed = false; }), { capture: true });
  }
  document.addEventListener("staged", () => { last_ms = performance.now(); });
  document.addEventListener("wipe", wipe);
  dialog.addEventListener("click", (event) => {
    if (event.target.closest("[data-wipe]")) wipe();
    else dialog.close();
  });
  window.setInterval(look, 250);
}
