/** The three buttons at the foot of the page; shown only where they can work. */
export function startTheme() {
  const group = document.querySelector("[data-theme-switch]");
  if (!group) return;
  const root = document.documentElement;
  const show = () => {
    for (const button of group.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.value === (root.dataset.theme ?? "system")));
    }
  };
  group.hidden = false;
  show();
  group.addEventListener("click", (event) => {
    const chosen = event.target.closest("button")?.value;
    if (!chosen) return;
    if (chosen === "system") delete root.dataset.theme;
    else root.dataset.theme = chosen;
    try {
      localStorage.setItem("theme", chosen);
    } catch {
      // Without storage the choice holds for this page.
    }
    show();
  });
}
