// The menu of narrow screens: opens, closes, gives the focus back. Without it the link and :target do the same.

export function wireMenu() {
  const button = document.getElementById("menu");
  const rail = document.getElementById("rail");
  if (!button || !rail) return;
  const isOpen = () => rail.classList.contains("is-open");
  const show = (open) => {
    rail.classList.toggle("is-open", open);
    button.setAttribute("aria-expanded", String(open));
  };
  button.addEventListener("click", (event) => {
    event.preventDefault();
    show(!isOpen());
    if (isOpen()) rail.querySelector("a, button").focus();
  });
  button.addEventListener("keydown", (event) => {
    if (event.key === " ") {
      event.preventDefault();
      button.click();
    }
  });
  rail.querySelector(".rail__close").addEventListener("click", (event) => {
    event.preventDefault();
    show(false);
    button.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOpen()) return;
    show(false);
    button.focus();
  });
  document.addEventListener("pointerdown", (event) => {
    if (isOpen() && !rail.contains(event.target) && !button.contains(event.target)) show(false);
  });
}
