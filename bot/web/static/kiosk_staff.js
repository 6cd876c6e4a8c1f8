// The staff's corner: five taps at the top left within three seconds, then a PIN on a pad of our own.
import { inCorner } from "./kiosk_attract.js";
import { show } from "./kiosk_stage.js";

const TAPS = 5;
const WITHIN_MS = 3000;

export function wireStaff() {
  let taps = [];
  document.addEventListener("pointerdown", (event) => {
    if (!inCorner(event)) {
      taps = [];
      return;
    }
    const now_ms = performance.now();
    taps = [...taps.filter((at) => now_ms - at < WITHIN_MS), now_ms];
    if (taps.length < TAPS) return;
    taps = [];
    show("/kiosk/staff");
  });
  document.addEventListener("click", (event) => {
    const key = event.target.closest("[data-digit]");
    if (!key) return;
    const field = document.getElementById("pin");
    field.value = key.dataset.digit ? (field.value + key.dataset.digit).slice(0, field.maxLength) : field.value.slice(0, -1);
  });
}
