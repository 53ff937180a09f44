// The questions that a device asks: an address, a picture and its words. Each is a <dialog> of the page.

/** Opens a dialog with values by name; the answer is its values, or nothing when it is closed without. */
export function ask(name, values = {}) {
  const dialog = document.querySelector(`dialog[data-ask="${name}"]`);
  const form = dialog.querySelector("form");
  form.reset();
  for (const [field, value] of Object.entries(values)) if (form.elements[field]) form.elements[field].value = value;
  // What there is not cannot be taken away.
  for (const button of dialog.querySelectorAll("[data-leaves]")) button.hidden = !values.isThere;
  dialog.showModal();
  return new Promise((resolve) => {
    let answer = null;
    form.onsubmit = (event) => {
      event.preventDefault();
      const leaves = event.submitter?.dataset.leaves;
      answer = { ...Object.fromEntries(new FormData(form)), ...(leaves ? { leaves } : {}) };
      dialog.close();
    };
    dialog.onclose = () => resolve(answer);
    for (const button of dialog.querySelectorAll("[data-close]")) button.onclick = () => dialog.close();
  });
}
