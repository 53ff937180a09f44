// HTML made by this site's own server is the only HTML that is ever put into a page.
let policy;

/** Takes a name that the content policy lists. Each file of its own needs another: a name can be taken once in a page. */
export function trustAs(name) {
  policy = window.trustedTypes?.createPolicy(name, { createHTML: (html) => html });
}

/** The elements of a reply of our own server. */
export function elementsOf(html) {
  const holder = document.createElement("template");
  holder.innerHTML = policy ? policy.createHTML(html) : html;
  return document.importNode(holder.content, true);
}

/** Puts a reply of our own server in place of what an element holds. */
export function fill(element, html) {
  element.replaceChildren(elementsOf(html));
}
