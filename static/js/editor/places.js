// Places whose films, sound and posts become cards; the list is the server's, which the page hands over.
const list = JSON.parse(document.querySelector("[data-places]")?.dataset.places ?? "{}");

/** What an address leads to: the name of the place and what following the link means, or nothing. */
export function placeOf(address) {
  try {
    const { protocol, hostname, pathname } = new URL(address);
    if (!/^https?:$/.test(protocol) || !pathname.replaceAll("/", "")) return null;
    const host = hostname.replace(/^www\./, "").replace(/^m\./, "");
    return list[host] ?? (host.endsWith(".bandcamp.com") ? list["bandcamp.com"] : null) ?? null;
  } catch {
    return null;
  }
}

export const isPlace = (address) => Boolean(placeOf(address));
