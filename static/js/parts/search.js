// The search's own script is fetched when somebody is about to search, and given the one door for HTML.
import { fill } from "./trusted.js";

export function startSearch() {
  for (const form of document.querySelectorAll("form[data-search]")) {
    const begin = async () => (await import(form.dataset.search)).start(form, fill);
    if (form.contains(document.activeElement)) begin();
    else form.addEventListener("focusin", begin, { once: true });
    const menu = form.closest("details");
    menu?.addEventListener("toggle", () => menu.open && form.elements.q.focus());
  }
}
