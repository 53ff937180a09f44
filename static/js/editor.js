// The rich editor of a piece. It writes Markdown into the form's own box, which is what is sent, kept and previewed.
import { Editor } from "@tiptap/core";
import { DOMParser as ClipboardParser } from "@tiptap/pm/model";
import { Selection, TextSelection } from "@tiptap/pm/state";
import { hubAt } from "./editor/cards.js";
import { devices } from "./editor/devices.js";
import { read, written } from "./editor/markdown.js";
import { Mentions } from "./editor/mentions.js";
import { cleaned, tamed } from "./editor/paste.js";
import { editWords, takeFiles } from "./editor/pictures.js";
import { isPlace } from "./editor/places.js";
import { startToolbar } from "./editor/toolbar.js";

const PAUSE = 250;
const CHOICE = "northforum:writes-markdown";

for (const form of document.querySelectorAll("form[data-editor]")) start(form);

function start(form) {
  const box = form.elements.body;
  const frame = form.querySelector("[data-rich]");
  const [place, bar, turn] = ["[data-rich-text]", "[data-rich-tools]", "[data-turn]"].map((found) => form.querySelector(found));
  const say = (sentence) => (form.querySelector("[data-note]").textContent = sentence);
  const token = () => form.elements.csrf_token.value;
  const takes = (files, at) => takeFiles(editor, files, say, token, at);
  const editor = new Editor({
    element: place,
    extensions: [...devices(editWords), Mentions],
    // As a document, not as HTML: the content policy lets no script read HTML.
    content: { type: "doc", content: [{ type: "paragraph" }] },
    injectCSS: false,
    enableInputRules: true,
    editorProps: {
      attributes: { ...namesOf(box), class: "prose editor-text", role: "textbox", "aria-multiline": "true" },
      transformPastedHTML: tamed,
      handlePaste: (view, event) => pasted(view, event, takes),
      handleDrop: (view, event, _slice, moved) => !moved && dropped(view, event, takes),
    },
  });
  editor.view.setProps({ clipboardParser: clipboardOf(editor.schema) });
  let pending;
  let own = box.value;
  const put = () => {
    clearTimeout(pending);
    pending = undefined;
    own = written(editor.state.doc);
    if (box.value === own) return;
    box.value = own;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const load = () => {
    own = box.value;
    const { tr, doc } = editor.state;
    tr.replaceWith(0, doc.content.size, read(editor.schema, box.value).content);
    // Left to itself the caret would be what stands last: a card there is then replaced by the first letter typed.
    const words = Selection.findFrom(tr.doc.resolve(0), 1, true);
    if (words) tr.setSelection(words);
    editor.view.dispatch(tr.setMeta("addToHistory", false).setMeta("loaded", true));
  };
  editor.on("update", ({ transaction }) => {
    if (!transaction.getMeta("loaded")) pending ??= setTimeout(put, PAUSE);
  });
  const settle = () => pending !== undefined && put();
  form.addEventListener("submit", settle, { capture: true });
  addEventListener("pagehide", settle);
  document.addEventListener("visibilitychange", settle);
  box.addEventListener("input", () => box.value !== own && !form.hasAttribute("data-markdown") && load());
  const show = (rich) => {
    settle();
    if (rich) load();
    frame.hidden = !rich;
    for (const part of form.querySelectorAll("[data-plain]")) part.hidden = rich;
    form.toggleAttribute("data-markdown", !rich);
    turn.querySelector("span").textContent = rich ? "Write in Markdown" : "Back to the rich text";
  };
  turn.hidden = false;
  turn.addEventListener("click", () => {
    const rich = form.hasAttribute("data-markdown");
    show(rich);
    try {
      localStorage.setItem(CHOICE, rich ? "" : "yes");
    } catch {
      // It is asked again next time.
    }
    if (rich) editor.commands.focus();
    else box.focus();
  });
  startToolbar(bar, editor, { say, token });
  show(!wantsMarkdown());
}

function wantsMarkdown() {
  try {
    return localStorage.getItem(CHOICE) === "yes";
  } catch {
    return false;
  }
}

function namesOf(box) {
  const label = document.querySelector(`label[for="${box.id}"]`);
  label.id ||= `${box.id}-label`;
  label.addEventListener("click", () => document.querySelector("[data-rich]:not([hidden]) .editor-text")?.focus());
  const wrong = document.getElementById(`${box.id}-error`);
  return { "aria-labelledby": label.id, ...(wrong ? { "aria-describedby": wrong.id, "aria-invalid": "true" } : {}) };
}

function clipboardOf(schema) {
  const parser = ClipboardParser.fromSchema(schema);
  return { parseSlice: (dom, options) => parser.parseSlice(cleaned(dom), options) };
}

function pasted(view, event, takes) {
  const { clipboardData } = event;
  const files = pictures(clipboardData);
  const html = clipboardData.getData("text/html");
  const text = clipboardData.getData("text/plain").trim();
  if (files.length && !text && !/[^<>\s][^<>]*<\/(?:p|td|li|h\d)>/i.test(html)) {
    takes(files);
    return true;
  }
  const { $from, empty } = view.state.selection;
  const alone = empty && $from.depth === 1 && $from.parent.type.name === "paragraph" && !$from.parent.content.size;
  const hub = empty && /^https?:\/\/\S+$/.test(text) ? hubAt(text) : null;
  if (hub) {
    view.dispatch(view.state.tr.replaceSelectionWith(view.state.schema.nodes.hub.create({ slug: hub })).scrollIntoView());
    return true;
  }
  if (alone && /^https?:\/\/\S+$/.test(text) && isPlace(text)) {
    const { embed, paragraph } = view.state.schema.nodes;
    const at = $from.before();
    const tr = view.state.tr.replaceWith(at, $from.after(), [embed.create({ href: text }), paragraph.create()]);
    view.dispatch(tr.setSelection(TextSelection.create(tr.doc, at + 2)).scrollIntoView());
    return true;
  }
  return false;
}

function dropped(view, event, takes) {
  const files = pictures(event.dataTransfer);
  if (!files.length) return false;
  event.preventDefault();
  const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos;
  const place = at === undefined ? undefined : view.state.doc.resolve(at).after(1) || at;
  takes(files, place);
  return true;
}

function pictures(data) {
  return [...(data?.files ?? [])].filter((file) => file.type.startsWith("image/"));
}
