"""Times as the site's readers write and read them: in Britain, summer time included."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

# The site's readers live in one zone; each time also carries its moment for the reader's own browser.
ZONE = ZoneInfo("Europe/London")
WRITTEN = "%Y-%m-%dT%H:%M"


def full_date(moment: datetime) -> str:
    """Return a date as people write it: 22 November 2026."""
    local = moment.astimezone(ZONE)
    return f"{local.day} {local:%B %Y}"


def full_time(moment: datetime) -> str:
    """Return a date with its time: 22 November 2026, 09:05."""
    return f"{full_date(moment)}, {moment.astimezone(ZONE):%H:%M}"


def written(moment: datetime | None) -> str:
    """Return a moment as a field for date and time holds it, empty for none."""
    return moment.astimezone(ZONE).strftime(WRITTEN) if moment else ""


def read(text: str) -> datetime:
    """Return the moment that a field for date and time names; of an hour that comes twice, the first.

    Raises
    ------
    ValueError
        When it names none, as in the hour that is left out when summer time begins.
    """
    local = datetime.strptime(text.replace(" ", "T"), WRITTEN).replace(tzinfo=ZONE)
    moment = local.astimezone(UTC)
    if moment.astimezone(ZONE).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise ValueError("the clocks leave this time out")
    return moment
