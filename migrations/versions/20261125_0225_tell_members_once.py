"""Let notifications know the newest comment that they count, and preferences when the last mail went out.

Revision: tell_members_once
Follows: steer_threads
"""

import sqlalchemy as sa
from alembic import op

revision = "tell_members_once"
down_revision = "steer_threads"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
READ = sa.text("read_at IS NOT NULL")


def upgrade() -> None:
    """Move the database forward."""
    op.add_column("notification", sa.Column("last_id", BIG, nullable=False, server_default="0"))
    op.execute("UPDATE notification SET last_id = coalesce(comment_id, 0)")
    op.add_column("notification_preference", sa.Column("mailed_at", sa.DateTime(), nullable=True))
    op.create_index("ix_notification_read_at", "notification", ["read_at"], sqlite_where=READ, postgresql_where=READ)


def downgrade() -> None:
    """Take the step back."""
    op.drop_index("ix_notification_read_at", table_name="notification")
    op.drop_column("notification_preference", "mailed_at")
    op.drop_column("notification", "last_id")
