// Keeps the input bar above a phone's keyboard: the page is as high as what the keyboard leaves to see.

export function wireViewport() {
  const view = window.visualViewport;
  if (!view) return;
  const fit = () => {
    if (view.scale > 1.01) return; // zoomed in with two fingers: leave the page alone
    document.documentElement.style.setProperty("--seen-height", `${Math.round(view.height)}px`);
    if (view.offsetTop > 0) window.scrollTo(0, 0);
  };
  view.addEventListener("resize", fit);
  view.addEventListener("scroll", fit);
  fit();
}
