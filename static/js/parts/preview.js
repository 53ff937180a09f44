// How a comment will look, from the server's own renderer: asked for when the writer pauses, one question at a time.
import { fill } from "./trusted.js";

const PAUSE = 500;

/** Makes a switch of the preview's button; returns a function that puts the preview away. */
export function startPreview(form, box) {
  const button = form.querySelector("[data-preview-open]");
  const place = form.querySelector("[data-preview]");
  let asked;
  let pause;
  const open = (shown) => {
    place.hidden = !shown;
    button.setAttribute("aria-expanded", String(shown));
    clearTimeout(pause);
    asked?.abort();
    if (shown) show();
  };
  const say = (sentence) => {
    place.textContent = sentence;
  };
  const show = async () => {
    asked?.abort();
    if (!box.value.trim()) return say("Nothing to show yet.");
    asked = new AbortController();
    try {
      const reply = await fetch(`/threads/${form.dataset.writing}/preview`, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "text/html-fragment" },
        signal: asked.signal,
      });
      if (reply.ok || reply.status === 422) fill(place, await reply.text());
      else say("The preview waits a moment; what you write is kept.");
    } catch (problem) {
      if (problem.name !== "AbortError") say("There is no connection for the preview; what you write is kept.");
    }
  };
  button.type = "button";
  button.setAttribute("aria-controls", place.id);
  open(false);
  button.addEventListener("click", () => open(place.hidden));
  box.addEventListener("input", () => {
    clearTimeout(pause);
    if (!place.hidden) pause = setTimeout(show, PAUSE);
  });
  return () => open(false);
}
