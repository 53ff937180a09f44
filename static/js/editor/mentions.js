// Members and hubs behind an @: a list at the caret, led by the keys of the text. Choosing one names it in the text.
import { Extension } from "@tiptap/core";
import { PluginKey } from "@tiptap/pm/state";
import Suggestion from "@tiptap/suggestion";
import { optionsFor } from "../parts/options.js";
import { hubAt, remember } from "./cards.js";

export const Mentions = Extension.create({
  name: "mentions",
  addProseMirrorPlugins() {
    return [
      Suggestion({
        editor: this.editor,
        pluginKey: new PluginKey("mentions"),
        char: "@",
        allowSpaces: false,
        items: ({ query }) => find(query),
        command: ({ editor, range, props }) => {
          editor.chain().focus().insertContentAt(range, [named(props), { type: "text", text: " " }]).run();
        },
        render: list,
      }),
    ];
  },
});

function named({ name, note, address }) {
  const slug = hubAt(address);
  // A member's note is their handle, which readers see as their name.
  if (!slug) return { type: "text", text: note };
  remember(slug, name);
  return { type: "hub", attrs: { slug } };
}

async function find(query) {
  if (!query) return [];
  try {
    const reply = await fetch(`/desk/mentions?${new URLSearchParams({ q: query })}`, { headers: { Accept: "application/json" } });
    return reply.ok ? await reply.json() : [];
  } catch {
    return [];
  }
}

function list() {
  let given;
  const text = () => given.editor.view.dom;
  const hide = () => {
    box.hidden = true;
    text().removeAttribute("aria-activedescendant");
  };
  const look = { id: "editor-mentions", label: "Members and hubs", kind: "editor-mentions" };
  const { list: box, offer, takes } = optionsFor(look, text, (item) => given.command(item), hide);
  const show = (props) => {
    given = props;
    offer(props.items, ({ name, note }) => [name, note]);
    const caret = props.clientRect?.();
    if (box.hidden || !caret) return;
    const frame = box.parentElement.getBoundingClientRect();
    box.style.insetInlineStart = `${Math.max(0, Math.min(caret.left - frame.left, frame.width - box.offsetWidth))}px`;
    box.style.insetBlockStart = `${caret.bottom - frame.top}px`;
  };
  return {
    onStart(props) {
      props.editor.view.dom.parentElement.append(box);
      props.editor.view.dom.setAttribute("aria-controls", box.id);
      show(props);
    },
    onUpdate: show,
    onKeyDown: ({ event }) => takes(event),
    onExit() {
      for (const name of ["aria-controls", "aria-activedescendant"]) text().removeAttribute(name);
      box.remove();
    },
  };
}
