// Markdown into the editor and out of it again. The server reads the same Markdown by the same rules (core/richtext).
// A block that would not come out as it went in is kept as Markdown, in a box of its own: nothing is lost.
import MarkdownIt from "markdown-it";
import { MarkdownParser, MarkdownSerializer, defaultMarkdownSerializer } from "prosemirror-markdown";
import { withHubs, writtenHub } from "./cards.js";
import { isPlace } from "./places.js";

const PULL = "[!pull]";
const CREDIT = /^(?:photo|photograph|picture|image|illustration|drawing)s?:\s*\S/i;
const PICTURE = /^\/media\/[0-9a-z]+/;
// The server's parser and this one read lines differently that stand so far in.
const FAR_IN = [/^(?: {4}|\t)/, /^ *(?:[-+*]|\d+[.)]) {5}/m];
const BREAKS = new Set(["softbreak", "hardbreak"]);

const reader = new MarkdownIt("commonmark", { html: false })
  .disable(["reference", "entity", "code", "html_block", "html_inline"])
  .enable("table");

const SPECS = {
  paragraph: { block: "paragraph" },
  blockquote: { block: "blockquote" },
  pull: { block: "pullQuote" },
  heading: { block: "heading", getAttrs: (token) => ({ level: levelOf(token.tag) }) },
  bullet_list: { block: "bulletList" },
  ordered_list: { block: "orderedList", getAttrs: (token) => ({ start: Number(token.attrGet("start") ?? 1) }) },
  list_item: { block: "listItem" },
  fence: { block: "codeBlock", getAttrs: (token) => ({ language: token.info || null }), noCloseToken: true },
  hr: { node: "horizontalRule" },
  hardbreak: { node: "hardBreak" },
  hub: { node: "hub", getAttrs: (token) => ({ slug: token.meta.slug }) },
  em: { mark: "italic" },
  strong: { mark: "bold" },
  link: { mark: "link", getAttrs: (token) => ({ href: token.attrGet("href") }) },
  code_inline: { mark: "code", noCloseToken: true },
};

