"""Two answers for whoever watches over the site: the process lives, and it can do its work."""

from datetime import timedelta

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from northforum.access.current import anyone
from northforum.core import clock, outbox, schema
from northforum.core.db import db

bp = Blueprint("health", __name__)
# Jobs older than this mean that no worker is at work.
QUEUE_PATIENCE = timedelta(minutes=10)


@bp.get("/healthz")
@anyone
def alive() -> ResponseReturnValue:
    """Answer that this process serves requests."""
    return jsonify(status="ok")


@bp.get("/readyz")
@anyone
def ready() -> ResponseReturnValue:
    """Answer whether the database is there, of this version's shape, and its queue moving."""
    db.session.execute(text("SELECT 1"))
    checks = {"database": True, "migrations": schema.is_current(db.engine), "queue": _queue_moves()}
    good = all(checks.values())
    return jsonify(status="ok" if good else "not ready", checks=checks), 200 if good else 503


def _queue_moves() -> bool:
    oldest = outbox.oldest_due()
    return oldest is None or clock.now() - oldest < QUEUE_PATIENCE
