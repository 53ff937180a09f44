// Comments and replies in place. One composer: it moves under the comment that is answered and back again.
import { countIn } from "./counter.js";
import { busy, ready } from "./forms.js";
import { keep, kept } from "./kept.js";
import { insertComment, say } from "./thread.js";
import { elementsOf } from "./trusted.js";

const SENTENCES = {
  network: "There was no answer. Your text is kept here; check the connection and send it again.",
  400: "You logged in or out in another window. Your text is kept in this browser: load the page again, then send it.",
  401: "You are no longer logged in. Your text is kept in this browser: log in again, then send it.",
  403: "You cannot comment here at the moment. Your text is kept in this browser.",
  404: "What you were answering is no longer here. Your text is kept in this browser.",
  409: "This discussion has changed in the meantime. Your text is kept; load the page again to see how it stands.",
  429: "That was quick. Your text is kept; wait a moment and send it again.",
};
const OTHERWISE = "That did not go through. Your text is kept; please try again in a moment.";

export function startComposers() {
  const discussion = document.querySelector("[data-thread]");
  const form = document.querySelector("[data-composer]");
  if (form) new Composer(form, discussion ?? form.parentElement).start();
}

class Composer {
  constructor(form, discussion) {
    this.discussion = discussion;
    this.home = document.createComment("");
    form.before(this.home);
    this.take(form);
    this.threadKey = `comment:${form.getAttribute("action")}`;
  }

  start() {
    if (!this.box.value) this.box.value = kept(this.key());
    this.listen();
    this.discussion.addEventListener("click", (event) => this.answer(event));
    this.discussion.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.parent.value && this.form.contains(event.target)) this.goHome(true);
    });
  }

  take(form) {
    this.form = form;
    this.box = form.elements.body;
    const preview = form.querySelector("[data-preview-open]");
    preview.type = "button";
    preview.hidden = true;
    this.parent = form.elements.parent ?? hiddenParent(form);
    this.key = () => [this.threadKey, this.parent.value].filter(Boolean).join(":");
  }

  listen() {
    this.recount = countIn(this.box, this.form.querySelector("[data-counter]"));
    this.box.addEventListener("input", () => keep(this.key(), this.box.value));
    this.form.addEventListener("submit", (event) => this.send(event));
    this.form.querySelector("[data-cancel]").addEventListener("click", () => this.goHome(true));
  }

  answer(event) {
    const link = event.target.closest("[data-reply]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const comment = link.closest(".comment");
    this.form.querySelector("[data-composer-label]").textContent =
      `Your reply to ${comment.querySelector("h3").textContent.trim()}`;
    this.form.querySelector("button[type=submit] span").textContent = "Post reply";
    this.moveTo(comment.dataset.id, () => comment.append(this.form));
    this.box.focus();
    this.form.scrollIntoView({ block: "nearest" });
  }

  moveTo(parent, place) {
    this.parent.value = parent;
    place();
    this.box.value = kept(this.key());
    this.form.querySelector("[data-cancel]").hidden = !parent;
    this.fail("");
    this.recount();
  }

  goHome(back) {
    const comment = this.form.closest(".comment");
    if (!comment) return;
    this.form.querySelector("[data-composer-label]").textContent = "Your comment";
    this.form.querySelector("button[type=submit] span").textContent = "Post comment";
    this.moveTo("", () => this.home.after(this.form));
    if (back) comment.querySelector("[data-reply]")?.focus();
  }

  async send(event) {
    event.preventDefault();
    const button = this.form.querySelector("button[type=submit]");
    if (button.hasAttribute("aria-busy")) return;
    busy(button);
    this.fail("");
    try {
      const reply = await fetch(this.form.action, {
        method: "POST",
        body: new FormData(this.form),
        headers: { Accept: "text/html-fragment" },
      });
      await this.answered(reply);
    } catch {
      this.fail(SENTENCES.network);
    } finally {
      ready(button);
    }
  }

  async answered(reply) {
    if (reply.status === 201) return this.posted(await reply.text());
    if (reply.status === 202) return this.held(await reply.text());
    if (reply.status === 422 || reply.status === 429) return this.refused(await reply.text(), reply.status);
    this.fail(SENTENCES[reply.status] ?? OTHERWISE);
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
    keep(this.key(), "");
    this.box.value = "";
    this.form.elements.form_key.value = crypto.randomUUID().replaceAll("-", "");
    this.forgive();
    this.goHome(false);
    this.box.value = kept(this.key());
    this.recount();
  }

  refused(html, status) {
    const form = elementsOf(html).querySelector("[data-composer]");
    if (!form) return this.fail(SENTENCES[status] ?? OTHERWISE);
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
    const place = this.form.querySelector("[data-composer-error]");
    place.textContent = sentence;
    place.hidden = !sentence;
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
