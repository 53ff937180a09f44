/** Forms say that they are on their way, are sent once, and lead to what has to be put right. */
export function startForms() {
  document.querySelector("[data-focus]")?.focus();
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (event.target.dataset.sent) {
      event.preventDefault();
      return;
    }
    event.target.dataset.sent = "yes";
    busy(event.submitter);
  });
  // Coming back with the browser's back button finds the form ready again.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll("[aria-busy]")) ready(button);
    }
  });
}

export function busy(button) {
  const words = button?.querySelector("span");
  if (!words) return;
  button.setAttribute("aria-busy", "true");
  if (button.dataset.busy) {
    button.dataset.label = words.textContent;
    words.textContent = button.dataset.busy;
  }
}

export function ready(button) {
  if (!button) return;
  button.removeAttribute("aria-busy");
  if (button.dataset.label) button.querySelector("span").textContent = button.dataset.label;
}
