// The front page's places: pieces are dragged into them, or moved by buttons. The choices of the form hold the truth.
const ITSELF = "Fills itself";

for (const form of document.querySelectorAll("form[data-arrange]")) start(form);

function start(form) {
  const slots = [...form.querySelectorAll("[data-slot]")];
  const pieces = form.querySelector("[data-pieces]");
  pieces.hidden = false;
  for (const slot of slots) {
    slot.draggable = true;
    slot.querySelector("[data-moves]").hidden = false;
    choice(slot).addEventListener("change", () => settle(form, slots, slot));
    slot.querySelector("[data-moves]").addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) moved(form, slots, slot, Number(button.value));
    });
  }
  dragging(form, slots);
  show(slots, pieces, false);
}

function dragging(form, slots) {
  let held = null;
  form.addEventListener("dragstart", (event) => {
    held = event.target.closest("[data-piece], [data-slot]");
    // A field's own text is dragged as text.
    if (event.target !== held) held = null;
    if (!held) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", held.textContent.trim());
    held.classList.add("held");
  });
  form.addEventListener("dragend", () => {
    held?.classList.remove("held");
    held = null;
    for (const slot of slots) slot.classList.remove("over");
  });
  for (const slot of slots) {
    slot.addEventListener("dragover", (event) => {
      if (!held || held === slot) return;
      event.preventDefault();
      slot.classList.add("over");
    });
    slot.addEventListener("dragleave", (event) => {
      if (!slot.contains(event.relatedTarget)) slot.classList.remove("over");
    });
    slot.addEventListener("drop", (event) => {
      if (!held || held === slot) return;
      event.preventDefault();
      if (held.dataset.piece) put(form, slots, slot, held.dataset.piece);
      else swap(form, slots, held, slot);
    });
  }
}

/** Puts a piece into a place; where it stood before, stands then what was here. */
function put(form, slots, slot, piece) {
  const before = slots.find((other) => other !== slot && choice(other).value === piece);
  if (before) return swap(form, slots, before, slot);
  choice(slot).value = piece;
  settle(form, slots, slot);
}

function moved(form, slots, slot, by) {
  if (by) return swap(form, slots, slot, slots[slots.indexOf(slot) + by]);
  for (const field of fields(slot)) field.value = "";
  settle(form, slots, slot);
}

function swap(form, slots, one, other) {
  if (!one || !other) return;
  const theirs = fields(other);
  fields(one).forEach((field, index) => {
    [field.value, theirs[index].value] = [theirs[index].value, field.value];
  });
  settle(form, slots, other);
}

/** A piece stands in one place: where it was chosen last. */
function settle(form, slots, slot) {
  const piece = choice(slot).value;
  for (const other of slots) if (piece && other !== slot && choice(other).value === piece) choice(other).value = "";
  show(slots, form.querySelector("[data-pieces]"), true);
  say(form, `${slot.querySelector("h2").textContent}: ${piece ? headline(slot) : ITSELF}`);
}

function show(slots, pieces, isChanged) {
  const placed = new Set(slots.map((slot) => choice(slot).value));
  slots.forEach((slot, index) => {
    const isFree = !choice(slot).value;
    // What a free place would show is known to the server alone: it was right when the page came.
    if (isChanged) slot.querySelector("[data-piece-here]").textContent = isFree ? ITSELF : headline(slot);
    slot.classList.toggle("is-free", isFree);
    const [up, down, clear] = slot.querySelectorAll("[data-moves] button");
    up.disabled = index === 0;
    down.disabled = index === slots.length - 1;
    clear.disabled = isFree;
  });
  for (const piece of pieces.querySelectorAll("[data-piece]")) piece.classList.toggle("placed", placed.has(piece.dataset.piece));
}

function choice(slot) {
  return slot.querySelector("[data-choice]");
}

function fields(slot) {
  return [...slot.querySelectorAll("select, input")];
}

function headline(slot) {
  return choice(slot).selectedOptions[0].textContent.replace(/ \([^()]*\)$/u, "");
}

function say(form, sentence) {
  form.querySelector("[data-said]").textContent = sentence;
}
