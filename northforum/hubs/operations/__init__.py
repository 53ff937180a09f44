"""Every write that concerns hubs."""

from northforum.hubs.operations.badges import drop_badge, follow_description, take_off_badge, wear_badge
from northforum.hubs.operations.membership import (
    HubDetails,
    accept_request,
    admit_member,
    decline_request,
    describe_hub,
    found_hub,
    join_hub,
    leave_hub,
    recount,
)
from northforum.hubs.operations.naming import (
    MOST_NAMED,
    follow_article,
    follow_name,
    name_hubs,
    remark_authors,
    remark_host,
    remark_thread,
)

__all__ = [
    "MOST_NAMED",
    "HubDetails",
    "accept_request",
    "admit_member",
    "decline_request",
    "describe_hub",
    "drop_badge",
    "follow_article",
    "follow_description",
    "follow_name",
    "found_hub",
    "join_hub",
    "leave_hub",
    "name_hubs",
    "recount",
    "remark_authors",
    "remark_host",
    "remark_thread",
    "take_off_badge",
    "wear_badge",
]
