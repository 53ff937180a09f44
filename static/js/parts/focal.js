// Sets the focal point by a click or a drag in the picture; the two number fields hold it, and serve the keyboard.

/** Shows a ring at the focal point of the picture in `place`, and lets it be moved. */
export function startFocal(place) {
  const across = document.getElementById("focal_x");
  const down = document.getElementById("focal_y");
  const image = place.querySelector("img");
  if (!across || !down || !image) return;
  const ring = document.createElement("span");
  ring.className = "focal-ring";
  ring.setAttribute("aria-hidden", "true");
  place.append(ring);
  place.classList.add("is-movable");
  for (const hint of document.querySelectorAll("[data-focal-hint]")) hint.hidden = false;
  for (const field of [across, down]) field.addEventListener("input", show);
  let isHeld = false;
  place.addEventListener("pointerdown", (event) => {
    // A finger scrolls the page; it sets the point by a tap.
    if (event.button || event.pointerType === "touch") return;
    event.preventDefault();
    isHeld = true;
    place.setPointerCapture(event.pointerId);
    move(event);
  });
  place.addEventListener("pointermove", (event) => isHeld && move(event));
  for (const end of ["pointerup", "pointercancel"]) place.addEventListener(end, () => (isHeld = false));
  place.addEventListener("click", move);
  show();

  function move(event) {
    const box = image.getBoundingClientRect();
    across.value = percent(event.clientX - box.left, box.width);
    down.value = percent(event.clientY - box.top, box.height);
    show();
  }

  function show() {
    ring.style.left = `${held(across.value)}%`;
    ring.style.top = `${held(down.value)}%`;
  }
}

function percent(part, whole) {
  return held(Math.round((part / whole) * 100));
}

function held(value) {
  return Math.min(100, Math.max(0, Number(value) || 0));
}
