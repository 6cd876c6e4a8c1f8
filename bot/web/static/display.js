// Runs before the first paint: says that scripts work, and sets the large print and contrast that were chosen before.
"use strict";
(function () {
  var root = document.documentElement;
  root.classList.add("js");
  function chosen(name) {
    try {
      return window.localStorage.getItem(name);
    } catch (refused) {
      return null; // storage switched off: the switches work until the page is left
    }
  }
  if (chosen("print") === "large") root.dataset.print = "large";
  var wanted = window.matchMedia && window.matchMedia("(prefers-contrast: more)").matches;
  if (chosen("contrast") === "high" || (wanted && chosen("contrast") !== "usual")) root.dataset.contrast = "high";
})();
