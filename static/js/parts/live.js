// An open page follows its thread: it asks at times whether there is anything new, and waits to be told to show it.
import { belongs, holdingStill, onPage, place } from "./placing.js";
import { markRespected } from "./respect.js";
import { say, showCount } from "./thread.js";
import { startTimes } from "./times.js";
import { elementsOf } from "./trusted.js";

const AT_FIRST = 15_000;
const AT_MOST = 120_000;
const SLOWER = 1.25;
// Whoever was away for longer than so many rounds of changes is better served by the page itself.
const ROUNDS = 5;
const GONE = new Set([401, 403, 404, 410]);

export function startLive() {
  const discussion = document.querySelector("[data-thread][data-version]");
  if (discussion) new Live(discussion).start();
}

class Live {
  constructor(discussion) {
    this.discussion = discussion;
    this.list = discussion.querySelector("[data-comments]");
    this.address = `/threads/${discussion.dataset.thread}`;
    this.version = Number(discussion.dataset.version);
    this.waiting = new Map();
    this.later = new Map();
    this.pause = AT_FIRST;
    this.pill = discussion.querySelector("[data-pill]");
  }

  start() {
    document.addEventListener("visibilitychange", () => {
      clearTimeout(this.timer);
      if (!document.hidden) this.look();
    });
    this.discussion.addEventListener("focusout", () => setTimeout(() => this.replaceLater()));
    this.pill.addEventListener("click", () => this.show());
    this.plan();
  }

  /** Looks again after a pause of about the present length, so that readers do not all come at once. */
  plan() {
    clearTimeout(this.timer);
    if (document.hidden || this.isOver) return;
    this.timer = setTimeout(() => this.look(), this.pause * (0.85 + 0.3 * Math.random()));
  }

  async look() {
    if (this.isOver || this.isLooking) return;
    this.isLooking = true;
    try {
      const pulse = await this.ask("poll");
      const isQuiet = !pulse || pulse.version <= this.version;
      this.pause = isQuiet ? Math.min(this.pause * SLOWER, AT_MOST) : AT_FIRST;
      if (!isQuiet) await this.follow();
    } catch {
      this.pause = Math.min(this.pause * 2, AT_MOST);
    } finally {
      this.isLooking = false;
      this.plan();
    }
  }

  async ask(path) {
    const reply = await fetch(`${this.address}/${path}`, { cache: "no-cache", headers: { Accept: "application/json" } });
    if (GONE.has(reply.status)) this.isOver = true;
    if (!reply.ok) throw new Error(reply.statusText);
    return reply.json();
  }

  async follow() {
    for (let round = 0; round < ROUNDS; round++) {
      const found = await this.ask(`changes?since=${this.version}`);
      if (found.stale) return this.giveUp();
      for (const change of found.comments) this.take(change);
      this.version = found.version;
      showCount(this.discussion, found.count);
      if (!found.more) return this.offer();
    }
    this.giveUp();
  }

  take(change) {
    const present = onPage(this.list, change.id);
    if (present) this.replace(present, change);
    else this.waiting.set(change.id, change);
  }

  /** Shows what has become of a comment; while somebody is busy in it, only its numbers change. */
  replace(present, change) {
    const comment = elementsOf(change.html).querySelector(".comment");
    if (!comment) return;
    const score = comment.querySelector("[data-score]");
    const shown = present.querySelector("[data-score]");
    if (present.contains(document.activeElement) || present.querySelector("form, dialog, [aria-busy]")) {
      if (score && shown) shown.textContent = score.textContent;
      this.later.set(change.id, change);
      return;
    }
    this.later.delete(change.id);
    for (const name of ["fresh", "arrived"]) comment.classList.toggle(name, present.classList.contains(name));
    holdingStill(this.list, () => present.replaceWith(comment));
    startTimes(comment);
    markRespected(comment);
  }

  replaceLater() {
    for (const [id, change] of [...this.later]) {
      const present = onPage(this.list, id);
      if (present) this.replace(present, change);
    }
  }

  offer() {
    const others = [...this.waiting.values()].filter((change) => !this.isSilent(change) && this.belongs(change));
    this.isStale = false;
    if (others.length) {
      this.tell(others.length === 1 ? "1 new comment" : `${others.length} new comments`);
    } else {
      // One's own, from another window, and what went before it was seen: nothing to be told of.
      this.placeAll();
    }
  }

  belongs(change) {
    return belongs(this.discussion, this.list, this.waiting, change);
  }

  isSilent(change) {
    const author = elementsOf(change.html).querySelector(".comment")?.dataset.author;
    return change.gone || author === document.body.dataset.member;
  }

  giveUp() {
    this.isOver = this.isStale = true;
    this.tell("Much has changed here: load the discussion again");
  }

  tell(words) {
    if (this.pill.textContent !== words) say(this.discussion, words);
    this.pill.textContent = words;
    this.first = null;
    this.pill.hidden = false;
  }

  show() {
    if (this.isStale) return location.reload();
    if (this.first) return this.goToFirst();
    const arrived = this.placeAll();
    for (const comment of arrived) comment.classList.add("arrived");
    say(this.discussion, arrived.length === 1 ? "One comment is loaded." : `${arrived.length} comments are loaded.`);
    this.first = arrived.find((comment) => !comment.classList.contains("gone"));
    if (!this.first || isInSight(this.first)) this.goToFirst();
    else this.pill.textContent = "Go to the first new comment";
  }

  placeAll() {
    const arrived = [];
    holdingStill(this.list, () => {
      for (const id of [...this.waiting.keys()]) {
        const before = new Set(this.list.children);
        place(this.discussion, this.list, this.waiting, id);
        arrived.push(...[...this.list.children].filter((comment) => !before.has(comment)));
      }
    });
    this.waiting.clear();
    for (const comment of arrived) markRespected(comment);
    if (arrived.length) this.discussion.querySelector("[data-empty]")?.remove();
    return inOrder(arrived);
  }

  goToFirst() {
    const first = this.first;
    this.first = null;
    this.pill.hidden = true;
    if (!first?.isConnected) return;
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
    first.scrollIntoView({ block: "nearest" });
  }
}

function isInSight(comment) {
  const box = comment.getBoundingClientRect();
  return box.top >= 0 && box.bottom <= window.innerHeight;
}

function inOrder(comments) {
  return comments.sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
}
