"""The accounts of the demonstration, as its start prints them."""

PASSWORD = "red-brick-dockside"  # noqa: S105 - public on purpose, and refused beyond this machine

ACCOUNTS = (
    ("member@demo.example", "a member"),
    ("other@demo.example", "another member"),
    ("host@demo.example", "host of Baltic Creative"),
    ("contributor@demo.example", "contributor"),
    ("editor@demo.example", "editor"),
    ("moderator@demo.example", "moderator"),
    ("admin@demo.example", "administrator"),
)


def welcome() -> str:
    """Return the demonstration accounts as the start prints them."""
    lines = [f"  {email:<28}{who}" for email, who in ACCOUNTS]
    return "\n".join(["Demonstration accounts, all with the password " + PASSWORD, *lines])
