import { startTimes } from "./times.js";
import { elementsOf } from "./trusted.js";

/** Puts a comment's element where it belongs: a reply after its parent's last descendant, any other at the top. */
export function insertComment(discussion, html, parent) {
  const list = discussion.querySelector("[data-comments]") ?? document.querySelector("[data-comments]");
  const fragment = elementsOf(html);
  const comment = fragment.querySelector(".comment");
  if (!list || !comment) {
    location.reload();
    return;
  }
  const last = parent && lastOfBranch(list, parent);
  if (last) last.after(fragment);
  else if ((discussion.dataset.sort ?? "newest") === "newest") list.prepend(fragment);
  else list.append(fragment);
  discussion.querySelector("[data-empty]")?.remove();
  startTimes(comment);
  count(discussion, 1);
  reveal(comment);
  say(discussion, parent ? "Your reply is posted." : "Your comment is posted.");
}

/** Comments come in the order of the conversation: a branch ends before the first that answers none of it. */
function lastOfBranch(list, parent) {
  let last = list.querySelector(`[data-id="${CSS.escape(parent)}"]`);
  const branch = new Set([parent]);
  while (last?.nextElementSibling && branch.has(last.nextElementSibling.dataset.parent)) {
    last = last.nextElementSibling;
    branch.add(last.dataset.id);
  }
  return last;
}

function reveal(comment) {
  comment.classList.add("fresh");
  comment.tabIndex = -1;
  comment.focus({ preventScroll: true });
  comment.scrollIntoView({ block: "nearest" });
}

function count(discussion, more) {
  const place = discussion.querySelector("[data-comment-count]");
  if (place) showCount(discussion, Number(place.textContent.replace(/\D/g, "")) + more);
}

/** Says how many comments the discussion has. */
export function showCount(discussion, total) {
  const place = discussion.querySelector("[data-comment-count]");
  if (!place) return;
  place.textContent = String(total);
  const word = discussion.querySelector("[data-plural]");
  if (word) word.textContent = word.dataset.plural.split("|")[total === 1 ? 0 : 1];
}

export function say(discussion, sentence) {
  const region = discussion.querySelector("[data-announce]");
  if (region) region.textContent = sentence;
}
