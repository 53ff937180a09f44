// What is typed is kept by the server every few seconds, each window's apart, and by this browser until it is.
import { contents, handOver, hold, letGo, sendKept } from "./unsaved.js";

const HERE = 1000;
const EVERY = 3000;
const AGAIN = 5000;
const PATIENCE = 15_000;
// What may be sent while a page is left; what is more is in this browser.
const LAST_WORDS = 60_000;

export function startKeeping(form) {
  const keeper = new Keeper(form);
  form.addEventListener("input", () => keeper.change());
  form.addEventListener("submit", () => keeper.leave());
  addEventListener("pageshow", () => keeper.stay());
  addEventListener("online", () => keeper.send());
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keeper.flush());
  addEventListener("beforeunload", (event) => keeper.isDirty && !keeper.isLeaving && event.preventDefault());
  handOver(form);
  // The server shows again what it refused; it is nowhere saved.
  if (form.hasAttribute("data-unsaved")) keeper.change();
}

class Keeper {
  constructor(form) {
    this.form = form;
    this.isDirty = false;
    this.isLeaving = false;
    this.isLapsed = false;
  }

  /** Something was typed: writing on and on puts nothing off. */
  change() {
    for (const mark of ["data-touched", "data-unsent"]) this.form.toggleAttribute(mark, true);
    this.isDirty = true;
    this.holding ??= setTimeout(() => this.hold(), HERE);
    this.later(EVERY);
  }

  later(pause) {
    this.timer ??= setTimeout(() => this.send(), pause);
  }

  hold() {
    clearTimeout(this.holding);
    this.holding = undefined;
    if (this.isDirty) this.isHeld = hold(this.form);
  }

  /** The form is on its way to be saved; whether it arrives is not known, and nothing of it is let go here. */
  leave() {
    this.hold();
    this.isLeaving = true;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.asked?.abort();
  }

  /** The page is shown, perhaps once more. */
  stay() {
    this.isLeaving = false;
    if (this.isDirty) this.later(EVERY);
  }

  flush() {
    if (!this.isDirty) return;
    this.hold();
    this.asked?.abort();
    this.send(contents(this.form).length < LAST_WORDS ? { keepalive: true } : {});
  }

  /** Sends one after the other: an older text never comes after a newer one. */
  async send(options = {}) {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (!this.isDirty || this.isLeaving || (this.isSending && !options.keepalive)) return;
    this.isSending = true;
    this.isDirty = false;
    const asked = (this.asked = new AbortController());
    const patience = setTimeout(() => asked.abort(), PATIENCE);
    try {
      if (this.isLapsed) await renewToken(this.form);
      await this.heard(await sendKept(this.form, contents(this.form), { signal: asked.signal, ...options }));
    } catch {
      this.isDirty = true;
      if (this.asked === asked && !this.isLeaving) this.trouble("No connection.");
    }
    clearTimeout(patience);
    if (this.asked !== asked) return;
    this.isSending = false;
    if (this.isDirty && !this.isLeaving) this.later(EVERY);
  }

  async heard(reply) {
    this.isLapsed = reply.status === 401 || reply.status === 400;
    if (reply.ok) return this.safe(await reply.json());
    this.isDirty = true;
    if (reply.status === 409) return this.begin();
    if (reply.status === 413 || reply.status === 422) {
      const told = await reply.json().catch(() => ({}));
      return this.trouble(told.detail ?? "This is more than a piece can hold.");
    }
    this.trouble(this.isLapsed ? "You are logged out: log in in another window." : "The server cannot keep your words just now.");
  }

  safe({ at, address }) {
    if (!this.isDirty) {
      letGo(this.form);
      this.form.removeAttribute("data-unsent");
    }
    // Loaded again, by the reader or by a browser that restores its windows, the page comes with these words.
    if (!this.isLeaving) history.replaceState(history.state, "", address);
    const time = new Date(at).toLocaleTimeString("en-GB", { timeStyle: "short" });
    this.say("[data-kept]", `Kept at ${time}`);
    this.say("[data-note]", "");
  }

  /** Another window has saved this form or thrown its words away, but here they are written on: as words of their own. */
  begin() {
    letGo(this.form);
    const bytes = [...crypto.getRandomValues(new Uint8Array(16))];
    this.form.elements.form_key.value = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
    this.hold();
  }

  trouble(sentence) {
    this.hold();
    this.later(AGAIN);
    this.say("[data-kept]", "");
    this.say("[data-note]", this.isHeld ? `${sentence} Your words are kept in this browser.` : `${sentence} Leave this window open until they are kept.`);
  }

  /** Said once, not with each try: whoever listens to the page is not interrupted. */
  say(place, sentence) {
    const found = this.form.querySelector(place);
    if (found.textContent !== sentence) found.textContent = sentence;
  }
}

/** After a new sign-in the form's token is another one; the page itself knows it. (`form.action` is a button of that name.) */
async function renewToken(form) {
  const reply = await fetch(form.getAttribute("action"), { headers: { Accept: "text/html" } }).catch(() => null);
  if (!reply?.ok || reply.redirected) return;
  const page = await reply.text();
  const token = /name="csrf_token" value="([\w.-]+)"/.exec(page)?.[1];
  // Whoever is signed in by now may be somebody else.
  if (token && page.includes(`data-member="${document.body.dataset.member}"`)) form.elements.csrf_token.value = token;
}
