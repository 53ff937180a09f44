// Other words for one's own comment, in its place; without script, or when that fails, on a page of its own.
import { busy, ready } from "./forms.js";
import { keep, kept } from "./kept.js";
import { say } from "./thread.js";
import { startTimes } from "./times.js";
import { elementsOf } from "./trusted.js";
import { failure, helpWriting, showFailure } from "./writing.js";

const FRAGMENT = { Accept: "text/html-fragment" };

export function startEdits(discussion) {
  discussion.addEventListener("click", async (event) => {
    const link = event.target.closest('.own a[href$="/edit"]');
    const comment = link?.closest(".comment");
    if (!comment || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    if (comment.querySelector("[data-edit]")) return;
    try {
      const reply = await fetch(link.href, { headers: FRAGMENT });
      const form = reply.ok && !reply.redirected && formIn(await reply.text());
      if (form) return new Edit(discussion, comment, form).open();
    } catch {
      // The page of its own says what is the matter.
    }
    location.assign(link.href);
  });
}

class Edit {
  constructor(discussion, comment, form) {
    this.discussion = discussion;
    this.comment = comment;
    this.form = form;
    this.hidden = [...comment.querySelectorAll(":scope > :is(.body, .acts)")];
  }

  open() {
    this.hidden[0].before(this.form);
    for (const part of this.hidden) part.hidden = true;
    this.take(this.form);
    const mine = kept(this.key);
    if (mine) this.form.elements.body.value = mine;
    this.refresh();
  }

  take(form) {
    this.form = form;
    this.key = `edit:${form.getAttribute("action")}`;
    this.refresh = helpWriting(form);
    const box = form.elements.body;
    box.addEventListener("input", () => keep(this.key, box.value));
    form.addEventListener("submit", (event) => this.send(event));
    form.querySelector("[data-cancel]").addEventListener("click", (event) => this.leave(event));
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.leave(event);
    });
    box.focus();
  }

  leave(event) {
    event.preventDefault();
    event.stopPropagation();
    keep(this.key, "");
    this.form.remove();
    for (const part of this.hidden) part.hidden = false;
    this.comment.querySelector('.own a[href$="/edit"]')?.focus();
  }

  async send(event) {
    event.preventDefault();
    const button = this.form.querySelector("button[type=submit]");
    if (button.hasAttribute("aria-busy")) return;
    busy(button);
    showFailure(this.form, "");
    try {
      const reply = await fetch(this.form.action, { method: "POST", body: new FormData(this.form), headers: FRAGMENT });
      await this.answered(reply);
    } catch {
      this.fail("network");
    } finally {
      ready(button);
    }
  }

  async answered(reply) {
    if (reply.ok) return this.saved(elementsOf(await reply.text()).querySelector(".comment"));
    const form = [409, 422].includes(reply.status) && formIn(await reply.text());
    if (!form) return this.fail(reply.status);
    this.form.replaceWith(form);
    this.take(form);
    form.querySelector("[data-focus]")?.focus();
  }

  saved(comment) {
    keep(this.key, "");
    if (!comment) return location.reload();
    this.comment.replaceWith(comment);
    startTimes(comment);
    comment.tabIndex = -1;
    comment.focus({ preventScroll: true });
    say(this.discussion, "Your comment is saved.");
  }

  fail(status) {
    showFailure(this.form, failure(status));
    say(this.discussion, failure(status));
  }
}

function formIn(html) {
  return elementsOf(html).querySelector("[data-edit]");
}
