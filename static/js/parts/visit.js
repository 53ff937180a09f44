// Notes how far a member has read, once the discussion has been before their eyes for a few seconds.
const SETTLED = 4_000;
const BETWEEN = 35_000;

export function startVisit() {
  const form = document.querySelector("form[data-visit]");
  const list = document.querySelector("[data-comments]");
  if (!form || !list) return;
  startJump(form, list);
  let noted = 0;
  let timer;
  const seen = new IntersectionObserver(([entry]) => {
    clearTimeout(timer);
    if (entry.isIntersecting) timer = setTimeout(note, SETTLED);
  });
  seen.observe(list);
  const note = async () => {
    if (document.hidden) return;
    clearTimeout(timer);
    timer = setTimeout(note, BETWEEN);
    if (noted === list.childElementCount) return;
    const now = list.childElementCount;
    if (await send(form, list)) noted = now;
  };
  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(note, SETTLED);
  });
}

/** The first new comment may stand on this page: then there is no other to be loaded. */
function startJump(form, list) {
  form.querySelector("[data-first-new]")?.addEventListener("click", (event) => {
    const id = event.target.getAttribute("href").split("/").pop();
    const comment = list.querySelector(`:scope > [data-id="${CSS.escape(id)}"]`);
    if (!comment || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    comment.tabIndex = -1;
    comment.focus({ preventScroll: true });
    comment.scrollIntoView({ block: "start" });
  });
}

async function send(form, list) {
  const newest = newestOf(list);
  if (!newest) return true;
  const body = new FormData(form);
  body.set("newest", newest);
  try {
    const reply = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
    return reply.ok;
  } catch {
    return false;
  }
}

/** The comment that was written last; times of the same second stand in the order of the page. */
function newestOf(list) {
  let newest;
  let last = "";
  for (const comment of list.querySelectorAll(":scope > [data-id]")) {
    const at = comment.querySelector("time[datetime]")?.getAttribute("datetime") ?? "";
    if (at >= last) [newest, last] = [comment.dataset.id, at];
  }
  return newest;
}
