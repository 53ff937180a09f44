"""Let notifications be about a piece at the desk, which has no discussion yet.

Revision: tell_of_pieces
Follows: keep_the_history_of_articles
"""

import sqlalchemy as sa
from alembic import op

revision = "tell_of_pieces"
down_revision = "keep_the_history_of_articles"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
# name, columns, condition, whether values are unique. SQLite makes the table anew and would forget their order.
INDEXES = (
    ("uq_notification_unread", ["member_id", "subject"], "read_at IS NULL", True),
    ("ix_notification_member_id", ["member_id", sa.text("updated_at DESC"), sa.text("id DESC")], None, False),
    ("ix_notification_unmailed", ["updated_at"], "mailed_at IS NULL", False),
    ("ix_notification_read_at", ["read_at"], "read_at IS NOT NULL", False),
)
ARTICLE = "fk_notification_article_id_article"


def upgrade() -> None:
    """Move the database forward."""
    _drop_indexes()
    with op.batch_alter_table("notification") as table:
        table.alter_column("thread_id", existing_type=BIG, nullable=True)
        table.add_column(sa.Column("article_id", BIG, nullable=True))
        table.create_foreign_key(ARTICLE, "article", ["article_id"], ["id"], ondelete="CASCADE")
    _create_indexes()


def downgrade() -> None:
    """Take the step back."""
    op.execute("DELETE FROM notification WHERE thread_id IS NULL")
    _drop_indexes()
    with op.batch_alter_table("notification") as table:
        table.drop_constraint(ARTICLE, type_="foreignkey")
        table.drop_column("article_id")
        table.alter_column("thread_id", existing_type=BIG, nullable=False)
    _create_indexes()


def _drop_indexes() -> None:
    for name, *_rest in INDEXES:
        op.drop_index(name, table_name="notification")


def _create_indexes() -> None:
    for name, columns, condition, unique in INDEXES:
        where = sa.text(condition) if condition else None
        op.create_index(name, "notification", columns, unique=unique, sqlite_where=where, postgresql_where=where)
