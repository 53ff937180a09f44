// Respect in place: shown at once, taken back with a sentence where the server says no.
import { say } from "./thread.js";

const SENTENCES = {
  0: "There was no answer, so your respect is not noted. Please try again.",
  403: "You cannot give respect to this comment.",
  404: "This comment is no longer here.",
  429: "You have given and taken back respect very often. Please try again later.",
};
const OTHERWISE = "Your respect is not noted. Please try again in a moment.";

let respected = new Set();

export function startRespect() {
  const acts = document.getElementById("acts");
  if (acts?.getAttribute("method") !== "post") return;
  // The reader's own list comes with the reader's own style, since the comments are the same for all.
  const own = getComputedStyle(acts).getPropertyValue("--respected");
  respected = new Set(own.replace(/["']/g, "").split(" ").filter(Boolean));
  markRespected(document);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.respect");
    if (!button || event.defaultPrevented) return;
    event.preventDefault();
    if (!button.hasAttribute("aria-busy")) turn(acts, button);
  });
}

/** Says on each button within `root` whether its reader respects the comment. */
export function markRespected(root) {
  if (document.getElementById("acts")?.getAttribute("method") !== "post") return;
  for (const button of root.querySelectorAll("button.respect")) {
    button.setAttribute("aria-pressed", String(respected.has(idOf(button))));
  }
}

async function turn(acts, button) {
  const id = idOf(button);
  const gives = !respected.has(id);
  const before = button.querySelector("[data-score]").textContent;
  show(id, gives, Number(before) + (gives ? 1 : -1));
  button.setAttribute("aria-busy", "true");
  const reply = await send(acts, button, gives);
  button.removeAttribute("aria-busy");
  if (reply.ok) {
    const { score, respected: stands } = await reply.json();
    return show(id, stands, score);
  }
  show(id, !gives, Number(before));
  if (reply.status === 401) location.assign(`/login?next=${encodeURIComponent(`/comments/${id}/respect`)}`);
  const discussion = button.closest("[data-thread]") ?? document;
  say(discussion, SENTENCES[reply.status] ?? OTHERWISE);
}

function show(id, stands, score) {
  if (stands) respected.add(id);
  else respected.delete(id);
  for (const comment of document.querySelectorAll(`.comment[data-id="${CSS.escape(id)}"]`)) {
    comment.querySelector("[data-score]").textContent = score > 0 ? String(score) : "";
    markRespected(comment);
  }
}

async function send(acts, button, gives) {
  const body = new FormData(acts);
  if (!gives) body.set("take", "yes");
  try {
    return await fetch(button.formAction, { method: "POST", body, headers: { Accept: "application/json" } });
  } catch {
    return { ok: false, status: 0 };
  }
}

function idOf(button) {
  return button.closest(".comment").dataset.id;
}
