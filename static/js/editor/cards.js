// Hubs named in a piece as such: an atom of the text, in Markdown @hubs/slug, whose name is the hub's own.
// Alone in a paragraph readers see a card. Names of hubs change, so the piece never holds them.
import { Node } from "@tiptap/core";

const NAMED = /(?<![\w@/.:-])@hubs\/([a-z0-9]+(?:-[a-z0-9]+)*)(?![\w@/])/g;
const names = new Map();

export const Hub = Node.create({
  name: "hub",
  group: "inline",
  inline: true,
  atom: true,
  addAttributes: () => ({ slug: { default: "" } }),
  parseHTML: () => [
    { tag: "span[data-hub]", priority: 60, getAttrs: (span) => ({ slug: span.dataset.hub }) },
    { tag: "a.mention[href^='/hubs/']", priority: 60, getAttrs: (anchor) => ({ slug: anchor.getAttribute("href").slice("/hubs/".length) }) },
  ],
  renderHTML: ({ node }) => ["span", { "data-hub": node.attrs.slug, class: "editor-hub" }, names.get(node.attrs.slug) ?? `@${node.attrs.slug}`],
  renderText: ({ node }) => writtenHub(node),
  addNodeView() {
    return ({ node }) => {
      const dom = document.createElement("span");
      dom.className = "editor-hub";
      dom.dataset.hub = node.attrs.slug;
      dom.textContent = names.get(node.attrs.slug) ?? `@${node.attrs.slug}`;
      nameOf(node.attrs.slug).then((name) => name && (dom.textContent = name));
      return { dom, ignoreMutation: () => true };
    };
  },
});

/** How a hub stands in Markdown. */
export const writtenHub = (node) => `@hubs/${node.attrs.slug}`;

/** The hub at an address of this site, or nothing. */
export function hubAt(address) {
  try {
    const { origin, pathname } = new URL(address, location.origin);
    return origin === location.origin ? (/^\/hubs\/([a-z0-9]+(?:-[a-z0-9]+)*)\/?$/.exec(pathname)?.[1] ?? null) : null;
  } catch {
    return null;
  }
}

/** Remembers what a hub is called, as a list of the server said. */
export function remember(slug, name) {
  names.set(slug, name);
}

/** Tokens of Markdown in which hubs that are named are tokens of their own. */
export function withHubs(tokens) {
  for (const token of tokens) if (token.children?.some((child) => child.content.includes("@hubs/"))) token.children = split(token.children);
  return tokens;
}

function split(children) {
  let depth = 0;
  return children.flatMap((child) => {
    if (child.type.startsWith("link_")) depth += child.nesting;
    return child.type === "text" && depth === 0 ? pieces(child) : [child];
  });
}

function pieces(token) {
  const found = [];
  let done = 0;
  const words = (content) => content && found.push(Object.assign(Object.create(Object.getPrototypeOf(token)), token, { content }));
  for (const match of token.content.matchAll(NAMED)) {
    words(token.content.slice(done, match.index));
    found.push(Object.assign(Object.create(Object.getPrototypeOf(token)), token, { type: "hub", content: "", meta: { slug: match[1] } }));
    done = match.index + match[0].length;
  }
  words(token.content.slice(done));
  return found;
}

async function nameOf(slug) {
  if (names.has(slug)) return names.get(slug);
  try {
    const reply = await fetch(`/desk/mentions?${new URLSearchParams({ q: slug.slice(0, 40) })}`, { headers: { Accept: "application/json" } });
    const told = reply.ok ? await reply.json() : [];
    const found = told.find((one) => one.address === `/hubs/${slug}`);
    if (found) names.set(slug, found.name);
    return found?.name;
  } catch {
    return undefined;
  }
}
