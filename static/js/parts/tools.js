// Formatting of a comment while it is written: a toolbar with one stop of the Tab key, and shortcuts in the box.
import { startRoving } from "./roving.js";

const AROUND = { strong: "**", emphasis: "*", code: "`" };
const BEFORE = { quote: "> ", list: "- " };
const KEYS = { b: "strong", i: "emphasis", k: "link" };

export function startTools(form, box) {
  const bar = form.querySelector("[data-tools]");
  startRoving(bar, (button) => format(box, button.value));
  bar.hidden = false;
  box.addEventListener("keydown", (event) => {
    const kind = KEYS[event.key.toLowerCase()];
    if (!kind || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    format(box, kind);
  });
}

function format(box, kind) {
  const { selectionStart: start, selectionEnd: end, value } = box;
  const chosen = value.slice(start, end);
  if (kind in BEFORE) return lines(box, BEFORE[kind]);
  if (kind === "link") {
    const isAddress = /^https?:\/\/\S+$/.test(chosen);
    const words = isAddress ? "" : chosen;
    const address = isAddress ? chosen : "https://";
    const at = words ? start + words.length + 3 : start + 1;
    return put(box, start, end, `[${words}](${address})`, at, words ? at + address.length : at);
  }
  const mark = kind === "code" && chosen.includes("\n") ? "```\n" : AROUND[kind];
  const close = mark === "```\n" ? "\n```" : mark;
  // Pressed again, it takes away what it had put there.
  if (value.slice(start - mark.length, start) === mark && value.slice(end, end + close.length) === close) {
    return put(box, start - mark.length, end + close.length, chosen, start - mark.length, end - mark.length);
  }
  return put(box, start, end, mark + chosen + close, start + mark.length, end + mark.length);
}

function lines(box, mark) {
  const { selectionStart, selectionEnd, value } = box;
  const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const found = value.indexOf("\n", selectionEnd);
  const end = found < 0 ? value.length : found;
  const all = value.slice(start, end).split("\n");
  const marked = all.every((line) => line.startsWith(mark));
  const text = all.map((line) => (marked ? line.slice(mark.length) : mark + line)).join("\n");
  put(box, start, end, text, start + (all.length > 1 ? 0 : text.length), start + text.length);
}

/** Puts text in place of a part of the box; typed as by hand, so that the browser's undo takes it back. */
export function put(box, start, end, text, from, to) {
  box.focus();
  box.setSelectionRange(start, end);
  if (!document.execCommand(text ? "insertText" : "delete", false, text)) {
    box.setRangeText(text, start, end, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
  box.setSelectionRange(from, to);
}
