"""The pages that are the same for every stranger: THE list of their addresses, and what tells that one has changed.

A page stands here once, with the query of its version: the thing's own versions where it has some, else the lists'
version, which every event bumps that lists and counts show. What it shows must depend on nothing else: not on the
clock, not on who asks, not on headers. The layer before Flask does the rest (``core.front``).
"""

import functools
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select

from northforum.core import versions
from northforum.core.front.layer import ForMember, Kind
from northforum.discussion import queries as discussion
from northforum.pages import queries

_SLUG = "[a-z0-9-]{1,100}"
_ID = "[0-9a-z]{12}"
_CURSOR = "[A-Za-z0-9_-]{1,400}"
_FEED = r"(?:feed\.xml|atom\.xml|feed\.json)"
_FURTHER = rf"(?:\?after={_CURSOR})?"
_SORTED = rf"(?:\?sort=(?:newest|oldest|respected|replies)(?:&after={_ID})?|\?show=picks(?:&after={_CURSOR})?)?"


@functools.cache
def _lists() -> Select[Any]:
    return versions.lists()


def kinds(articles_for_members: ForMember) -> Sequence[Kind]:
    """Return every kind of page that is kept."""
    return (
        Kind(("articles",), f"/(?P<slug>{_SLUG})", queries.open_version_statement, articles_for_members),
        Kind(("articles",), f"/(?P<slug>{_SLUG})/comments{_SORTED}", queries.open_version_statement),
        Kind(("articles",), rf"/(?P<slug>{_SLUG})/comments\.xml", queries.open_version_statement),
        Kind(("",), "", _lists),
        Kind(("sections", "topics", "authors", "members"), f"/{_SLUG}{_FURTHER}", _lists),
        Kind(("corrections",), _FURTHER, _lists),
        Kind(("archive",), rf"(?:/[1-9][0-9]{{3}}/(?:0[1-9]|1[0-2]))?{_FURTHER}", _lists),
        Kind(("most-read",), "", _lists),
        Kind(("discussions",), rf"(?:/most|/unanswered)?{_FURTHER}", _lists),
        Kind(("hubs",), rf"(?:\?kind=[a-z-]{{1,40}}|/{_SLUG}|/{_SLUG}/(?:members|discussions){_FURTHER})?", _lists),
        Kind(("comments",), f"/(?P<public_id>{_ID})(?:/history)?", queries.comment_version_statement),
        Kind(("sitemap.xml", "robots.txt"), "", _lists),
        Kind(("sitemaps",), r"/[a-z]{4,8}-[1-9][0-9]{0,4}\.xml", _lists),
        Kind(("feed.xml", "atom.xml", "feed.json"), "", _lists),
        Kind(("sections", "topics", "authors", "hubs"), f"/{_SLUG}/{_FEED}", _lists),
        Kind(
            ("threads",),
            rf"/(?P<public_id>{_ID})/(?:poll|changes\?since=(?:0|[1-9][0-9]{{0,8}}))",
            discussion.open_pulse_statement,
            is_everybodys=True,
        ),
    )
