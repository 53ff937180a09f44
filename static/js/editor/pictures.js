// Pictures: dropped, pasted or chosen; each is put into the library first, and asked for its words.
import { ask } from "./dialogs.js";

const CREDITED = /^(?:photo|photograph|picture|image|illustration|drawing)s?:/i;

/** Asks for the words of the picture at a place of the document. */
export async function editWords(editor, at) {
  const { attrs } = editor.state.doc.nodeAt(at);
  const answer = await ask("words", { alt: attrs.alt, caption: attrs.caption, credit: attrs.credit });
  const node = editor.state.doc.nodeAt(at);
  if (answer && node?.type.name === "figure") {
    editor.view.dispatch(editor.state.tr.setNodeMarkup(at, null, { ...node.attrs, ...wordsOf(answer) }));
  }
  editor.commands.focus();
}

/** Takes files into the library and puts a figure of each where the caret is; ``at`` is another place. */
export async function takeFiles(editor, files, say, token, at) {
  for (const file of files) {
    say(`Putting ${file.name || "the picture"} into the library…`);
    const body = new FormData();
    body.append("file", file, file.name || "picture.png");
    try {
      const reply = await fetch("/desk/pictures", {
        method: "POST",
        body,
        headers: { Accept: "application/json", "X-CSRFToken": token() },
      });
      const told = await reply.json();
      if (!reply.ok) {
        say(told.detail ?? told.title ?? "This picture could not be taken.");
        continue;
      }
      say("The picture is in the library.");
      await place(editor, told, at);
    } catch {
      say("No connection: the picture was not taken. Drop it again.");
    }
  }
}

/** Puts a picture of the library in, once its words are known. */
export async function place(editor, picture, at) {
  const answer = await ask("words", { alt: picture.alt, caption: picture.caption, credit: picture.credit });
  if (!answer) return editor.commands.focus();
  const figure = { type: "figure", attrs: { src: `/media/${picture.id}`, ...wordsOf(answer) } };
  const chain = editor.chain().focus();
  if (at === undefined) chain.insertContent([figure, { type: "paragraph" }]).run();
  else chain.insertContentAt(Math.min(at, editor.state.doc.content.size), figure).run();
}

function wordsOf({ alt, caption, credit }) {
  const maker = credit.trim();
  return { alt: alt.trim(), caption: caption.trim(), credit: maker && !CREDITED.test(maker) ? `Photo: ${maker}` : maker };
}

/** Opens the library to choose from, by search; or a file of one's own. */
export async function choose(editor, say, token) {
  const dialog = document.querySelector('dialog[data-ask="picture"]');
  const [search, list, file, more] = ["q", "list", "file", "more"].map((name) => dialog.querySelector(`[data-${name}]`));
  let next = null;
  let pause;
  let isChosen = false;
  const leave = () => {
    isChosen = true;
    dialog.close();
  };
  const load = async (after) => {
    const query = new URLSearchParams({ q: search.value, ...(after ? { after } : {}) });
    const reply = await fetch(`/desk/pictures?${query}`, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!reply?.ok) return void (list.textContent = "The library cannot be reached just now.");
    const told = await reply.json();
    if (!after) list.replaceChildren();
    list.append(...told.pictures.map((picture) => choice(picture, () => {
      leave();
      place(editor, picture);
    })));
    if (!list.children.length) list.textContent = "Nothing found.";
    ({ next } = told);
    more.hidden = !next;
  };
  search.oninput = () => {
    clearTimeout(pause);
    pause = setTimeout(load, 250);
  };
  more.onclick = () => load(next);
  file.onchange = () => {
    leave();
    takeFiles(editor, [...file.files], say, token).finally(() => (file.value = ""));
  };
  for (const button of dialog.querySelectorAll("[data-close]")) button.onclick = () => dialog.close();
  dialog.onclose = () => isChosen || editor.commands.focus();
  search.value = "";
  dialog.showModal();
  await load();
}

function choice(picture, take) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "editor-choice";
  const image = button.appendChild(document.createElement("img"));
  image.src = picture.url;
  // Without a caption the words beside it are its description, which need not be said twice.
  image.alt = picture.caption ? picture.alt : "";
  image.loading = "lazy";
  const words = button.appendChild(document.createElement("span"));
  words.textContent = picture.caption || picture.alt || "No description yet";
  button.addEventListener("click", take);
  return button;
}
