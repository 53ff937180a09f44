// Words kept in this browser until they are safe with the server, each member's apart: a device may have several.
// Storage may be full or refused: never an error.
const own = (key) => `${document.body.dataset.member ?? ""}:${key}`;

export function kept(key) {
  try {
    return localStorage.getItem(own(key)) ?? "";
  } catch {
    return "";
  }
}

export function keep(key, text) {
  try {
    if (text.trim()) localStorage.setItem(own(key), text);
    else localStorage.removeItem(own(key));
    return true;
  } catch {
    return false;
  }
}

/** The names under which this member's browser keeps something and that begin so. */
export function keptUnder(beginning) {
  try {
    const names = Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at) ?? "");
    return names.filter((name) => name.startsWith(own(beginning))).map((name) => name.slice(own("").length));
  } catch {
    return [];
  }
}
