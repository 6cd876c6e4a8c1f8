// Suggestions while typing: a list above the input bar, by touch or by the arrow keys.
import { isComposing } from "./composer.js";
import { suggestions } from "./server.js";

const LONGEST = 40;

export function wireSuggestions(field, list, announce, onPick) {
  const known = new Map();
  let active = -1;
  let shown = [];
  let asking = new AbortController();

  const mark = (index) => {
    active = index;
    [...list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === index)));
    if (index < 0) field.removeAttribute("aria-activedescendant");
    else {
      field.setAttribute("aria-activedescendant", list.children[index].id);
      list.children[index].scrollIntoView({ block: "nearest" });
    }
  };
  const show = (offers) => {
    if (offers.length && !shown.length) announce(offers.length);
    const chosen = active >= 0 ? shown[active].text : "";
    shown = offers;
    list.replaceChildren(...offers.map(option));
    list.hidden = !offers.length;
    mark(offers.findIndex((offer) => offer.text === chosen)); // what was chosen stays chosen when the list is renewed
  };
  const hide = () => {
    asking.abort();
    show([]);
  };
  const look = async () => {
    const typed = field.value.trim();
    asking.abort();
    asking = new AbortController();
    if (!typed || typed.length > LONGEST) return show([]);
    const { signal } = asking;
    if (!known.has(typed)) {
      const offers = await suggestions(typed, signal);
      if (signal.aborted) return undefined;
      known.set(typed, offers);
    }
    return show(known.get(typed));
  };
  const pick = (index) => {
    const offer = shown[index];
    hide();
    onPick(offer.text);
  };
  const onKey = (event) => {
    if (isComposing(event)) return;
    if (event.key === "Escape") asking.abort(); // also what is still on its way
    if (list.hidden) return;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      const places = shown.length + 1; // one more for "none chosen": the arrows go round through the text
      mark(((active + 1 + steps[event.key] + places) % places) - 1);
    } else if (event.key === "Enter" && active >= 0) pick(active);
    else if (event.key === "Escape") hide();
    else return;
    event.preventDefault();
  };

  field.addEventListener("input", look);
  field.addEventListener("keydown", onKey);
  field.addEventListener("sent", hide);
  field.addEventListener("blur", () => window.setTimeout(hide, 150));
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const chosen = event.target.closest("[role=option]");
    if (chosen) pick([...list.children].indexOf(chosen));
  });
}

function option(offer, index) {
  const item = document.createElement("li");
  item.id = `suggestion-${index}`;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  item.textContent = offer.label;
  return item;
}
