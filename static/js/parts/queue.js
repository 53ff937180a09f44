/** In the moderators' queue `j` and `k` go from comment to comment, and `?` tells so. */
export function startQueue() {
  const queue = document.querySelector("[data-queue]");
  if (!queue) return;
  const hint = document.querySelector("[data-queue-hint]");
  if (hint) hint.hidden = false;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, dialog")) return;
    const here = event.target.closest("[data-queue] > *");
    if (event.key === "j") go(here ? here.nextElementSibling : queue.firstElementChild);
    else if (event.key === "k") go(here ? here.previousElementSibling : queue.lastElementChild);
    else if (event.key === "?") document.getElementById("queue-keys")?.showModal();
    else return;
    event.preventDefault();
  });
}

function go(item) {
  if (!item) return;
  item.tabIndex = -1;
  item.focus({ focusVisible: true });
}
