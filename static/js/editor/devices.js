// What a piece may hold: the server's allow-list, as the editor's schema.
import { Node, mergeAttributes } from "@tiptap/core";
import Heading from "@tiptap/extension-heading";
import StarterKit from "@tiptap/starter-kit";
import { Hub } from "./cards.js";
import { placeOf } from "./places.js";

const SAFE = /^(?:https?:\/\/[^\s/?#@\\]+|mailto:[^\s@]+@|\/(?![/\\])|#s-)/i;

export const devices = (editing) => [
  StarterKit.configure({
    heading: false,
    strike: false,
    underline: false,
    trailingNode: { notAfter: ["paragraph"] },
    link: {
      openOnClick: false,
      autolink: false,
      linkOnPaste: true,
      defaultProtocol: "https",
      isAllowedUri: (address) => SAFE.test(address),
      HTMLAttributes: { target: null, rel: null, class: null },
    },
  }),
  Heading.configure({ levels: [2, 3, 4] }),
  PullQuote,
  Markdown,
  Embed,
  Hub,
  Figure.configure({ editing }),
];

const PullQuote = Node.create({
  name: "pullQuote",
  group: "block",
  content: "paragraph+",
  defining: true,
  parseHTML: () => [{ tag: "blockquote.pull", priority: 60 }],
  renderHTML: () => ["blockquote", { class: "pull" }, 0],
  addKeyboardShortcuts() {
    return { "Mod-Shift-u": () => this.editor.commands.toggleWrap(this.name) };
  },
});

/** Markdown that the editor has no device for, such as a table. */
const Markdown = Node.create({
  name: "markdown",
  group: "block",
  content: "text*",
  marks: "",
  code: true,
  defining: true,
  parseHTML: () => [{ tag: "pre[data-markdown]", preserveWhitespace: "full", priority: 60 }],
  renderHTML: () => ["pre", { "data-markdown": "", class: "editor-markdown" }, 0],
});

const Embed = Node.create({
  name: "embed",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes: () => ({ href: { default: "" }, title: { default: "" } }),
  parseHTML: () => [
    {
      tag: "figure.embed",
      getAttrs: (figure) => ({
        href: figure.querySelector("a")?.getAttribute("href") ?? "",
        title: figure.dataset.title ?? "",
      }),
    },
  ],
  renderHTML({ node }) {
    const { href, title } = node.attrs;
    const place = placeOf(href) ?? { name: "", kind: "post", noun: "", action: "" };
    const card = ["a", { class: "embed-card", href, tabindex: "-1" }, ["span", { class: "embed-title" }, title || place.noun]];
    return ["figure", { class: `embed ${place.kind}`, "data-title": title }, [...card, ["span", { class: "embed-place" }, place.action]]];
  },
});

const Figure = Node.create({
  name: "figure",
  group: "block",
  atom: true,
  draggable: true,
  addOptions: () => ({ editing: () => {} }),
  addAttributes: () => ({ src: { default: "" }, alt: { default: "" }, caption: { default: "" }, credit: { default: "" } }),
  parseHTML: () => [
    {
      tag: "figure:has(img[src^='/media/'])",
      getAttrs: (figure) => ({
        src: `/media/${/\/media\/([0-9a-z]+)/.exec(figure.querySelector("img").getAttribute("src"))?.[1] ?? ""}`,
        alt: figure.querySelector("img").alt,
        caption: figure.querySelector(".caption")?.textContent ?? "",
        credit: figure.querySelector(".credit")?.textContent ?? "",
      }),
    },
  ],
  renderHTML: ({ node, HTMLAttributes }) => {
    const { src, alt, caption, credit } = node.attrs;
    const words = ["figcaption", ["span", { class: "caption" }, caption], ["span", { class: "credit" }, credit]];
    return ["figure", mergeAttributes(HTMLAttributes, { src: null, alt: null, caption: null, credit: null }), ["img", { src: shown(src), alt }], words];
  },
  addNodeView() {
    return ({ node, getPos }) => view(node, () => this.options.editing(this.editor, getPos()));
  },
  addKeyboardShortcuts() {
    const edit = () => {
      const { node, from } = this.editor.state.selection;
      if (node?.type.name !== this.name) return false;
      this.options.editing(this.editor, from);
      return true;
    };
    return { Enter: edit };
  },
});

/** Where a picture is shown from while it is edited: whatever size lies nearest. */
function shown(src) {
  return /\.\w+$/.test(src) ? src : `${src}/960.webp`;
}

function view(node, edit) {
  const figure = document.createElement("figure");
  figure.className = "editor-figure";
  const picture = document.createElement("img");
  const words = document.createElement("figcaption");
  const caption = words.appendChild(document.createElement("span"));
  const credit = words.appendChild(document.createElement("span"));
  credit.className = "credit";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button quiet small";
  button.addEventListener("click", edit);
  figure.append(picture, words, button);
  const show = ({ attrs }) => {
    picture.src = shown(attrs.src);
    picture.alt = attrs.alt;
    caption.textContent = attrs.caption;
    credit.textContent = attrs.credit;
    figure.classList.toggle("lacks", !attrs.alt.trim());
    button.textContent = attrs.alt.trim() ? "Edit its words" : "Describe it";
  };
  show(node);
  return {
    dom: figure,
    update: (other) => other.type === node.type && (show(other), true),
    stopEvent: (event) => event.target === button,
    ignoreMutation: () => true,
  };
}
