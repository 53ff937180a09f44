"""Every page of the demonstration site, by who looks at it."""

from collections.abc import Iterator, Mapping

from flask.testing import FlaskClient

from tests.demo_site import DemoSite
from tests.media import pictures

# Whose account looks; a stranger has none.
STRANGER = "stranger"
PERSONS = (STRANGER, "member", "host", "editor", "moderator")
Places = Mapping[str, tuple[str, ...]]

ARTICLE = "/articles/pan-northern-collaboration"
READING = (
    "/",
    ARTICLE,
    f"{ARTICLE}/comments?sort=oldest",
    f"{ARTICLE}/comments?sort=replies",
    f"{ARTICLE}/comments?show=picks",
    "/articles/what-we-charge",
    "/articles/how-we-mean-to-run-this-place",
    "/sections/opinion",
    "/topics/collaboration",
    "/authors/rhiannon-ashworth",
    "/archive",
    "/corrections",
    "/archive/2026/11",
    "/most-read",
    "/discussions",
    "/discussions/most",
    "/discussions/unanswered",
    "/hubs",
    "/hubs?kind=campus",
    "/hubs/baltic-creative",
    "/hubs/baltic-creative/members",
    "/hubs/baltic-creative/discussions",
    f"{ARTICLE}/comments?hub=baltic-creative",
    "/hubs/tenter-yard",
    "/hubs/pennine-render",
    "/members/maya-hussain",
    "/members/nuala-brennan",
    "/comments/{other_comment}",
    "/comments/{withdrawn_comment}",
    "/comments/{removed_comment}",
    "/comments/{edited_comment}/history",
    "/search",
    "/search?q=baltic",
    "/search?q=rent&sort=best",
    "/search?q=studoi&kind=comment",
    "/search?q=zebrawood",
    "/search?q=rent&author=nobody&from=2026-13-45",
    # What is not there, not open, or not understood.
    "/nothing/here",
    "/articles/no-such-piece",
    "/hubs/the-rate-room",
    "/hubs?kind=zebra",
    "/archive?after=zebra",
)
DOORS = (
    "/login",
    "/login?next=/hubs/baltic-creative",
    "/join?next=/articles/pan-northern-collaboration%23discussion",
    "/join/sent",
    "/forgot",
    "/forgot/sent",
    "/confirm/no-such-token",
    "/reset/no-such-token",
    "/unsubscribe/no-such-token",
    "/preview/no-such-token",
    "/styleguide",
)
OWN = (
    "/",
    ARTICLE,
    f"{ARTICLE}/comments?sort=oldest",
    "/articles/what-we-charge",
    "/comments/{other_comment}",
    "/comments/{own_comment}",
    "/comments/{other_comment}/respect",
    "/comments/{own_comment}/edit",
    "/comments/{own_comment}/withdraw",
    "/comments/{other_comment}/report",
    "/members/{own_handle}",
    "/account",
    "/account/profile",
    "/account/security",
    "/following",
    "/notifications",
    "/account/notifications",
    "/following?list=branches",
    "/following?list=muted-members",
    "/hubs/baltic-creative",
    "/hubs/baltic-creative/join",
    "/hubs/tenter-yard",
    "/hubs/tenter-yard/join",
    "/hubs/campfield/leave",
    "/hubs/pennine-render/members",
    "/search?q=hussain",
    "/desk",
)
HOST = (
    "/hubs/baltic-creative",
    "/hubs/baltic-creative/edit",
    "/hubs/baltic-creative/requests",
)
EDITOR = (
    "/",
    ARTICLE,
    "/desk",
    "/desk?state=draft",
    "/desk?state=unpublished",
    "/desk?turn=mine&q=map",
    "/desk/articles/{draft}/read",
    "/desk/articles/{draft}/read?note=0",
    "/desk/articles/bring",
    "/desk/articles/{draft}/share",
    "/desk/articles/{draft}/history",
    "/desk/articles/{draft}/history/1",
    "/desk/articles/{draft}/history/1?against=now",
    "/desk/articles/{scheduled}/read",
    "/desk?mine=yes",
    "/desk/front",
    "/desk/sections",
    "/desk/sections/opinion",
    "/desk/topics",
    "/desk/topics/rent",
    "/desk/authors",
    "/desk/authors/rhiannon-ashworth",
    "/desk/figures",
    "/desk/figures/{article}",
    "/desk/articles/new",
    "/desk/articles/{draft}",
    "/desk/articles/{article}",
    "/desk/articles/{article}/unpublish",
    "/desk/pictures",
    "/desk/pictures?q=nothing-like-it",
    "/desk/pictures/{picture}",
    "/desk/pictures/{picture}/remove",
    "/hubs/new",
    "/threads/{thread}/settings",
)
MODERATOR = (
    "/articles/read-clause-eleven",
    "/moderation",
    "/moderation/reported",
    "/moderation/decided",
    "/moderation/log",
    "/moderation/comments/{held_comment}",
    "/comments/{held_comment}",
    "/comments/{removed_comment}",
)
# Endpoints whose answers are no pages.
NO_PAGES = frozenset(
    {
        "discussion.own_draft",
        "pages.comments_feed",
        *("machines.sitemap", "machines.sitemap_index", "machines.news_sitemap", "machines.former_sitemap"),
        *("machines.security", "machines.change_password"),
        "pages.oembed",
        "discussion.suggest_members",
        "search.suggest",
        "desk.suggest_mentions",
        *(
            "static",
            "media.picture",
            *("machines.card", "machines.site_card"),
            "machines.robots",
            "machines.favicon",
            "machines.feed",
            "machines.former_feed",
            "health.alive",
            "health.ready",
        ),
        *("discussion.about_comment", "discussion.poll_thread", "discussion.show_changes"),
    }
)


def places_of(demo: DemoSite) -> Places:
    """Return the addresses that each person looks at."""
    comment = "SELECT comment.public_id FROM comment JOIN member ON member.id = author_id WHERE comment.state = :state"
    own = f"{comment} AND handle = :handle ORDER BY comment.id"
    article = "SELECT public_id FROM article WHERE slug = :slug"
    handle = demo.person("member").handle
    names = {
        "own_comment": demo.one(own, handle=handle, state="published"),
        "own_handle": handle,
        "other_comment": demo.one(f"{comment} AND depth = 1 ORDER BY comment.id", state="published"),
        "edited_comment": demo.one(f"{comment} AND comment.edited_at IS NOT NULL", state="published"),
        "held_comment": demo.one(comment, state="held"),
        "removed_comment": demo.one(comment, state="removed"),
        "withdrawn_comment": demo.one(comment, state="withdrawn"),
        "scheduled": demo.one(article, slug="a-furnace-on-a-trailer"),
        "draft": demo.one(article, slug="what-the-map-leaves-out"),
        "thread": demo.one("SELECT public_id FROM thread WHERE path = :path", path=ARTICLE),
        "article": demo.one(article, slug="pan-northern-collaboration"),
        "picture": pictures.add(demo.app, alt="A plain red wall"),
    }
    lists = {STRANGER: READING + DOORS, "member": OWN, "host": HOST, "editor": EDITOR, "moderator": MODERATOR}
    return {person: tuple(path.format(**names) for path in paths) for person, paths in lists.items()}


def clients(demo: DemoSite) -> Iterator[tuple[str, FlaskClient]]:
    """Give a client for each person."""
    for person in PERSONS:
        client = demo.app.test_client()
        if person != STRANGER:
            with client.session_transaction() as session:
                session.update(demo.session(person))
        yield person, client
