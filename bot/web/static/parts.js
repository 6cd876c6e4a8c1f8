// Parts of a page: clones of its templates, parts that the server drew, and what of them is to be said aloud.

export function clone(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true);
}

/** The server's own, already escaped HTML as nodes. Never call it with text of a visitor. */
export function read(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content;
}

/** What a person should hear of a part, without buttons and what is folded away. */
export function words(part) {
  const said = [...part.querySelectorAll("[data-say]")].filter((node) => !node.closest("details:not([open])"));
  return said.map((node) => node.textContent.trim().replace(/\s+/g, " ")).filter(Boolean).join("\n");
}

export function toast(line) {
  const place = document.getElementById("toast");
  place.textContent = line;
  place.classList.add("is-shown");
  window.clearTimeout(toast.timer);
  toast.timer = window.setTimeout(() => {
    place.classList.remove("is-shown");
    place.textContent = "";
  }, 2500);
}
