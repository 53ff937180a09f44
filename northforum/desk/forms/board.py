"""What the board can be narrowed to, from its address."""

from flask import request

from northforum.articles import queries
from northforum.articles.models import ArticleState
from northforum.core import text
from northforum.core.errors import BadRequest, Invalid

LONGEST = 100


class BoardForm:
    """The words of the board's address, checked; ``wanted`` is what the query takes."""

    def __init__(self) -> None:
        self.wanted = queries.Wanted(
            state=_state(_words("state")),
            section=text.slugify(_words("section"), fallback=""),
            turn=_one_of("turn", queries.TURN_CHOICES),
            writer=_words("writer"),
            words=_words("q"),
            own=_words("mine") == "yes",
        )

    @property
    def given(self) -> dict[str, str]:
        """What the address says, as it is written in one."""
        wanted = self.wanted
        given = {"state": wanted.state.value if wanted.state else "", "section": wanted.section, "turn": wanted.turn}
        given |= {"writer": wanted.writer, "q": wanted.words, "mine": "yes" if wanted.own else ""}
        return {name: value for name, value in given.items() if value}


def _words(name: str) -> str:
    try:
        words = text.clean_line(request.args.get(name, ""))
    except Invalid as refusal:
        raise BadRequest(refusal.message) from refusal
    if len(words) > LONGEST:
        raise BadRequest(f"Look for {LONGEST} characters at most.")
    return words


def _state(name: str) -> ArticleState | None:
    chosen = _one_of("state", [state.value for state in ArticleState]) if name else ""
    return ArticleState(chosen) if chosen else None


def _one_of(name: str, choices: "tuple[str, ...] | list[str]") -> str:
    chosen = _words(name)
    if chosen and chosen not in choices:
        raise BadRequest("The board cannot be narrowed to that. Choose from its lists.")
    return chosen
