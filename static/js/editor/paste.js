// What comes from Word, Google Docs and web pages, made into what a piece can hold before the editor reads it.
const styleOf = (element) => element.getAttribute("data-style") ?? "";
const HEADINGS = { H1: "h2", H5: "h4", H6: "h4" };

/** The HTML of a clipboard with its styles and handlers under other names: the content policy stops them, and says so. */
export function tamed(html) {
  // A sheet becomes a box of text, which is taken out with it.
  const sheetless = html.replace(/(<\/?)style\b/gi, "$1textarea");
  return sheetless.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style=").replace(/\son\w+\s*=/gi, " data-was="));
}

/** Cleans the elements of a clipboard in place, and returns them. */
export function cleaned(dom) {
  for (const node of comments(dom)) node.remove();
  for (const element of dom.querySelectorAll("textarea, script, meta, link, title, xml, template, object, iframe")) element.remove();
  wordLists(dom);
  emphasis(dom);
  for (const element of dom.querySelectorAll("*")) {
    if (element.tagName.includes(":")) element.replaceWith(...element.childNodes);
  }
  for (const anchor of dom.querySelectorAll("a")) straightened(anchor);
  for (const [tag, other] of Object.entries(HEADINGS)) {
    for (const heading of dom.querySelectorAll(tag)) renamed(heading, other);
  }
  for (const title of dom.querySelectorAll("p.MsoTitle")) renamed(title, "h2");
  for (const quote of dom.querySelectorAll("p.MsoQuote, p.MsoIntenseQuote")) enclosed(quote, "blockquote");
  for (const table of dom.querySelectorAll("table")) tabled(table);
  for (const bold of dom.querySelectorAll(":is(h2, h3, h4) :is(b, strong)")) bold.replaceWith(...bold.childNodes);
  spaces(dom);
  for (const block of dom.querySelectorAll("p, h2, h3, h4, li")) {
    if (!block.textContent.trim() && !block.querySelector("img")) block.remove();
  }
  for (const end of dom.querySelectorAll("br.Apple-interchange-newline")) end.remove();
  dom.normalize();
  return dom;
}

function comments(dom) {
  const walker = document.createTreeWalker(dom, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
}

/** Word writes lists as paragraphs whose style names list and level, with the mark as text before them. */
function wordLists(dom) {
  let open = [];
  for (const item of [...dom.querySelectorAll("p")]) {
    const found = /mso-list:\s*(l\d+)\s+level([1-9])/i.exec(styleOf(item));
    if (!found) continue;
    const level = Number(found[2]);
    const mark = [...item.querySelectorAll("span")].find((span) => /mso-list:\s*ignore/i.test(styleOf(span)));
    const kind = /^\s*(?:\d+|[a-z]{1,3})[.)]/i.test(mark?.textContent ?? "") ? "ol" : "ul";
    mark?.remove();
    if (open[0]?.nextElementSibling !== item || open.name !== found[1]) open = Object.assign([], { name: found[1] });
    open.length = Math.min(open.length, level);
    while (open.length < level) {
      const list = document.createElement(kind);
      const parent = open.at(-1)?.lastElementChild;
      if (parent) parent.append(list);
      else item.before(list);
      open.push(list);
    }
    const entry = document.createElement("li");
    const words = document.createElement("p");
    words.append(...item.childNodes);
    entry.append(words);
    open[level - 1].append(entry);
    item.remove();
  }
}

/** Google Docs says by style what is strong, and puts everything into a bold element that is not bold. */
function emphasis(dom) {
  for (const bold of dom.querySelectorAll("b, strong")) {
    if (/(?:^|;)\s*font-weight:\s*(?:normal|400)/i.test(styleOf(bold))) bold.replaceWith(...bold.childNodes);
  }
  for (const span of dom.querySelectorAll("span[data-style]")) {
    if (/(?:^|;)\s*font-weight:\s*(?:bold|[6-9]00)/i.test(styleOf(span)) && !span.closest("b, strong")) inside(span, "strong");
    if (/(?:^|;)\s*font-style:\s*italic/i.test(styleOf(span)) && !span.closest("i, em")) inside(span, "em");
  }
}

function inside(span, tag) {
  const mark = document.createElement(tag);
  mark.append(...span.childNodes);
  span.append(mark);
}

/** Google leads links through its own address; anchors that lead nowhere are only words. */
function straightened(anchor) {
  const href = anchor.getAttribute("href") ?? "";
  try {
    const address = new URL(href);
    if (/(?:^|\.)google\.[a-z.]+$/.test(address.hostname) && address.pathname === "/url") {
      anchor.setAttribute("href", address.searchParams.get("q") ?? href);
    }
  } catch {
    // A relative address: only our own pages may have one.
  }
  if (!/^(?:https?:|mailto:|\/(?!\/)|#s-)/i.test(anchor.getAttribute("href") ?? "")) anchor.replaceWith(...anchor.childNodes);
}

function renamed(element, tag) {
  const other = document.createElement(tag);
  other.append(...element.childNodes);
  element.replaceWith(other);
}

function enclosed(element, tag) {
  const frame = document.createElement(tag);
  element.before(frame);
  const words = document.createElement("p");
  words.append(...element.childNodes);
  frame.append(words);
  element.remove();
}

/** A table becomes Markdown, which the editor shows as such. */
function tabled(table) {
  const rows = [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent.replace(/\s+/g, " ").trim().replaceAll("|", "\\|")));
  const width = Math.max(0, ...rows.map((row) => row.length));
  if (!width) return table.remove();
  // A single column of cells is layout, not a table.
  if (width === 1) return table.replaceWith(...[...table.rows].flatMap((row) => [...row.cells].flatMap((cell) => [...cell.childNodes])));
  const line = (cells) => `| ${Array.from({ length: width }, (_, at) => cells[at] ?? "").join(" | ")} |`;
  const text = [line(rows[0]), line(Array(width).fill("---")), ...rows.slice(1).map(line)].join("\n");
  const box = document.createElement("pre");
  box.dataset.markdown = "";
  box.textContent = text;
  table.replaceWith(box);
}

function spaces(dom) {
  const walker = document.createTreeWalker(dom, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (!text.parentElement?.closest("pre")) text.data = text.data.replaceAll("\u00a0", " ").replace(/[\u200b\u00ad\ufeff]/g, "");
  }
}
