// Members to choose from behind an @: a list below the box, led by the keys of the box. Typing the handle does the same.
import { optionsFor } from "./options.js";

const TYPED = /(?:^|[^\p{L}\p{N}@/.:_-])@([a-z0-9-]{1,40})$/iu;
const PAUSE = 150;
const found = new Map();

export function startSuggestions(form, box) {
  let pause;
  let asked;

  const close = () => {
    clearTimeout(pause);
    asked?.abort();
    list.hidden = true;
    for (const name of ["role", "aria-expanded", "aria-controls", "aria-autocomplete", "aria-activedescendant"]) {
      box.removeAttribute(name);
    }
  };
  const choose = ({ handle }) => {
    const end = box.selectionStart;
    const start = end - typed().length;
    box.setRangeText(`${handle} `, start, end, "end");
    close();
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const { list, offer, takes } = optionsFor({ id: `${box.id}-names`, label: "Members" }, () => box, choose, close);
  box.after(list);
  const typed = () => TYPED.exec(box.value.slice(0, box.selectionStart))?.[1];
  const suggest = (people) => {
    if (!people.length || document.activeElement !== box) return close();
    offer(people, ({ handle, name }) => [name, `@${handle}`]);
    box.role = "combobox";
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-expanded", "true");
    box.setAttribute("aria-controls", list.id);
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
      if (typed()?.toLowerCase() === beginning) suggest(found.get(beginning));
    } catch {
      // Without an answer the handle is typed by hand.
    }
  };

  box.addEventListener("input", () => {
    const beginning = typed()?.toLowerCase();
    clearTimeout(pause);
    asked?.abort();
    if (!beginning) close();
    else if (found.has(beginning)) suggest(found.get(beginning));
    else pause = setTimeout(ask, PAUSE, beginning);
  });
  box.addEventListener("keydown", (event) => {
    if (!takes(event)) return;
    event.preventDefault();
    event.stopPropagation();
  });
  box.addEventListener("blur", close);
}
