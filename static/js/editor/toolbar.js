// The bar above the text: one stop of the Tab key, arrows within it, and what is on is pressed.
import { startRoving } from "../parts/roving.js";
import { ask } from "./dialogs.js";
import { choose } from "./pictures.js";
import { placeOf } from "./places.js";

const COMMANDS = {
  bold: (editor) => editor.chain().focus().toggleBold().run(),
  italic: (editor) => editor.chain().focus().toggleItalic().run(),
  link: (editor) => setLink(editor),
  heading: (editor) => editor.chain().focus().toggleHeading({ level: 2 }).run(),
  smaller: (editor) => editor.chain().focus().toggleHeading({ level: 3 }).run(),
  list: (editor) => editor.chain().focus().toggleBulletList().run(),
  numbered: (editor) => editor.chain().focus().toggleOrderedList().run(),
  quote: (editor) => editor.chain().focus().toggleBlockquote().run(),
  pull: (editor) => editor.chain().focus().toggleWrap("pullQuote").run(),
  break: (editor) => editor.chain().focus().setHorizontalRule().run(),
  picture: (editor, { say, token }) => choose(editor, say, token),
  embed: (editor) => putEmbed(editor),
  undo: (editor) => editor.chain().focus().undo().run(),
  redo: (editor) => editor.chain().focus().redo().run(),
};

const PRESSED = {
  bold: ["bold"],
  italic: ["italic"],
  link: ["link"],
  heading: ["heading", { level: 2 }],
  smaller: ["heading", { level: 3 }],
  list: ["bulletList"],
  numbered: ["orderedList"],
  quote: ["blockquote"],
  pull: ["pullQuote"],
};

export function startToolbar(bar, editor, tools) {
  const buttons = [...bar.querySelectorAll("button")];
  const enter = startRoving(bar, (button) => COMMANDS[button.value](editor, tools));
  bar.addEventListener("keydown", (event) => {
    if (event.key === "Escape") editor.commands.focus();
  });
  const show = () => {
    for (const button of buttons) {
      if (PRESSED[button.value]) button.ariaPressed = String(editor.isActive(...PRESSED[button.value]));
    }
  };
  editor.on("transaction", show);
  show();
  editor.view.dom.addEventListener("keydown", (event) => {
    if (event.altKey && event.key === "F10") {
      event.preventDefault();
      enter();
    } else if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      setLink(editor);
    }
  });
}

async function setLink(editor) {
  const before = editor.getAttributes("link").href ?? "";
  const answer = await ask("link", { href: before || "https://", isThere: Boolean(before) });
  const chain = editor.chain().focus();
  if (!answer) return chain.run();
  if (answer.leaves === "remove") return chain.extendMarkRange("link").unsetLink().run();
  const href = answer.href.trim();
  if (editor.state.selection.empty && !before) {
    return chain.insertContent([{ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] }]).run();
  }
  return chain.extendMarkRange("link").setLink({ href }).run();
}

async function putEmbed(editor) {
  const answer = await ask("embed");
  if (!answer) return editor.commands.focus();
  const href = answer.href.trim();
  const title = answer.title.trim().replace(/[[\]\\*_`]/g, "\\$&");
  if (placeOf(href)) {
    return editor.chain().focus().insertContent([{ type: "embed", attrs: { href, title } }, { type: "paragraph" }]).run();
  }
  const words = { type: "text", text: answer.title.trim() || href, marks: [{ type: "link", attrs: { href } }] };
  return editor.chain().focus().insertContent({ type: "paragraph", content: [words] }).run();
}
