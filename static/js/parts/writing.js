// What helps whoever writes a comment, in the composer and in the form for an edit.
import { countIn } from "./counter.js";
import { startPreview } from "./preview.js";
import { startSuggestions } from "./suggest.js";
import { startTools } from "./tools.js";

const SENTENCES = {
  network: "There was no answer. Your text is kept here; check the connection and send it again.",
  400: "You logged in or out in another window. Your text is kept in this browser: load the page again, then send it.",
  401: "You are no longer logged in. Your text is kept in this browser: log in again, then send it.",
  403: "You cannot comment here at the moment. Your text is kept in this browser.",
  404: "What you were answering is no longer here. Your text is kept in this browser.",
  409: "This discussion has changed in the meantime. Your text is kept; load the page again to see how it stands.",
  429: "That was quick. Your text is kept; wait a moment and send it again.",
};
const OTHERWISE = "That did not go through. Your text is kept; please try again in a moment.";

/** Brings the form to life; returns what is to be called when its text was changed by us. */
export function helpWriting(form) {
  const box = form.elements.body;
  startSuggestions(form, box);
  startTools(form, box);
  const putAway = startPreview(form, box);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  const recount = countIn(box, form.querySelector("[data-counter]"));
  return () => {
    recount();
    putAway();
  };
}

/** Says why a form did not go through: by the status of the answer, or `network` where there was none. */
export function failure(status) {
  return SENTENCES[status] ?? OTHERWISE;
}

export function showFailure(form, sentence) {
  const place = form.querySelector("[data-composer-error]");
  place.textContent = sentence;
  place.hidden = !sentence;
}
