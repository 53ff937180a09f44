// Chooses a picture of the library beside the piece that is written, without leaving its page.

const PAUSE = 300;

/** Opens the library in `place` instead of in another window. */
export function startPicker(place) {
  const opener = place.querySelector("[data-picker-open]");
  const panel = place.querySelector("[data-picker-place]");
  const state = { address: place.dataset.picker, field: place.querySelector("[name=from_library]"), asked: 0 };
  opener.setAttribute("role", "button");
  opener.setAttribute("aria-expanded", "false");
  opener.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    panel.hidden = !panel.hidden;
    opener.setAttribute("aria-expanded", String(!panel.hidden));
    if (!panel.firstChild) build(panel, state);
    if (!panel.hidden) panel.querySelector("input").focus();
  });
  opener.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    opener.click();
  });
}

function build(panel, state) {
  const label = document.createElement("label");
  const search = document.createElement("input");
  label.textContent = "Search the library";
  search.type = "search";
  search.className = "control";
  search.maxLength = 100;
  label.append(search);
  state.grid = document.createElement("ul");
  state.grid.className = "picker-grid";
  state.status = document.createElement("p");
  state.status.className = "hint";
  state.status.setAttribute("role", "status");
  state.more = document.createElement("button");
  state.more.type = "button";
  state.more.className = "button quiet small";
  state.more.textContent = "Older pictures";
  state.more.hidden = true;
  panel.append(label, state.grid, state.status, state.more);
  let pause = 0;
  search.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => list(state, search.value), PAUSE);
  });
  // Enter belongs to the search here, not to the form around it.
  search.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  state.more.addEventListener("click", () => list(state, search.value, state.next));
  list(state, "");
}

async function list(state, words, after = "") {
  const asked = ++state.asked;
  const query = new URLSearchParams(after ? { q: words, after } : { q: words });
  try {
    const reply = await fetch(`${state.address}?${query}`, { headers: { Accept: "application/json" } });
    if (!reply.ok || asked !== state.asked) return;
    const found = await reply.json();
    if (!after) state.grid.replaceChildren();
    state.grid.append(...found.pictures.map((picture) => item(state, picture)));
    state.next = found.next;
    state.more.hidden = !found.next;
    state.status.textContent = state.grid.childElementCount ? "" : "No picture found.";
  } catch {
    state.status.textContent = "No connection: the library cannot be shown just now.";
  }
}

function item(state, picture) {
  const line = document.createElement("li");
  const button = document.createElement("button");
  const image = document.createElement("img");
  button.type = "button";
  button.setAttribute("aria-pressed", "false");
  image.src = picture.url;
  image.alt = picture.alt || "A picture without a description";
  image.loading = "lazy";
  button.append(image);
  button.addEventListener("click", () => choose(state, button, picture));
  line.append(button);
  return line;
}

function choose(state, button, picture) {
  for (const other of state.grid.querySelectorAll("button")) other.setAttribute("aria-pressed", String(other === button));
  state.field.value = picture.id;
  for (const name of ["alt", "caption", "credit"]) {
    const field = state.field.form.elements[`hero_${name}`];
    if (field && !field.value) field.value = picture[name];
  }
  state.field.dispatchEvent(new Event("input", { bubbles: true }));
  state.status.textContent = "Chosen. It stands at the head of the piece when this is saved.";
}
