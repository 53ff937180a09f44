// Comments and replies in place. One composer: it moves under the comment that is answered and back again.
import { Drafts } from "./drafts.js";
import { startEdits } from "./edit.js";
import { busy, ready } from "./forms.js";
import { asQuote, startQuotes } from "./quote.js";
import { insertComment, say } from "./thread.js";
import { put } from "./tools.js";
import { elementsOf } from "./trusted.js";
import { failure, helpWriting, showFailure } from "./writing.js";

export function startComposers() {
  const discussion = document.querySelector("[data-thread]");
  const form = document.querySelector("[data-composer]");
  if (form) new Composer(form, discussion ?? form.parentElement).start();
  if (discussion) startEdits(discussion);
  const edit = document.querySelector("form[data-edit]");
  if (edit) helpWriting(edit);
}

class Composer {
  constructor(form, discussion) {
    this.discussion = discussion;
    this.home = document.createComment("");
    this.texts = new Map();
    form.before(this.home);
    this.take(form);
    const label = form.querySelector("[data-composer-label]").textContent;
    const verb = form.querySelector("button[type=submit]:not([data-preview-open]) span").textContent;
    this.first = { parent: this.parent.value, label, verb };
    this.drafts = new Drafts(this);
  }

  start() {
    this.listen();
    this.fill();
    const list = document.querySelector("[data-comments]");
    if (list) startQuotes(list, this);
    this.discussion.addEventListener("click", (event) => this.answer(event));
    this.discussion.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.parent.value && this.form.contains(event.target)) this.goHome(true);
    });
  }

  take(form) {
    this.form = form;
    this.box = form.elements.body;
    this.parent = form.elements.parent ?? hiddenParent(form);
  }

  listen() {
    this.refresh = helpWriting(this.form);
    this.box.addEventListener("input", () => this.drafts.changed());
    this.form.addEventListener("submit", (event) => this.send(event));
    this.form.querySelector("[data-cancel]").addEventListener("click", () => this.goHome(true));
  }

  answer(event) {
    const link = event.target.closest("[data-reply]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    this.open(link.closest(".comment"));
  }

  open(comment) {
    if (this.form.closest(".comment") === comment) return this.box.focus();
    this.form.querySelector("[data-composer-label]").textContent =
      `Your reply to ${comment.querySelector("h3").textContent.trim()}`;
    this.form.querySelector("button[type=submit] span").textContent = "Post reply";
    this.moveTo(comment.dataset.id, () => comment.append(this.form));
    this.box.focus();
    this.form.scrollIntoView({ block: "nearest" });
  }

  /** Answers a comment with a passage of it, below what is written already. */
  async quote(comment, passage) {
    if (!comment.querySelector("[data-reply]")) return;
    await this.open(comment);
    const end = this.box.value.length;
    const text = (end && !this.box.value.endsWith("\n\n") ? "\n\n" : "") + asQuote(passage);
    put(this.box, end, end, text, end + text.length, end + text.length);
  }

  /** Puts a draft into the box; what is typed meanwhile stays. */
  async fill() {
    const filled = this.drafts.restore();
    this.refresh();
    await filled;
    this.refresh();
  }

  moveTo(parent, place) {
    this.drafts.save();
    this.texts.set(this.parent.value, this.box.value);
    this.parent.value = parent;
    place();
    this.box.value = this.texts.get(parent) ?? "";
    this.form.querySelector("[data-cancel]").hidden = !this.form.closest(".comment");
    this.fail("");
    this.filled = this.texts.has(parent) ? this.refresh() : this.fill();
  }

  goHome(back) {
    const comment = this.form.closest(".comment");
    if (!comment) return;
    this.form.querySelector("[data-composer-label]").textContent = this.first.label;
    this.form.querySelector("button[type=submit] span").textContent = this.first.verb;
    this.moveTo(this.first.parent, () => this.home.after(this.form));
    if (back) comment.querySelector("[data-reply]")?.focus();
  }

  async send(event) {
    event.preventDefault();
    const button = this.form.querySelector("button[type=submit]");
    if (button.hasAttribute("aria-busy")) return;
    busy(button);
    this.fail("");
    await this.drafts.settle();
    try {
      const reply = await fetch(this.form.action, {
        method: "POST",
        body: new FormData(this.form),
        headers: { Accept: "text/html-fragment" },
      });
      await this.answered(reply);
    } catch {
      this.fail(failure("network"));
    } finally {
      ready(button);
    }
  }

  async answered(reply) {
    if (reply.status === 201) return this.posted(await reply.text());
    if (reply.status === 202) return this.held(await reply.text());
    if (reply.status === 422 || reply.status === 429) return this.refused(await reply.text(), reply.status);
    this.fail(failure(reply.status));
  }

  posted(html) {
    const parent = this.parent.value;
    this.startAnew();
    insertComment(this.discussion, html, parent);
  }

  /** The words are taken in, and wait for a moderator: their writer alone sees them. */
  held(html) {
    this.startAnew();
    const notice = elementsOf(html).firstElementChild;
    this.home.before(notice);
    notice.tabIndex = -1;
    notice.focus();
  }

  startAnew() {
    const parent = this.parent.value;
    this.drafts.forget();
    this.box.value = "";
    this.form.elements.form_key.value = crypto.randomUUID().replaceAll("-", "");
    this.forgive();
    this.goHome(false);
    this.texts.delete(parent);
    this.refresh();
  }

  refused(html, status) {
    const form = elementsOf(html).querySelector("[data-composer]");
    if (!form) return this.fail(failure(status));
    this.form.replaceWith(form);
    this.take(form);
    this.listen();
    // What cannot be answered any more is let go by the server: the words are then a new comment.
    if (!this.parent.value) this.home.after(form);
    this.form.querySelector("[data-cancel]").hidden = !this.form.closest(".comment");
    this.box.focus();
  }

  /** Takes away what the server had said against an earlier try. */
  forgive() {
    for (const error of this.form.querySelectorAll(".error:not([data-composer-error])")) error.remove();
    this.form.querySelector(".has-error")?.classList.remove("has-error");
    this.box.removeAttribute("aria-invalid");
    this.box.setAttribute("aria-describedby", `${this.box.id}-hint`);
  }

  fail(sentence) {
    showFailure(this.form, sentence);
    if (sentence) say(this.discussion, sentence);
  }
}

function hiddenParent(form) {
  const input = document.createElement("input");
  input.type = "hidden";
  input.name = "parent";
  form.prepend(input);
  return input;
}
