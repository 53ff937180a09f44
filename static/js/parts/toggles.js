import { busy, ready } from "./forms.js";
import { elementsOf } from "./trusted.js";

/** Buttons that follow or mute something change in place: the page that the form leads to holds the new ones. */
export function startToggles() {
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("[data-toggle]") || event.defaultPrevented) return;
    event.preventDefault();
    if (form.dataset.sent) return;
    form.dataset.sent = "yes";
    busy(event.submitter);
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
      if (!answer.ok) throw new Error(answer.status);
      put(form, elementsOf(await answer.text()));
    } catch {
      delete form.dataset.sent;
      ready(event.submitter);
      form.removeAttribute("data-toggle");
      form.requestSubmit(event.submitter);
    }
  });
}

function put(form, page) {
  const group = form.closest("[data-toggles]");
  const fresh = page.querySelector(`[data-toggles="${CSS.escape(group.dataset.toggles)}"]`);
  if (!fresh) {
    location.reload();
    return;
  }
  const place = [...group.children].indexOf(form);
  group.replaceWith(fresh);
  fresh.children[place]?.querySelector("button")?.focus();
  // What one member says folds and unfolds by the reader's own style, which came with the page.
  if (/mute$/.test(new URL(form.action).pathname) && group.dataset.toggles.startsWith("/comments/")) location.reload();
}

/** Opening what one was told marks it as read, by the form beside it. */
export function startInbox() {
  document.addEventListener("click", (event) => {
    const form = event.target.closest("[data-reads]")?.closest("li").querySelector("form");
    if (form) navigator.sendBeacon(form.action, new FormData(form));
  });
}
