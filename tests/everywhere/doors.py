"""Every form of the site: who sends it, from which page, and what is typed in it when all is well."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from flask.testing import FlaskClient

from tests import browser
from tests.cast import Cast, Person

GOOD_PASSWORD = "nine dry bricks"
WORDS = "Some words that nobody wants to type again."


@dataclass(frozen=True)
class Door:
    """One address that takes a form; ``good`` is typed into the fields of the form that stands at ``page``.

    ``text`` are fields whose words must come back when something else is wrong, ``breaks`` what makes it wrong.
    A door that ``takes_nothing`` is content with an empty form.
    """

    endpoint: str
    page: str
    action: str = ""
    who: str = "member"
    good: Mapping[str, str] = field(default_factory=dict)
    text: tuple[str, ...] = ()
    breaks: Mapping[str, str] = field(default_factory=dict)
    takes_nothing: bool = False


PIECE = {"headline": "A headline", "standfirst": WORDS, "body": WORDS, "byline-0-name": "Ruth Calder", "topics": "Rent"}
HUB = {"name": "Kiln Lane", "kind": "campus", "place": "Stoke", "in_short": WORDS, "about": WORDS, "offers": "A kiln"}
PROFILE = {"name": "Maud Eckersley", "headline": "Joiner", "bio": WORDS, "place": "Hull", "organisation": "Oak & Ash"}
PICTURE = {"alt": WORDS, "caption": "At the mill", "credit": "Nora Vance"}
PLACE = {"name": "Long reads", "description": WORDS}
NAMED = {"name": "Nora Vance", "bio": WORDS}
RUTH = "/desk/authors/ruth-calder"

DOORS = (
    Door(
        "members.join",
        "/join",
        who="stranger",
        good={"name": "Nora Bell", "email": "nora@bell.example", "password": GOOD_PASSWORD},
        text=("name", "email"),
        breaks={"password": "short"},
    ),
    Door(
        "members.log_in",
        "/login",
        who="stranger",
        good={"email": "maud.eckersley@test.example", "password": "seven wet slates"},
        text=("email",),
        breaks={"password": "not this one"},
    ),
    Door("members.forgot", "/forgot", who="stranger", good={"email": "nora@bell.example"}),
    Door("members.confirm", "/confirm/{join_token}", who="stranger", good={"password": GOOD_PASSWORD}),
    Door("members.reset", "/reset/{reset_token}", who="stranger", good={"password": GOOD_PASSWORD}),
    Door("members.log_out", "/", action="/logout"),
    Door(
        "members.edit_profile",
        "/account/profile",
        good=PROFILE,
        text=("name", "headline", "bio", "place", "organisation"),
        breaks={"links": "no web address"},
    ),
    Door("members.security", "/account/security", good={"present": "seven wet slates", "password": GOOD_PASSWORD}),
    Door("members.end_sign_in", "/account/security", action=r"/sign-ins/\d+/end"),
    Door("members.end_other_sign_ins", "/account/security", action="/end-others"),
    Door(
        "discussion.post_comment",
        "{article}",
        action="/threads/.+/comments",
        good={"body": WORDS},
        text=("body",),
        breaks={"parent": "0" * 12},
    ),
    Door(
        "discussion.edit_comment",
        "/comments/{comment}/edit",
        good={"body": WORDS},
        text=("body",),
        breaks={"version": "zebra"},
    ),
    Door(
        "discussion.preview_comment",
        "{article}",
        action="/threads/.*/comments$",
        good={"body": WORDS},
    ),
    Door("discussion.withdraw_comment", "/comments/{comment}/withdraw"),
    Door("discussion.respect_comment", "/comments/{others}/respect"),
    Door("discussion.pick_comment", "/comments/{others}", action="/pick", who="editor"),
    Door("discussion.pin_comment", "/comments/{others}", action="/pin", who="editor"),
    Door("discussion.prefer_sort", "{article}/comments?sort=oldest", action="/order"),
    Door("notifications.note_visit", "{article}", action="/visit"),
    Door(
        "moderation.report_comment",
        "/comments/{others}/report",
        good={"reason": "abuse", "detail": WORDS},
        text=("detail",),
        breaks={"version": "zebra"},
    ),
    Door(
        "moderation.decide",
        "/moderation/comments/{others}",
        who="moderator",
        good={"action": "remove", "reason": "abuse", "note": WORDS},
        text=("note",),
        breaks={"version": "zebra"},
    ),
    Door(
        "discussion.steer_thread",
        "/threads/{thread}/settings",
        who="editor",
        good={"state": "slow", "slow_minutes": "5", "guidelines": WORDS, "closing_message": WORDS},
        text=("guidelines", "closing_message"),
        breaks={"slow_minutes": "zebra"},
    ),
    Door("discussion.restore_comment", "/comments/{withdrawn}", action="/restore"),
    Door("notifications.follow_thread", "{article}", action=r"/threads/\w+/follow"),
    Door("notifications.mute_thread", "{article}", action=r"/threads/\w+/mute"),
    Door("notifications.unfollow_thread", "/following", action=r"/threads/\w+/unfollow"),
    Door("notifications.unmute_thread", "/following?list=muted-threads", action=r"/threads/\w+/unmute"),
    Door("notifications.follow_branch", "/comments/{others}", action=r"/comments/\w+/follow"),
    Door("notifications.unfollow_branch", "/following?list=branches", action=r"/comments/\w+/unfollow"),
    Door("notifications.follow_member", "/members/edith-thornley", action="/members/edith-thornley/follow"),
    Door("notifications.mute_member", "/members/edith-thornley", action="/members/edith-thornley/mute"),
    Door("notifications.unfollow_member", "/following?list=members", action="/members/connie-fairbrother/unfollow"),
    Door("notifications.unmute_member", "/following?list=muted-members", action="/members/hattie-rigby/unmute"),
    Door("notifications.preferences", "/account/notifications"),
    Door("notifications.unsubscribe", "/unsubscribe/{unsubscribe_token}", who="stranger"),
    Door("notifications.read_all", "/notifications", action="/notifications/read"),
    Door("notifications.read_one", "/notifications", action=r"/notifications/\d+/read"),
    Door("notifications.follow_topic", "/topics/rent", action="/topics/rent/follow"),
    Door("notifications.unfollow_topic", "/following?list=topics", action="/topics/clay/unfollow"),
    Door(
        "desk.write_article",
        "/desk/articles/new",
        who="editor",
        good=PIECE,
        text=("headline", "standfirst", "body", "byline-0-name", "topics"),
        breaks={"canonical_url": "zebra"},
    ),
    Door(
        "desk.edit_article",
        "/desk/articles/{draft}",
        who="editor",
        good=PIECE,
        text=("headline", "standfirst", "body", "byline-0-name", "topics"),
        breaks={"canonical_url": "zebra"},
    ),
    Door(
        "desk.preview",
        "/desk/articles/new",
        who="editor",
        action="/desk/preview",
        good={"body": WORDS},
        takes_nothing=True,
    ),
    Door(
        "arranging.arrange_front",
        "/desk/front",
        who="editor",
        good={"another": ""},
        text=("another",),
        breaks={"version": "zebra"},
    ),
    Door("desk.bring_article", "/desk/articles/bring", who="contributor", good={"source": WORDS}),
    Door("desk.places", "/desk/sections", who="editor", good=PLACE, text=tuple(PLACE), breaks={"slug": "Ä Ö"}),
    Door("desk.place", "/desk/topics/rent", who="editor", good=PLACE, text=tuple(PLACE), breaks={"slug": "Ä Ö"}),
    Door("desk.authors", "/desk/authors", who="editor", good=NAMED, text=tuple(NAMED), breaks={"handle": "no-body"}),
    Door("desk.describe_author", RUTH, who="editor", good=NAMED, text=tuple(NAMED), breaks={"links": "zebra"}),
    Door("desk.merge_authors", RUTH, who="editor", action="/merge$", good={"into": "Idle Hand"}),
    Door("desk.close_author", "/desk/authors/idle-hand", who="editor", action="/close$"),
    Door("desk.move_section", "/desk/sections", who="editor", action="/move$"),
    Door("desk.close_place", "/desk/topics/kilns", who="editor", action="/close$"),
    Door("desk.merge_topics", "/desk/topics/rent", who="editor", action="/merge$", good={"into": "Clay"}),
    Door("desk.publish_article", "/desk", who="editor", action="/publish"),
    Door(
        "desk.leave_note",
        "/desk/articles/{draft}/read?note=0",
        who="editor",
        action="/notes$",
        good={"words": WORDS},
        text=("words",),
        breaks={"paragraph": "zebra"},
    ),
    Door(
        "desk.make_preview_link",
        "/desk/articles/{draft}/share",
        who="editor",
        good={"label": WORDS},
        text=("label",),
        breaks={"days": "zebra"},
    ),
    Door("desk.restore_revision", "/desk/articles/{draft}/history/1", who="editor"),
    Door(
        "desk.keep_draft",
        "/desk/articles/new",
        who="editor",
        action="/desk/articles/new/kept",
        good=PIECE,
        takes_nothing=True,
    ),
    Door("desk.drop_draft", "/desk/articles/{draft}", who="editor", action="/drop$"),
    Door("desk.resolve_note", "/desk/articles/{draft}/read", who="editor", action="/resolve$"),
    Door("desk.reopen_note", "/desk/articles/{draft}/read", who="editor", action="/reopen$"),
    Door("desk.end_preview_link", "/desk/articles/{draft}/share", who="editor", action="/end$"),
    Door("desk.take_step", "/desk/articles/{draft}/read", who="editor", action="/step", good={"step": "approve"}),
    Door("desk.unpublish_article", "/desk/articles/{published}/unpublish", who="editor"),
    Door("library.add_picture", "/desk/pictures", who="editor", action="/desk/pictures$", good=PICTURE),
    Door(
        "library.describe_picture",
        "/desk/pictures/{picture}",
        who="editor",
        action=r"/desk/pictures/\w+$",
        good={**PICTURE, "focal_x": "20", "focal_y": "80"},
        text=tuple(PICTURE),
        breaks={"focal_x": "zebra"},
    ),
    Door("library.replace_picture", "/desk/pictures/{picture}", who="editor", action="/file$"),
    Door("library.remove_picture", "/desk/pictures/{picture}/remove", who="editor"),
    Door("hubs.found", "/hubs/new", who="editor", good=HUB, text=tuple(set(HUB) - {"kind"}), breaks={"district": "%%"}),
    Door(
        "hubs.describe",
        "/hubs/weir-yard/edit",
        who="host",
        good=HUB,
        text=tuple(set(HUB) - {"kind"}),
        breaks={"district": "%%"},
    ),
    Door("hubs.join", "/hubs/lamp-street/join", good={"answer": WORDS}),
    Door("hubs.wear_badge", "/hubs/weir-yard", action="/badge"),
    Door("hubs.leave", "/hubs/weir-yard/leave"),
    Door("hubs.accept_request", "/hubs/lamp-street/requests", who="host", action="/accept"),
    Door("hubs.decline_request", "/hubs/lamp-street/requests", who="host", action="/decline"),
)


@dataclass(frozen=True)
class Opened:
    """A door whose form lies open in somebody's hands."""

    door: Door
    client: FlaskClient
    action: str
    fields: Mapping[str, str]

    @property
    def typed(self) -> dict[str, str]:
        """Everything that is sent when all is well."""
        return {**self.fields, **self.door.good}

    def again(self, page: browser.Page) -> browser.Form:
        """Return this form where it is shown again; a search may stand beside it at the same address."""
        here = urlsplit(self.action).path
        return next(form for form in page.forms() if form.method == "POST" and urlsplit(form.action).path == here)


