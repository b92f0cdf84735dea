// 大字版: set before the page is drawn, so that nothing jumps; remembered on this device whoever signs in. A classic
// script, because modules wait for the page; written so that an old engine skips it without harm.
(function () {
  var KEY = "large-type";
  var root = document.documentElement;

  function kept() {
    try {
      return localStorage.getItem(KEY) === "1";
    } catch (error) {
      return false;
    }
  }

  function keep(large) {
    try {
      localStorage.setItem(KEY, large ? "1" : "0");
    } catch (error) {
      // this page only
    }
  }

  function show(large) {
    root.className = large ? "switchable large" : "switchable";
    var button = document.querySelector("[data-large]");
    if (button) button.setAttribute("aria-pressed", String(large));
  }

  if (!root.closest) return;
  show(kept());
  document.addEventListener("DOMContentLoaded", function () {
    show(kept());
  });
  // Signing out clears everything on this device: how large people read is nothing of theirs.
  document.addEventListener("kaoji:forgotten", function () {
    keep(root.className !== "switchable");
  });
  document.addEventListener("click", function (event) {
    if (!event.target.closest("[data-large]")) return;
    var large = root.className === "switchable";
    keep(large);
    show(large);
  });
})();
