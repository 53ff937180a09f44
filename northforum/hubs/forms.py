"""The shapes of what people send about hubs."""

import re
from typing import Any

from wtforms import Field
from wtforms.validators import StopValidation

from northforum.core import forms, richtext
from northforum.hubs.models import Hub, HubKind, HubVisibility, Joining
from northforum.hubs.operations import HubDetails

MOST_OFFERS = 12
LONGEST_OFFER = 120
# The outward half of a British postcode (BS 7666): M1, L1, SW1A, OL14.
_DISTRICT = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?")

KINDS = (
    (HubKind.CAMPUS.value, "Campus: rooms under one roof or round one yard"),
    (HubKind.NETWORK.value, "Network: people who keep in touch across places"),
    (HubKind.VENUE.value, "Venue: a stage, a screen or a gallery"),
    (HubKind.PROJECT.value, "Project: something made or shared together"),
)
VISIBILITIES = (
    (HubVisibility.PUBLIC.value, "Public: everybody sees the page and its members"),
    (HubVisibility.MEMBERS.value, "Members only: everybody finds the hub, its members see inside"),
    (HubVisibility.SECRET.value, "Secret: only its members know that it is there"),
)
WAYS_IN = (
    (Joining.OPEN.value, "Open: everybody may join at once"),
    (Joining.REQUEST.value, "On request: hosts decide"),
    (Joining.INVITATION.value, "By invitation only"),
)


class FoundHubForm(forms.Form):
    """What a hub says of itself."""

    name = forms.text_line("A name", limit=80)
    kind = forms.choice("Kind", KINDS)
    place = forms.text_line("A town or city", limit=60)
    district = forms.text_line("Postcode district", limit=4, required=False)
    in_short = forms.text_line("One sentence about the hub", limit=200)
    about = forms.markdown_box("About the hub", richtext.profile, required=False)
    offers = forms.text_box("What the hub offers", limit=1600, required=False)
    links = forms.text_box("Links", limit=1300, required=False)
    visibility = forms.choice("Who sees the hub", VISIBILITIES)
    joining = forms.choice("How people join", WAYS_IN)
    question = forms.text_line("A question to those who ask to join", limit=300, required=False)

    def validate_district(self, field: Field) -> None:
        """Take the first half of a postcode."""
        field.data = (field.data or "").upper().replace(" ", "")
        if field.data and not _DISTRICT.fullmatch(field.data):
            raise StopValidation("Give the first half of a postcode, such as M3 or LS11, or leave this empty.")

    def validate_offers(self, field: Field) -> None:
        """Take a short list."""
        lines = [line.strip() for line in (field.data or "").splitlines() if line.strip()]
        if len(lines) > MOST_OFFERS or any(len(line) > LONGEST_OFFER for line in lines):
            raise StopValidation(f"Give {MOST_OFFERS} lines at most, each of up to {LONGEST_OFFER} characters.")
        field.data = "\n".join(lines)

    def values(self) -> dict[str, Any]:
        """Return the details as one value."""
        sent = super().values()
        details = HubDetails(
            name=sent["name"],
            kind=HubKind(sent["kind"]),
            place=sent["place"],
            about=sent["about"],
            summary=sent["in_short"],
            district=sent["district"] or "",
            offers=sent["offers"] or "",
            links_text=sent["links"] or "",
            question=sent["question"] or "",
            visibility=HubVisibility(sent["visibility"]),
            joining=Joining(sent["joining"]),
        )
        return {"details": details}


class DescribeHubForm(FoundHubForm):
    """The same for a hub that is there, with the version that its host read."""

    version = forms.hidden()

    @classmethod
    def of(cls, hub: Hub) -> "DescribeHubForm":
        """Return the form as the hub's row fills it."""
        plain = ("name", "kind", "place", "district", "offers", "visibility", "joining", "question", "version")
        stored = {name: getattr(hub, name) for name in plain}
        return cls(**stored, in_short=hub.summary, about=hub.about_source, links=hub.links_text)

    def values(self) -> dict[str, Any]:
        """Return the details and the version."""
        version = self.version.data or ""
        return {**super().values(), "version": int(version) if version.isascii() and version.isdigit() else 0}

    def read_again(self, hub: Hub) -> None:
        """Take note that the host has now been shown what somebody else wrote meanwhile."""
        if self.version.errors:
            self.version.data = str(hub.version)


class JoinHubForm(forms.Form):
    """A wish to join, with the answer to the hosts' question."""

    answer = forms.text_box("Your answer", limit=2000, required=False)


class ConfirmForm(forms.Form):
    """A press of a button, nothing more."""
