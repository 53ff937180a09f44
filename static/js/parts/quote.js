// A passage of a comment for the reply to it: by the button beside what is selected, or by `q` on a comment.
export function startQuotes(list, composer) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button small quote-this";
  button.textContent = "Quote";
  let passage = "";
  button.addEventListener("click", () => {
    const comment = button.closest(".comment");
    button.remove();
    composer.quote(comment, passage);
  });
  // Pressing the button must not take the selection away before it is read.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  document.addEventListener("selectionchange", () => {
    const body = selectedBody();
    if (!body || !list.contains(body)) {
      if (document.activeElement !== button) button.remove();
      return;
    }
    passage = getSelection().toString();
    const place = getSelection().getRangeAt(0).getBoundingClientRect();
    const frame = body.parentElement.getBoundingClientRect();
    button.style.setProperty("--quote-at", `${place.bottom - frame.top}px`);
    if (button.previousElementSibling !== body) body.after(button);
  });
  list.addEventListener("keydown", (event) => {
    if (event.key !== "q" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select")) return;
    const body = event.target.closest(".comment")?.querySelector(":scope > .body");
    if (!body) return;
    event.preventDefault();
    const words = selectedBody() === body ? getSelection().toString() : body.innerText;
    button.remove();
    composer.quote(body.parentElement, words);
  });
}

function selectedBody() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed || !selection.toString().trim()) return null;
  const bodies = [selection.anchorNode, selection.focusNode].map((node) => bodyOf(node));
  return bodies[0] === bodies[1] ? bodies[0] : null;
}

function bodyOf(node) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  return element?.closest(".comment > .body") ?? null;
}

export function asQuote(passage) {
  const lines = passage.trim().split(/\n+/);
  return `${lines.map((line) => `> ${line}`).join("\n")}\n\n`;
}
