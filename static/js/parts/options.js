// Options below a box that keeps the focus: arrows lead through them, and the box is told which one is active.

/**
 * Returns a list that is hidden until something is offered, and its ways. `box` gives the element that has the focus,
 * `choose` is called with what was chosen. Where typing on is as good as choosing, `mayBeNone` begins with none active,
 * and Tab leaves the box.
 */
export function optionsFor({ id, label, kind, mayBeNone = false }, box, choose, close) {
  const list = document.createElement("ul");
  list.className = kind ? `suggestions ${kind}` : "suggestions";
  list.id = id;
  list.role = "listbox";
  list.ariaLabel = label;
  list.hidden = true;
  let items = [];
  let active = -1;

  const lead = (to) => {
    const first = mayBeNone ? -1 : 0;
    active = to < first ? items.length - 1 : to >= items.length ? first : to;
    for (const [at, option] of [...list.children].entries()) option.ariaSelected = String(at === active);
    const option = list.children[active];
    if (option) box().setAttribute("aria-activedescendant", option.id);
    else box().removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  };
  /** Offers items in place of those before, each shown by what `words` gives: a name, and more about it. */
  const offer = (given, words) => {
    items = given;
    list.replaceChildren(...items.map((item, at) => optionOf(words(item), `${id}-${at}`)));
    list.hidden = !items.length;
    lead(0);
    if (mayBeNone) lead(-1);
  };
  /** Returns whether the key was one for the list. */
  const takes = (event) => {
    if (list.hidden || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
    if (event.key === "ArrowDown") lead(active + 1);
    else if (event.key === "ArrowUp") lead(active - 1);
    else if (event.key === "Escape") close();
    else if (active < 0) return false;
    else if (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey && !mayBeNone)) choose(items[active]);
    else return false;
    return true;
  };

  // The box keeps its focus while something is pointed at.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(items[[...list.children].indexOf(option)]);
  });
  return { list, offer, takes };
}

function optionOf([name, more], id) {
  const option = document.createElement("li");
  option.role = "option";
  option.id = id;
  const shown = document.createElement("strong");
  shown.textContent = name;
  option.append(shown, ` ${more}`);
  return option;
}
