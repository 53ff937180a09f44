"""What crawlers are told (RFC 9309)."""

from northforum.core.settings import Settings

# A person's own pages, and addresses that only lead elsewhere.
NOT_FOR_ROBOTS = (
    "/preview/",
    "/account",
    "/desk",
    "/forgot",
    "/join",
    "/login",
    "/logout",
    "/moderation",
    "/reset/",
    "/search",
    "/confirm/",
    "/comments/*/",
    "/following",
    "/notifications",
    "/unsubscribe/",
)


def robots(settings: Settings) -> str:
    """Return ``robots.txt``; the operator’s own lines come after ours."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_ROBOTS)]
    own = [settings.robots.strip()] if settings.robots.strip() else []
    return "\n".join([*lines, *own, "", f"Sitemap: {settings.site_url}/sitemap.xml", ""])
