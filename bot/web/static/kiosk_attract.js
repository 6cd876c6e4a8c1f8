// One touch anywhere begins, except in the staff's corner. Keeps the passing questions moving without a gap.
import { show, viewName } from "./kiosk_stage.js";

const CORNER_PX = 140;
const MOST_IN_A_ROW = 40;

export const inCorner = (event) => event.clientX < CORNER_PX && event.clientY < CORNER_PX;

export function wireAttract() {
  document.addEventListener("click", (event) => {
    if (viewName() !== "attract" || inCorner(event) || event.target.closest("button, dialog")) return;
    show("/kiosk/begin", [["begin", "1"]]);
  });
  document.addEventListener("staged", () => document.querySelectorAll(".passing__row").forEach(fill));
}

/** Repeats a row until it is wider than the screen, then once more: half of it passes, and nobody sees it begin anew. */
function fill(row) {
  const once = [...row.children];
  const hidden = (item) => {
    const again = item.cloneNode(true);
    again.setAttribute("aria-hidden", "true");
    return again;
  };
  while (row.scrollWidth < window.innerWidth && row.children.length < MOST_IN_A_ROW) row.append(...once.map(hidden));
  row.append(...[...row.children].map(hidden));
}
