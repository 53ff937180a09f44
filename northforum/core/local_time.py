"""Times as the site's readers write and read them: in Britain, summer time included."""

from datetime import UTC, date, datetime
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


def short_day(day: date) -> str:
    """Return a day as a chart names it: 22 Nov."""
    return f"{day.day} {day:%b}"


def day_of(moment: datetime) -> date:
    """Return the day on which a moment falls."""
    return moment.astimezone(ZONE).date()


def month_of(moment: datetime) -> int:
    """Return the month in which a moment falls, written 202611."""
    local = moment.astimezone(ZONE)
    return local.year * 100 + local.month


def bounds_of_month(month: int) -> tuple[datetime, datetime]:
    """Return the moments at which a month, written 202611, begins and ends."""
    year, number = divmod(month, 100)
    return _first_of(year, number), _first_of(year + number // 12, number % 12 + 1)


def _first_of(year: int, month: int) -> datetime:
    return datetime(year, month, 1, tzinfo=ZONE).astimezone(UTC)


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
