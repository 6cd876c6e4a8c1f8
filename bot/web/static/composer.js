// The input bar: grows with its text, Enter sends, Shift+Enter breaks the line, the draft survives a reload.
import * as tab from "./tab.js";

/** While a Chinese input method is open, Enter chooses a word and must not send. Safari tells it only by 229. */
export function isComposing(event) {
  return event.isComposing || event.keyCode === 229;
}

export function wireComposer(form, onAsk) {
  const field = form.elements.text;
  const fit = () => {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
    form.classList.toggle("has-text", field.value.trim() !== "");
  };
  const send = () => {
    const text = field.value.trim();
    if (!text) return;
    field.value = "";
    tab.keepDraft("");
    fit();
    onAsk(text);
    field.dispatchEvent(new Event("sent"));
  };
  field.addEventListener("input", () => {
    tab.keepDraft(field.value);
    fit();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.defaultPrevented || isComposing(event)) return;
    event.preventDefault();
    send();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
    field.focus({ preventScroll: true });
  });
  field.value = field.value || tab.draft();
  fit();
  return {
    clear() {
      field.value = "";
      tab.keepDraft("");
      fit();
      field.dispatchEvent(new Event("sent"));
    },
  };
}
