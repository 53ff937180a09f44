/** `j` and `k` go from comment to comment and `r` answers (and `q` quotes, quote.js), only while the focus is in the thread. */
export function startKeys() {
  const list = document.querySelector("[data-comments]");
  list?.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    const here = event.target.closest(".comment");
    if (event.key === "j") go(here?.nextElementSibling);
    else if (event.key === "k") go(here?.previousElementSibling);
    else if (event.key === "r") here?.querySelector("[data-reply]")?.click();
    else return;
    event.preventDefault();
  });
}

function go(comment) {
  if (!comment?.matches(".comment")) return;
  comment.tabIndex = -1;
  comment.focus({ focusVisible: true });
}
