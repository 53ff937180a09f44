// Sends one picture after another, and says of each how it went; without JavaScript the form sends one.

/** Lets the form take several pictures by choosing, dropping or pasting. */
export function startUploads(form) {
  const box = form.elements.file;
  const list = form.querySelector("[data-uploads]");
  const waiting = [];
  let isBusy = false;
  box.multiple = true;
  form.classList.add("takes-drops");
  form.querySelector("[data-upload-hint]").hidden = false;

  box.addEventListener("change", () => {
    // One picture may get its words in the form before it is sent.
    if (box.files.length > 1) take(box.files);
  });
  form.addEventListener("submit", (event) => {
    if (!box.files.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    take(box.files);
  }, { capture: true });
  form.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    form.classList.add("is-over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("is-over"));
  form.addEventListener("drop", (event) => {
    form.classList.remove("is-over");
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    take(event.dataTransfer.files);
  });
  form.addEventListener("paste", (event) => {
    if (event.clipboardData.files.length) take(event.clipboardData.files);
  });
  addEventListener("beforeunload", (event) => {
    if (isBusy) event.preventDefault();
  });

  function take(files) {
    const words = files.length > 1 ? {} : wordsOf(form);
    for (const file of files) waiting.push({ file, words, line: lineFor(list, file) });
    form.reset();
    run();
  }

  async function run() {
    if (isBusy) return;
    isBusy = true;
    while (waiting.length) await send(form, waiting.shift());
    isBusy = false;
  }
}

function wordsOf(form) {
  const names = ["alt", "caption", "credit"];
  return Object.fromEntries(names.map((name) => [name, form.elements[name].value]));
}

async function send(form, { file, words, line }) {
  const data = new FormData();
  data.set("file", file);
  for (const [name, text] of Object.entries(words)) data.set(name, text);
  say(line, "Sending…");
  try {
    const headers = { Accept: "application/json", "X-CSRFToken": form.elements.csrf_token.value };
    const reply = await fetch(form.action, { method: "POST", body: data, headers });
    const told = await reply.json();
    if (reply.ok) done(line, told);
    else say(line, told.detail, "is-refused");
  } catch {
    say(line, "This picture did not arrive: there is no connection, or it is too large.", "is-refused");
  }
}

function lineFor(list, file) {
  const line = document.createElement("li");
  const name = document.createElement("span");
  const status = document.createElement("span");
  name.textContent = file.name;
  status.className = "upload-status";
  line.append(name, status);
  list.append(line);
  list.hidden = false;
  say(line, "Waiting");
  return line;
}

function say(line, sentence, kind = "") {
  line.className = kind;
  line.lastElementChild.textContent = sentence;
}

function done(line, told) {
  say(line, "", "is-done");
  const link = document.createElement("a");
  link.href = `/desk/pictures/${told.id}`;
  link.textContent = told.alt ? "Added. See it" : "Added. Say what it shows";
  line.lastElementChild.append(link);
}
