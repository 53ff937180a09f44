// Search as you type: results in place on the page of the search, names to choose from in the masthead.
import { optionsFor } from "./parts/options.js";

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
  const questions = asking(async (signal) => {
    const words = box.value.trim();
    const reply = await fetch(`/search/suggest?${new URLSearchParams({ q: words })}`, {
      headers: { Accept: "application/json" },
      signal,
    });
    suggest(reply.ok ? await reply.json() : []);
  });
  const close = () => {
    questions.stop();
    suggest([]);
  };
  const look = { id: `${box.id}-names`, label: "Names and headlines", kind: "search-names", mayBeNone: true };
  const { list, offer, takes } = optionsFor(look, () => box, ({ url }) => location.assign(url), close);
  const suggest = (names) => {
    offer(names, ({ title, note }) => [title, note]);
    box.setAttribute("aria-expanded", String(!list.hidden));
  };
  form.append(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) {
    box.setAttribute(name, value);
  }
  box.addEventListener("input", () => {
    if (box.value.trim().length < SHORTEST) close();
    else questions.soon();
  });
  box.addEventListener("keydown", (event) => {
    if (!takes(event)) return;
    event.preventDefault();
    event.stopPropagation();
  });
  if (box.value.trim().length >= SHORTEST) questions.soon();
  form.addEventListener("focusout", ({ relatedTarget }) => form.contains(relatedTarget) || close());
  form.addEventListener("submit", () => questions.stop());
}
