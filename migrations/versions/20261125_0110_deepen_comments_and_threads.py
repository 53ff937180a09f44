"""Give comments a first publication, holds, picks and the thread's version; give threads steering; give members a badge.

Revision: deepen_comments_and_threads
Follows: add_reading_and_moderation
"""

import sqlalchemy as sa
from alembic import op

revision = "deepen_comments_and_threads"
down_revision = "add_reading_and_moderation"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MODES = sa.Enum("discussion", "questions", name="threadmode", native_enum=False, length=20)
# name, table, columns, condition
INDEXES = (
    ("ix_comment_changed", "comment", ["thread_id", "thread_version"], ""),
    ("ix_comment_held", "comment", ["id"], "state = 'held'"),
    ("ix_comment_picks", "comment", ["thread_id", "picked_at"], "picked_at IS NOT NULL"),
    ("ix_member_badge_hub_id", "member", ["badge_hub_id"], ""),
    ("ix_thread_closes", "thread", ["closes_at"], "closes_at IS NOT NULL"),
)
# The first comments of conversations, in three orders: from now on those that were published only.
ROOTS = (
    ("ix_comment_roots", ["thread_id", "id"]),
    ("ix_comment_respected", ["thread_id", sa.text("score DESC"), sa.text("id DESC")]),
    ("ix_comment_replies", ["thread_id", sa.text("reply_count DESC"), sa.text("id DESC")]),
)


def upgrade() -> None:
    """Move the database forward."""
    for table, column in _columns():
        op.add_column(table, column)
    op.execute("UPDATE comment SET published_at = created_at")
    op.execute("UPDATE thread SET state = 'locked' WHERE state = 'closed'")
    op.execute(
        "UPDATE thread SET last_comment_id ="
        " coalesce((SELECT max(comment.id) FROM comment WHERE comment.thread_id = thread.id), 0)"
    )
    for name, table, columns, condition in INDEXES:
        _index(name, table, columns, condition)
    for name, columns in ROOTS:
        op.drop_index(name, table_name="comment")
        _index(name, "comment", columns, "parent_id IS NULL AND published_at IS NOT NULL")


def downgrade() -> None:
    """Take the step back; what moderators keep from readers stays kept from them."""
    for name, columns in ROOTS:
        op.drop_index(name, table_name="comment")
        _index(name, "comment", columns, "parent_id IS NULL")
    for name, table, _at, _condition in INDEXES:
        op.drop_index(name, table_name=table)
    op.execute("UPDATE comment SET state = 'withdrawn' WHERE state IN ('held', 'removed')")
    op.execute("UPDATE thread SET state = 'closed' WHERE state IN ('locked', 'held')")
    op.execute("UPDATE thread SET state = 'open' WHERE state = 'slow'")
    for table, column in reversed(_columns()):
        op.drop_column(table, column.name)


def _index(name: str, table: str, columns: list, condition: str) -> None:
    where = sa.text(condition) if condition else None
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)


def _columns() -> tuple:
    """Return each column with its table; a column belongs to one statement only."""
    return (
        ("comment", sa.Column("published_at", sa.DateTime(), nullable=True)),
        ("comment", sa.Column("hold_reasons", sa.String(length=200), nullable=False, server_default="")),
        ("comment", sa.Column("picked_at", sa.DateTime(), nullable=True)),
        ("comment", sa.Column("thread_version", sa.Integer(), nullable=False, server_default="0")),
        ("member", sa.Column("badge_hub_id", BIG, nullable=True)),
        ("member", sa.Column("badge_name", sa.String(), nullable=False, server_default="")),
        ("member", sa.Column("badge_slug", sa.String(), nullable=False, server_default="")),
        ("thread", sa.Column("mode", MODES, nullable=False, server_default="discussion")),
        ("thread", sa.Column("slow_minutes", sa.Integer(), nullable=False, server_default="0")),
        ("thread", sa.Column("closes_at", sa.DateTime(), nullable=True)),
        ("thread", sa.Column("closing_message", sa.String(length=300), nullable=False, server_default="")),
        ("thread", sa.Column("guidelines_source", sa.Text(), nullable=False, server_default="")),
        ("thread", sa.Column("guidelines_html", sa.Text(), nullable=False, server_default="")),
        ("thread", sa.Column("questions_open_at", sa.DateTime(), nullable=True)),
        ("thread", sa.Column("questions_close_at", sa.DateTime(), nullable=True)),
        ("thread", sa.Column("pick_count", sa.Integer(), nullable=False, server_default="0")),
        ("thread", sa.Column("pinned_id", BIG, nullable=True)),
        ("thread", sa.Column("last_comment_id", BIG, nullable=False, server_default="0")),
    )
