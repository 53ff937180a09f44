// A toolbar with one stop of the Tab key: the arrows lead from button to button, and where they ended the key comes back to.
const STEPS = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };

/** Begins for a bar whose buttons `act` is called with; returns what leads into it. */
export function startRoving(bar, act) {
  const buttons = [...bar.querySelectorAll("button")];
  const stopAt = (chosen) => {
    for (const button of buttons) button.tabIndex = button === chosen ? 0 : -1;
  };
  stopAt(buttons[0]);
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    stopAt(button);
    act(button);
  });
  bar.addEventListener("keydown", (event) => {
    const step = event.altKey || event.ctrlKey || event.metaKey ? 0 : STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const last = buttons.length - 1;
    const to = buttons.indexOf(event.target) + step;
    const next = buttons[Number.isFinite(step) ? (to + buttons.length) % buttons.length : step < 0 ? 0 : last];
    stopAt(next);
    next.focus();
  });
  return () => buttons.find((button) => button.tabIndex === 0).focus();
}
