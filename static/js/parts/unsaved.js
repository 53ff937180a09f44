// Whole forms of pieces, kept in this browser while the server does not have them: each window's under its own key.
import { keep, kept, keptUnder } from "./kept.js";

const PREFIX = "piece:";

// What no text may hold: the server would refuse to keep the whole, of which there is no other copy.
const BROKEN = /[\0\ufffd]|(?<=\p{M}{7})\p{M}+/gu;

/** What the form holds, as it is sent to be kept. */
export function contents(form) {
  const body = new FormData(form);
  for (const name of ["picture", "action", "csrf_token"]) body.delete(name);
  return new URLSearchParams([...body].map(([name, value]) => [name, value.replace(BROKEN, "")])).toString();
}

const nameOf = (form) => `${PREFIX}${form.dataset.editor}:${form.elements.form_key.value}`;

/** Keeps what the form holds here; whether there was room. */
export const hold = (form) => keep(nameOf(form), `${Date.now()} ${contents(form)}`);

export const letGo = (form) => keep(nameOf(form), "");

/** Sends what the form holds, or what another window left here, to be kept by the server. */
export function sendKept(form, body, options = {}) {
  return fetch(form.dataset.keptUrl, {
    method: "POST",
    body,
    headers: {
      Accept: "application/json",
      "Content-Type": "application/x-www-form-urlencoded",
      "X-CSRFToken": form.elements.csrf_token.value,
    },
    ...options,
  });
}

/** Hands to the server what a crash, a lapsed sign-in or a server that was away left here, and shows where it is. */
export async function handOver(form) {
  const own = nameOf(form);
  for (const name of keptUnder(`${PREFIX}${form.dataset.editor}:`)) {
    if (name === own) continue;
    const entry = kept(name);
    const at = entry.indexOf(" ");
    const age = Math.max(0, Math.round((Date.now() - Number(entry.slice(0, at))) / 1000));
    const reply = await sendKept(form, `${entry.slice(at + 1)}&age=${age}`).catch(() => null);
    // What was saved or thrown away is no longer waited for; another window may have gone on. What the server refuses
    // stays here: there is no other copy.
    if (reply && (reply.ok || reply.status === 404 || reply.status === 409) && kept(name) === entry) keep(name, "");
    if (reply?.ok) offer(form, name.slice(name.lastIndexOf(":") + 1), (await reply.json()).address);
  }
}

function offer(form, key, address) {
  if (form.elements.taken.value.startsWith(`${key} `)) return form.hasAttribute("data-touched") || location.reload();
  if (document.querySelector(`[data-kept-words="${key}"]`)) return;
  const blank = document.querySelector("[data-restore]");
  const notice = blank.cloneNode(true);
  notice.querySelector("a").href = address;
  notice.dataset.keptWords = key;
  notice.hidden = false;
  blank.before(notice);
}
