// Words that are not sent yet: kept in this browser at once, and with the server when the writer pauses or leaves.
import { keep, kept } from "./kept.js";

const PAUSE = 2000;

export class Drafts {
  /** `writing` tells of the form at hand: `form`, `box`, and the `parent` field of the comment that is answered. */
  constructor(writing) {
    this.writing = writing;
    this.url = `/threads/${writing.form.dataset.writing}/draft`;
    // What each draft said when the server last had it.
    this.saved = new Map();
    addEventListener("pagehide", () => this.save());
  }

  key(parent = this.writing.parent.value) {
    return [`comment:/threads/${this.writing.form.dataset.writing}/comments`, parent].filter(Boolean).join(":");
  }

  /** What this browser kept. */
  get here() {
    return kept(this.key());
  }

  changed() {
    keep(this.key(), this.writing.box.value);
    keep(`${this.key()}@`, String(Date.now()));
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.save(), PAUSE);
  }

  /** Sends the draft at hand, if the server does not have it as it is. */
  save() {
    clearTimeout(this.pause);
    const parent = this.writing.parent.value;
    const body = this.writing.box.value;
    if (body === (this.saved.get(parent) ?? "")) return;
    const before = this.saved.get(parent);
    this.saved.set(parent, body);
    this.saving = this.send(parent, body).then((at) => {
      if (at) keep(`${this.key(parent)}@`, String(at));
      else this.saved.set(parent, before);
      this.note(!body.trim() ? "" : at ? "Draft saved" : "Draft kept in this browser");
    });
  }

  async send(parent, body) {
    try {
      const reply = await fetch(this.url, {
        method: "PUT",
        body: new URLSearchParams({ body, parent }),
        headers: { Accept: "application/json", "X-CSRFToken": this.writing.form.elements.csrf_token.value },
        keepalive: true,
      });
      return reply.ok ? (await reply.json()).at : 0;
    } catch {
      return 0;
    }
  }

  /** Fills the empty or untouched box: what is newer of this browser's draft and the server's, never over typed words. */
  async restore() {
    const { box, parent } = this.writing;
    const shown = box.value;
    const answered = parent.value;
    const mine = this.here;
    const drawn = this.saved.size ? "" : box.defaultValue;
    this.saved.set(answered, drawn);
    if (shown !== drawn || (mine === shown && shown)) return;
    if (!shown) box.value = mine;
    if (!mine && (shown || !answered)) return;
    const filled = box.value;
    try {
      const reply = await fetch(`${this.url}?${new URLSearchParams({ parent: answered })}`, {
        headers: { Accept: "application/json" },
      });
      if (!reply.ok) return;
      const { body, at } = await reply.json();
      this.saved.set(answered, body);
      if (box.value !== filled || parent.value !== answered) return;
      const isMineNewer = mine && Number(kept(`${this.key()}@`)) >= at;
      box.value = isMineNewer ? mine : body || mine;
    } catch {
      if (mine && box.value === filled && parent.value === answered) box.value = mine;
    }
  }

  /** Waits until nothing is on its way that could come after the comment itself. */
  async settle() {
    clearTimeout(this.pause);
    await this.saving;
  }

  forget() {
    clearTimeout(this.pause);
    keep(this.key(), "");
    keep(`${this.key()}@`, "");
    this.saved.set(this.writing.parent.value, "");
    this.note("");
  }

  /** Said once, not with each save: whoever listens to the page is not interrupted. */
  note(sentence) {
    const place = this.writing.form.querySelector("[data-draft]");
    if (place.textContent !== sentence) place.textContent = sentence;
  }
}
