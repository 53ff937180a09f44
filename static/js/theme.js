// Loaded before the first paint: the chosen colours, so that the page never flashes in the others.
(() => {
  try {
    const chosen = localStorage.getItem("theme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  } catch {
    // Storage may be refused; the page then follows the system.
  }
})();
