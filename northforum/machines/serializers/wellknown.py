"""Files at addresses that are agreed on (RFC 8615)."""

from datetime import datetime, timedelta
from email.utils import parseaddr

from northforum.core.settings import Settings
from northforum.machines.serializers.xml import iso_date

GOOD_FOR = timedelta(days=180)


def security(settings: Settings, now: datetime) -> str:
    """Return whom to tell about a hole in the site (RFC 9116)."""
    contact = settings.security_contact or f"mailto:{parseaddr(settings.mail_from)[1]}"
    # To the day: the same file all day long.
    expires = iso_date((now + GOOD_FOR).replace(hour=0, minute=0, second=0))
    address = f"{settings.site_url}/.well-known/security.txt"
    return f"Contact: {contact}\nExpires: {expires}\nPreferred-Languages: en\nCanonical: {address}\n"
