// Large print and high contrast: buttons that stay pressed, also after the browser was closed.

function keep(name, value) {
  try {
    window.localStorage.setItem(name, value);
  } catch (refused) {
    return;
  }
}

export function wireSwitches(root = document) {
  for (const button of root.querySelectorAll("[data-switch]")) {
    const { switch: name, value } = button.dataset;
    const state = document.documentElement.dataset;
    const show = () => button.setAttribute("aria-pressed", String(state[name] === value));
    button.addEventListener("click", () => {
      if (state[name] === value) delete state[name];
      else state[name] = value;
      keep(name, state[name] || "usual");
      show();
    });
    show();
  }
}
