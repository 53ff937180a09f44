// Members and hubs behind an @: a list at the caret, led by the keys of the text. Choosing one puts a link in.
import { Extension } from "@tiptap/core";
import { PluginKey } from "@tiptap/pm/state";
import Suggestion from "@tiptap/suggestion";

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
          const marks = [{ type: "link", attrs: { href: props.address } }];
          const words = [{ type: "text", text: props.name, marks }, { type: "text", text: " " }];
          editor.chain().focus().insertContentAt(range, words).unsetMark("link").run();
        },
        render: list,
      }),
    ];
  },
});

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
  const box = document.createElement("ul");
  box.className = "suggestions editor-mentions";
  box.id = "editor-mentions";
  box.role = "listbox";
  box.ariaLabel = "Members and hubs";
  let given;
  let active = 0;
  const text = () => given.editor.view.dom;
  const lead = (to) => {
    active = (to + given.items.length) % given.items.length;
    for (const [at, option] of [...box.children].entries()) option.ariaSelected = String(at === active);
    text().setAttribute("aria-activedescendant", box.children[active].id);
    box.children[active].scrollIntoView({ block: "nearest" });
  };
  const show = (props) => {
    given = props;
    box.hidden = !props.items.length;
    if (box.hidden) return text().removeAttribute("aria-activedescendant");
    box.replaceChildren(...props.items.map((item, at) => optionOf(item, at, () => props.command(item))));
    const caret = props.clientRect?.();
    const frame = box.parentElement.getBoundingClientRect();
    if (caret) {
      box.style.insetInlineStart = `${Math.max(0, Math.min(caret.left - frame.left, frame.width - box.offsetWidth))}px`;
      box.style.insetBlockStart = `${caret.bottom - frame.top}px`;
    }
    lead(0);
  };
  return {
    onStart(props) {
      props.editor.view.dom.parentElement.append(box);
      props.editor.view.dom.setAttribute("aria-controls", box.id);
      show(props);
    },
    onUpdate: show,
    onKeyDown({ event }) {
      if (box.hidden) return false;
      if (event.key === "ArrowDown") lead(active + 1);
      else if (event.key === "ArrowUp") lead(active - 1);
      else if (event.key === "Enter" || event.key === "Tab") given.command(given.items[active]);
      else if (event.key === "Escape") box.hidden = true;
      else return false;
      return true;
    },
    onExit() {
      for (const name of ["aria-controls", "aria-activedescendant"]) text().removeAttribute(name);
      box.remove();
    },
  };
}

function optionOf({ name, note }, at, take) {
  const option = document.createElement("li");
  option.role = "option";
  option.id = `editor-mention-${at}`;
  const shown = document.createElement("strong");
  shown.textContent = name;
  option.append(shown, ` ${note}`);
  option.addEventListener("mousedown", (event) => {
    event.preventDefault();
    take();
  });
  return option;
}