def opened(cast: Cast, door: Door, names: Mapping[str, str]) -> Opened:
    """Open the page of ``door`` and take its form."""
    client = cast.client(person_of(cast, door))
    page = browser.visit(client, door.page.format(**names))
    assert page.status == 200, f"{page.url} answers {page.status}"
    if by_script := {"desk.preview": ("csrf_token",), "desk.keep_draft": ("csrf_token", "form_key")}.get(door.endpoint):
        # The script sends what stands in the editor's form.
        fields = page.form("/desk/articles/new$").fields
        return Opened(door, client, door.action, {name: fields[name] for name in by_script})
    here = re.compile(door.action or f"^{page.url.partition('?')[0]}$")
    posting = (form for form in page.forms() if form.method == "POST" and here.search(urlsplit(form.action).path))
    form = next(posting, None)
    assert form is not None, f"{page.url} has no form of {door.endpoint}"
    action = (
        form.action.replace("/comments", "/preview") if door.endpoint == "discussion.preview_comment" else form.action
    )
    missing = set(door.good) - form.names
    assert not missing, f"the form of {door.endpoint} has no {missing}"
    return Opened(door, client, action, {name: form.fields[name] for name in form.fields})


def person_of(cast: Cast, door: Door) -> Person | None:
    """Return who opens ``door``."""
    return None if door.who == "stranger" else getattr(cast, door.who)
