// What this tab remembers until it is closed: the session's id, the conversation, the draft. Nothing outlives the tab.

const LONGEST_HISTORY = 40;

function get(name) {
  try {
    return window.sessionStorage.getItem(name);
  } catch (refused) {
    return null;
  }
}

function set(name, value) {
  try {
    window.sessionStorage.setItem(name, value);
  } catch (refused) {
    return; // full or switched off: the conversation goes on, a reload forgets it
  }
}

let unsaved = "";

export function session() {
  const known = get("session") || unsaved;
  if (known) return known;
  const bytes = window.crypto.getRandomValues(new Uint8Array(16));
  unsaved = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  set("session", unsaved);
  return unsaved;
}

/** Oldest first: {asked, at} or {html, at}, at in ms. */
export function history() {
  try {
    return JSON.parse(get("history") || "[]");
  } catch (broken) {
    return [];
  }
}

export function remember(entry) {
  set("history", JSON.stringify([...history(), entry].slice(-LONGEST_HISTORY)));
}

export function draft() {
  return get("draft") || "";
}

export function keepDraft(text) {
  set("draft", text);
}

export function forget() {
  unsaved = "";
  try {
    window.sessionStorage.clear();
  } catch (refused) {
    return;
  }
}
