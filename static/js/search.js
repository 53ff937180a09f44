// Search as you type: results in place on the page of the search, names to choose from in the masthead.
const PAUSE = 220;
const SHORTEST = 2;

/** Begins for one form, which works without this too. */
export function start(form, fill) {
  const results = document.getElementById(form.dataset.searchResults);
  if (results) startResults(form, results, fill);
  else startNames(form);
}

/** Asks one question at a time, when the typing pauses; an answer that has been overtaken is thrown away. */
function asking(ask) {
  let pause;
  let asked;
  const stop = () => {
    clearTimeout(pause);
    asked?.abort();
  };
  return {
    stop,
    soon: (...words) => {
      stop();
      asked = new AbortController();
      pause = setTimeout(async (signal) => {
        try {
          await ask(signal, ...words);
        } catch (problem) {
          if (problem.name !== "AbortError") stop();
        }
      }, PAUSE, asked.signal);
    },
  };
}

function startResults(form, results, fill) {
  const status = document.querySelector("[data-search-status]");
  const address = () => {
    const given = [...new FormData(form)].filter(([, value]) => value.trim());
    return `${form.action.replace(location.origin, "")}?${new URLSearchParams(given)}`;
  };
  let shown;
  const questions = asking(async (signal) => {
    const wanted = address();
    if (wanted === shown) return;
    results.ariaBusy = "true";
    try {
      const reply = await fetch(wanted, { headers: { Accept: "text/html-fragment" }, signal });
      // What is wrong, or a pause that is asked for, is told when the form is sent.
      if (!reply.ok) return;
      fill(results, await reply.text());
      shown = wanted;
      history.replaceState(history.state, "", wanted);
      status.textContent = told(results);
    } finally {
      if (!signal.aborted) results.ariaBusy = null;
    }
  });
  form.addEventListener("input", () => questions.soon());
  form.addEventListener("submit", () => questions.stop());
  // What was typed while this file was on its way.
  if (form.elements.q.value === form.elements.q.defaultValue) shown = address();
  else questions.soon();
}

function told(results) {
  const list = results.querySelector("[data-count]");
  if (!list) return results.querySelector("[data-empty]") ? "Nothing found." : "";
  const count = Number(list.dataset.count);
  if ("more" in list.dataset) return `${count} results, and there are more.`;
  return count === 1 ? "One result." : `${count} results.`;
}

/** A combobox: the arrows lead through the names, Enter goes to the chosen one or sends the form. */
function startNames(form) {
  const box = form.elements.q;
  const list = document.createElement("ul");
  list.className = "suggestions search-names";
  list.id = `${box.id}-names`;
  list.role = "listbox";
  list.ariaLabel = "Names and headlines";
  list.hidden = true;
  form.append(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) {
    box.setAttribute(name, value);
  }
  let active = -1;
  const lead = (to) => {
    active = to;
    for (const [at, option] of [...list.children].entries()) option.ariaSelected = String(at === active);
    const option = list.children[active];
    if (option) box.setAttribute("aria-activedescendant", option.id);
    else box.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  };
  const offer = (names) => {
    list.replaceChildren(...names.map((name, at) => optionOf(name, `${list.id}-${at}`)));
    list.hidden = !names.length;
    box.setAttribute("aria-expanded", String(!list.hidden));
    lead(-1);
  };
  const questions = asking(async (signal) => {
    const words = box.value.trim();
    const reply = await fetch(`/search/suggest?${new URLSearchParams({ q: words })}`, {
      headers: { Accept: "application/json" },
      signal,
    });
    offer(reply.ok ? await reply.json() : []);
  });
  const close = () => {
    questions.stop();
    offer([]);
  };
  box.addEventListener("input", () => {
    if (box.value.trim().length < SHORTEST) close();
    else questions.soon();
  });
  box.addEventListener("keydown", (event) => {
    if (list.hidden || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const count = list.children.length;
    if (event.key === "ArrowDown") lead(active + 1 < count ? active + 1 : -1);
    else if (event.key === "ArrowUp") lead(active < 0 ? count - 1 : active - 1);
    else if (event.key === "Enter" && active >= 0) location.assign(list.children[active].dataset.url);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  if (box.value.trim().length >= SHORTEST) questions.soon();
  form.addEventListener("focusout", ({ relatedTarget }) => form.contains(relatedTarget) || close());
  form.addEventListener("submit", () => questions.stop());
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });
}

function optionOf({ title, note, url }, id) {
  const option = document.createElement("li");
  option.role = "option";
  option.id = id;
  option.dataset.url = url;
  const shown = document.createElement("strong");
  shown.textContent = title;
  option.append(shown, ` ${note}`);
  return option;
}
