// The desk: a preview as the page will show it, a count of words, and nothing lost.
import { startKeeping } from "./parts/keeping.js";
import { startPicker } from "./parts/picker.js";
import { fill, trustAs } from "./parts/trusted.js";

const PAUSE = 600;
const WORDS_A_MINUTE = 230;

trustAs("northforum-desk");

for (const form of document.querySelectorAll("form[data-editor]")) start(form);
for (const place of document.querySelectorAll("[data-picker]")) startPicker(place);

function start(form) {
  const box = form.elements.body;
  startKeeping(form);
  words(form, box);
  form.addEventListener("input", () => {
    later(form, "preview", () => preview(form, box));
    words(form, box);
  });
  if (box.value) preview(form, box);
}

const pending = new Map();

function later(form, kind, work) {
  clearTimeout(pending.get(kind));
  pending.set(kind, setTimeout(work, PAUSE));
}

/** Counts as the server does: the words of links, neither addresses nor the descriptions of pictures. */
function words(form, box) {
  const place = form.querySelector("[data-words]");
  if (!place) return;
  const text = box.value.replace(/!\[[^\]\n]*\]\([^)\n]*\)/g, " ").replace(/\[([^\]\n]*)\]\([^)\n]*\)/g, "$1");
  const count = text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  place.textContent = count === 1 ? "1 word" : `${count.toLocaleString("en-GB")} words`;
  const time = form.querySelector("[data-minutes]");
  if (time) time.textContent = count ? `${Math.max(1, Math.ceil(count / WORDS_A_MINUTE))} min read` : "";
}

async function preview(form, box) {
  const place = form.querySelector("[data-preview]");
  if (!place || place.hidden) return;
  try {
    const reply = await fetch(form.dataset.previewUrl, {
      method: "POST",
      body: new URLSearchParams({ body: box.value }),
      headers: { Accept: "text/html-fragment", "X-CSRFToken": form.elements.csrf_token.value },
    });
    if (reply.ok) fill(place, await reply.text());
    else if (reply.status === 422) note(form, "The preview waits: some of this text cannot be shown yet.");
  } catch {
    note(form, "No connection for the preview; it comes back by itself.");
  }
}

function note(form, sentence) {
  const place = form.querySelector("[data-note]");
  if (place) place.textContent = sentence;
}
