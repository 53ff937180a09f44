// Members to choose from behind an @: a list below the box, led by the keys of the box. Typing the handle does the same.
const TYPED = /(?:^|[^\p{L}\p{N}@/.:_-])@([a-z0-9-]{1,40})$/iu;
const PAUSE = 150;
const found = new Map();

export function startSuggestions(form, box) {
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.id = `${box.id}-names`;
  list.role = "listbox";
  list.ariaLabel = "Members";
  list.hidden = true;
  box.after(list);
  let pause;
  let asked;
  let active = 0;

  const close = () => {
    clearTimeout(pause);
    asked?.abort();
    list.hidden = true;
    for (const name of ["role", "aria-expanded", "aria-controls", "aria-autocomplete", "aria-activedescendant"]) {
      box.removeAttribute(name);
    }
  };
  const lead = (to) => {
    active = (to + list.children.length) % list.children.length;
    for (const [at, option] of [...list.children].entries()) option.ariaSelected = String(at === active);
    box.setAttribute("aria-activedescendant", list.children[active].id);
    list.children[active].scrollIntoView({ block: "nearest" });
  };
  const typed = () => TYPED.exec(box.value.slice(0, box.selectionStart))?.[1];
  const offer = (people) => {
    if (!people.length || document.activeElement !== box) return close();
    list.replaceChildren(...people.map((person, at) => optionOf(person, `${list.id}-${at}`)));
    list.hidden = false;
    box.role = "combobox";
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-expanded", "true");
    box.setAttribute("aria-controls", list.id);
    lead(0);
  };
  const ask = async (beginning) => {
    const query = new URLSearchParams({ q: beginning, thread: form.dataset.writing });
    asked = new AbortController();
    try {
      const reply = await fetch(`/members/suggest?${query}`, {
        headers: { Accept: "application/json" },
        signal: asked.signal,
      });
      if (!reply.ok) return close();
      found.set(beginning, await reply.json());
      if (typed()?.toLowerCase() === beginning) offer(found.get(beginning));
    } catch {
      // Without an answer the handle is typed by hand.
    }
  };
  const choose = (option) => {
    const end = box.selectionStart;
    const start = end - typed().length;
    box.setRangeText(`${option.dataset.handle} `, start, end, "end");
    close();
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };

  box.addEventListener("input", () => {
    const beginning = typed()?.toLowerCase();
    clearTimeout(pause);
    asked?.abort();
    if (!beginning) close();
    else if (found.has(beginning)) offer(found.get(beginning));
    else pause = setTimeout(ask, PAUSE, beginning);
  });
  box.addEventListener("keydown", (event) => {
    if (list.hidden || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "ArrowDown") lead(active + 1);
    else if (event.key === "ArrowUp") lead(active - 1);
    else if (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) choose(list.children[active]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  box.addEventListener("blur", close);
  // The box keeps its focus while a name is pointed at.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });
}

function optionOf({ handle, name }, id) {
  const option = document.createElement("li");
  option.role = "option";
  option.id = id;
  option.dataset.handle = handle;
  const shown = document.createElement("strong");
  shown.textContent = name;
  option.append(shown, ` @${handle}`);
  return option;
}
