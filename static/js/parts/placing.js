// Comments that arrived while a page was open are put where a page loaded now would have them.
import { startTimes } from "./times.js";
import { elementsOf } from "./trusted.js";

const WITH_PLACE = new Set(["newest", "oldest"]);

/** The comment's element on this page, if it stands there. */
export function onPage(list, id) {
  return list.querySelector(`:scope > [data-id="${CSS.escape(id)}"]`);
}

/** Puts `change` into the list, and before it whatever it stands beside and waits as well; false where it is no part of this page. */
export function place(discussion, list, waiting, id) {
  const change = waiting.get(id);
  if (!change) return Boolean(onPage(list, id));
  waiting.delete(id);
  const spot = spotOf(discussion, list, waiting, change);
  if (!spot) return false;
  const comment = elementsOf(change.html).querySelector(".comment");
  if (spot === list) list.prepend(comment);
  else spot.after(comment);
  startTimes(comment);
  return comment;
}

/** Whether `change` would stand on this page, without putting it there. */
export function belongs(discussion, list, waiting, change) {
  const { neighbour, isOutermost } = beside(discussion, change);
  if (!neighbour) return isOutermost;
  if (onPage(list, neighbour)) return true;
  const other = waiting.get(neighbour);
  return Boolean(other) && belongs(discussion, list, waiting, other);
}

/** Keeps what is being read where it is on the screen while `work` changes what stands around it. */
export function holdingStill(list, work) {
  const root = document.documentElement;
  const anchor = [...list.children].find((comment) => comment.getBoundingClientRect().bottom > 0);
  const before = anchor?.getBoundingClientRect().top;
  // Browsers that do this by themselves would do it twice.
  root.style.overflowAnchor = "none";
  work();
  if (anchor?.isConnected) {
    window.scrollBy({ top: anchor.getBoundingClientRect().top - before, behavior: "instant" });
  }
  root.style.overflowAnchor = "";
}

/** After which element the comment belongs; the list itself where it comes first, null where it is on another page. */
function spotOf(discussion, list, waiting, change) {
  const { neighbour, isOutermost } = beside(discussion, change);
  if (neighbour === undefined) return isOutermost ? (list.lastElementChild ?? list) : null;
  if (neighbour === null) return isOutermost ? list : null;
  if (!place(discussion, list, waiting, neighbour)) return null;
  const before = onPage(list, neighbour);
  return change.parent ? before : endOfConversation(before);
}

/** The comment beside which `change` stands: null where it is the first of all, undefined where the order does not say. */
function beside(discussion, change) {
  const { sort } = discussion.dataset;
  if (change.parent) return { neighbour: change.after, isOutermost: false };
  // Conversations do not change places under a reader's eyes: a new one has no rank yet and comes last.
  if (!WITH_PLACE.has(sort)) return { neighbour: undefined, isOutermost: "last" in discussion.dataset };
  return {
    neighbour: sort === "newest" ? change.newer : change.older,
    isOutermost: "first" in discussion.dataset,
  };
}

function endOfConversation(first) {
  let last = first;
  while (last.nextElementSibling && last.nextElementSibling.dataset.depth !== "0") last = last.nextElementSibling;
  return last;
}
