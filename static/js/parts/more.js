// What may be done with a comment opens where the comment stands; without script it is on the comment's own page.
import { fill } from "./trusted.js";

export function startMore() {
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const link = event.target.closest("[data-more]");
    const address = event.target.closest("[data-copy]");
    if (link) open(event, link);
    else if (address && navigator.clipboard) copy(event, address);
  });
}

async function open(event, link) {
  event.preventDefault();
  const { id } = link.closest(".comment").dataset;
  try {
    const reply = await fetch(`/comments/${id}/more`, { headers: { Accept: "text/html-fragment" } });
    if (!reply.ok) throw new Error(reply.statusText);
    show(await reply.text());
  } catch {
    // The page says what is wrong, or has what was wanted.
    location.assign(link.href);
  }
}

function show(html) {
  const dialog = document.querySelector("dialog[data-more-dialog]") ?? made();
  fill(dialog.querySelector("[data-acts]"), html);
  dialog.showModal();
}

function made() {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog more-dialog";
  dialog.dataset.moreDialog = "";
  dialog.setAttribute("aria-label", "About this comment");
  const acts = document.createElement("div");
  acts.dataset.acts = "";
  const close = document.createElement("button");
  close.type = "button";
  close.className = "button quiet small";
  close.dataset.close = "";
  close.textContent = "Close";
  dialog.append(acts, close);
  // A click beside the dialog closes it.
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  return dialog;
}

async function copy(event, address) {
  event.preventDefault();
  try {
    await navigator.clipboard.writeText(address.href);
    address.textContent = "The address is copied";
  } catch {
    location.assign(address.href);
  }
}
