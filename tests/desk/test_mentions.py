"""Members and hubs offered to whoever writes a piece."""

import pytest

from tests.cast import Cast


@pytest.mark.parametrize(
    ("beginning", "address"),
    [
        ("weir", "/hubs/weir-yard"),
        ("YARD", "/hubs/weir-yard"),
        ("mar", None),
        ("the-back", None),
        ("", None),
        ("x" * 60, None),
    ],
)
def test_hubs_are_found_by_any_word_of_their_name_and_secret_ones_by_none(
    cast: Cast, beginning: str, address: str | None
) -> None:
    offered = cast.client(cast.editor).get("/desk/mentions", query_string={"q": beginning}).json
    assert offered is not None
    assert [one["address"] for one in offered if one["address"].startswith("/hubs/")] == ([address] if address else [])


def test_members_are_found_by_handle(cast: Cast) -> None:
    offered = cast.client(cast.editor).get("/desk/mentions", query_string={"q": cast.member.handle[:5]}).json
    assert {
        "name": cast.member.name,
        "note": f"@{cast.member.handle}",
        "address": f"/members/{cast.member.handle}",
    } in (offered or [])


@pytest.mark.parametrize(("who", "status"), [("contributor", 200), ("member", 403), ("host", 403)])
def test_who_is_offered_them(cast: Cast, who: str, status: int) -> None:
    assert cast.client(getattr(cast, who)).get("/desk/mentions?q=weir").status_code == status