const { link, code, em, strong } = defaultMarkdownSerializer.marks;
const writer = new MarkdownSerializer(
  {
    paragraph(state, node) {
      state.renderInline(node);
      state.closeBlock(node);
    },
    heading(state, node) {
      state.write(`${"#".repeat(node.attrs.level)} `);
      state.renderInline(node, false);
      state.closeBlock(node);
    },
    blockquote(state, node) {
      state.wrapBlock("> ", null, node, () => state.renderContent(node));
    },
    pullQuote(state, node) {
      state.wrapBlock("> ", null, node, () => {
        state.write(PULL);
        state.ensureNewLine();
        state.renderContent(node);
      });
    },
    bulletList(state, node) {
      state.renderList(node, "  ", () => "- ");
    },
    orderedList(state, node) {
      const start = node.attrs.start ?? 1;
      state.renderList(node, "    ", (at) => `${start + at}. `.padEnd(4));
    },
    listItem(state, node) {
      state.renderContent(node);
    },
    codeBlock(state, node) {
      const longest = Math.max(2, ...[...node.textContent.matchAll(/`+/g)].map(([run]) => run.length));
      const fence = "`".repeat(longest + 1);
      state.write(`${fence}${node.attrs.language ?? ""}\n`);
      state.text(node.textContent, false);
      state.write("\n");
      state.write(fence);
      state.closeBlock(node);
    },
    horizontalRule(state, node) {
      state.write("---");
      state.closeBlock(node);
    },
    hardBreak(state, node, parent, index) {
      for (let next = index + 1; next < parent.childCount; next += 1) {
        if (parent.child(next).type !== node.type) return state.write("\\\n");
      }
    },
    text(state, node) {
      state.text(node.text, !state.inAutolink);
    },
    hub(state, node) {
      state.write(writtenHub(node));
    },
    figure(state, node) {
      state.text(figureText(node.attrs), false);
      state.closeBlock(node);
    },
    embed(state, node) {
      state.text(node.attrs.title ? `[${node.attrs.title}](${node.attrs.href})` : node.attrs.href, false);
      state.closeBlock(node);
    },
    markdown(state, node) {
      state.text(node.textContent, false);
      state.closeBlock(node);
    },
  },
  { link, code, italic: em, bold: strong },
);

/** The Markdown of a document. */
export function written(doc) {
  return writer.serialize(doc, { tightLists: true }).replace(/^\n+|\s+$/g, "");
}

/** The document of Markdown. */
export function read(schema, source) {
  const text = source.replace(/\r\n?/g, "\n");
  const lines = text.split("\n");
  const nodes = blocks(reader.parse(text, {})).flatMap(({ tokens, from, to }) =>
    nodesOf(schema, tokens, lines.slice(from, to).join("\n").trimEnd()),
  );
  return schema.topNodeType.create(null, nodes.length ? nodes : [schema.nodes.paragraph.create()]);
}

function blocks(tokens) {
  const found = [];
  let depth = 0;
  for (const token of tokens) {
    if (depth === 0 && token.nesting >= 0) found.push({ tokens: [], from: token.map[0], to: token.map[1] });
    found.at(-1).tokens.push(token);
    depth += token.nesting;
  }
  return found;
}

function nodesOf(schema, tokens, text) {
  const alone = figureOf(schema, tokens, text) ?? embedOf(schema, tokens, text);
  if (alone) return [alone];
  try {
    const parser = new MarkdownParser(schema, { parse: (given) => given }, SPECS);
    const doc = parser.parse(withHubs(withPull(reader.parse(text, {}))));
    doc.check();
    if (!FAR_IN.some((far) => far.test(text)) && meaning(written(doc)) === meaning(text)) return doc.content.content;
  } catch {
    // Something that the editor has no device for.
  }
  return [schema.nodes.markdown.create(null, schema.text(text))];
}

/** What Markdown says, whatever the marks that it is written with. */
function meaning(text) {
  const said = [];
  let run = "";
  const end = () => {
    if (run.trim()) said.push(run.trim());
    run = "";
  };
  for (const token of reader.parse(text, {}).flatMap((block) => [block, ...(block.children ?? [])])) {
    if (token.type === "text" || token.type === "text_special") run += token.content;
    else if (token.type === "softbreak") run += " ";
    else if (token.type !== "inline") {
      end();
      const tag = token.type.startsWith("heading") ? levelOf(token.tag) : token.tag;
      const content = token.type.startsWith("code") || token.type === "fence" ? token.content : "";
      const attributes = ["href", "src", "start"].map((name) => token.attrGet(name));
      said.push([token.type, tag, attributes, token.info?.trim() ?? "", content]);
    }
  }
  end();
  return JSON.stringify(said);
}

function withPull(tokens) {
  if (!isPull(tokens)) return tokens;
  const [open, close, inline] = [tokens[0], tokens.at(-1), tokens[2]];
  open.type = "pull_open";
  close.type = "pull_close";
  inline.children = inline.children.slice(2);
  return tokens;
}

function isPull(tokens) {
  const children = tokens[0]?.type === "blockquote_open" ? tokens[2]?.children : null;
  return children?.[0]?.content.trim().toLowerCase() === PULL && BREAKS.has(children[1]?.type);
}

function inlineOf(tokens) {
  return tokens.length === 3 && tokens[0].type === "paragraph_open" ? tokens[1].children : null;
}

function figureOf(schema, tokens, text) {
  const children = inlineOf(tokens);
  const [picture, next] = children ?? [];
  if (picture?.type !== "image" || (next && !BREAKS.has(next.type))) return null;
  const src = picture.attrGet("src") ?? "";
  if (!PICTURE.test(src)) return null;
  const lines = text.split("\n").slice(1).map((line, at, all) => (at + 1 < all.length ? line.replace(/(?:\\| +)$/, "") : line));
  const credit = CREDIT.test(lines.at(-1) ?? "") ? lines.pop() : "";
  const caption = lines.join("\n") || (credit ? "" : (picture.attrGet("title") ?? ""));
  return schema.nodes.figure.create({ src, alt: picture.content.replace(/\\(?=[[\]\\])/g, ""), caption, credit });
}

function embedOf(schema, tokens, text) {
  const children = inlineOf(tokens);
  if (!children) return null;
  if (/^https?:\/\/\S+$/.test(text) && isPlace(text)) return schema.nodes.embed.create({ href: text, title: "" });
  if (children[0]?.type !== "link_open" || children.at(-1).type !== "link_close") return null;
  const inner = children.slice(1, -1);
  const href = children[0].attrGet("href");
  if (!isPlace(href) || inner.some((child) => child.type.startsWith("link_") || child.type === "image")) return null;
  if (children[0].markup === "autolink") return schema.nodes.embed.create({ href, title: "" });
  const title = /^\[([^]*)\]\([^()\s]*\)$/.exec(text)?.[1];
  return title ? schema.nodes.embed.create({ href, title }) : null;
}

function figureText({ src, alt, caption, credit }) {
  const words = alt.replace(/\s+/g, " ").replace(/[[\]\\]/g, "\\$&");
  const lines = `${caption}\n${credit}`.split("\n").map((line) => harmless(line.trim())).filter(Boolean);
  return [`![${words}](${src})`, ...lines].join("\n");
}

/** A line that begins nothing but itself. */
function harmless(line) {
  if (/^(?:-+|=+|\*+|_+)$/.test(line) || /^(?:[>+*-]|#{1,6})(?:\s|$)/.test(line) || line.startsWith(">")) return `\\${line}`;
  return line.replace(/^(\d+)([.)])(?=\s)/, "$1\\$2").replace(/^(`{3}|~{3})/, "\\$1");
}

function levelOf(tag) {
  return Math.min(Math.max(Number(tag[1]), 2), 4);
}
