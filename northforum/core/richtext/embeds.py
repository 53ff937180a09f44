"""Places whose films, sound and posts are shown as cards: nothing is asked of them until a reader follows the link."""

from typing import NamedTuple
from urllib.parse import urlsplit


class Place(NamedTuple):
    """Where something lies that can be played or read: its kind names the card's style."""

    name: str
    kind: str

    @property
    def noun(self) -> str:
        """What it is called while it has no title."""
        return _NOUNS[self.kind]

    @property
    def action(self) -> str:
        """What following the link means."""
        return f"{_VERBS[self.kind]} {self.name}"


_NOUNS = {"video": "Video", "audio": "Audio", "post": "Post"}
_VERBS = {"video": "Watch on", "audio": "Listen on", "post": "Read on"}

_PLACES = {
    "youtube.com": Place("YouTube", "video"),
    "youtu.be": Place("YouTube", "video"),
    "vimeo.com": Place("Vimeo", "video"),
    "ted.com": Place("TED", "video"),
    "player.bfi.org.uk": Place("BFI Player", "video"),
    "tiktok.com": Place("TikTok", "video"),
    "open.spotify.com": Place("Spotify", "audio"),
    "soundcloud.com": Place("SoundCloud", "audio"),
    "mixcloud.com": Place("Mixcloud", "audio"),
    "podcasts.apple.com": Place("Apple Podcasts", "audio"),
    "bsky.app": Place("Bluesky", "post"),
    "instagram.com": Place("Instagram", "post"),
}
# Each artist has a name under this one.
_BANDCAMP_HOST, _BANDCAMP = "bandcamp.com", Place("Bandcamp", "audio")
_PREFIXES = ("www.", "m.")


def places() -> dict[str, dict[str, str]]:
    """Return the places by their hosts, with the words of their cards, for a script that draws such cards."""
    known = {**_PLACES, _BANDCAMP_HOST: _BANDCAMP}
    return {
        host: {"name": place.name, "kind": place.kind, "noun": place.noun, "action": place.action}
        for host, place in known.items()
    }


def place_of(address: str) -> Place | None:
    """Return the place that ``address`` belongs to, or ``None``; its front page is nothing to play."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not parts.path.strip("/"):
        return None
    for prefix in _PREFIXES:
        host = host.removeprefix(prefix)
    return _BANDCAMP if host.endswith(f".{_BANDCAMP_HOST}") else _PLACES.get(host)
