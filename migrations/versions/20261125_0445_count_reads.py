"""Count reads by day, the most read, and the articles of each month; find threads in which nobody has spoken.

Revision: count_reads
Follows: tell_members_once
"""

from collections import Counter
from datetime import UTC
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "count_reads"
down_revision = "tell_members_once"
branch_labels = None
depends_on = None

AUDIENCES = sa.Enum("everyone", "members", "hub", name="audience", native_enum=False, length=20)
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UNANSWERED = sa.text("comment_count = 0")


def upgrade() -> None:
    """Move the database forward."""
    op.create_table(
        "article_reads",
        sa.Column("article_id", BIG, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reads", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_article_reads_article_id_article"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", "day", name=op.f("pk_article_reads")),
    )
    op.create_index("ix_article_reads_of_day", "article_reads", ["day", sa.text("reads DESC"), "article_id"])
    op.create_table(
        "day_reads",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reads", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_day_reads")),
    )
    op.create_table(
        "most_read",
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("article_id", BIG, nullable=False),
        sa.Column("reads", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_most_read_article_id_article"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_most_read")),
    )
    op.create_index(op.f("ix_most_read_article_id"), "most_read", ["article_id"])
    months = op.create_table(
        "archive_month",
        sa.Column("id", BIG, nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("audience", AUDIENCES, nullable=False),
        sa.Column("audience_ref", BIG, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_month")),
    )
    op.create_index(op.f("ix_archive_month_month"), "archive_month", ["month"])
    if counted := _counted():
        op.bulk_insert(months, counted)
    op.create_index(
        "ix_thread_unanswered",
        "thread",
        ["state", sa.text("id DESC")],
        sqlite_where=UNANSWERED,
        postgresql_where=UNANSWERED,
    )


def downgrade() -> None:
    """Take the step back."""
    op.drop_index("ix_thread_unanswered", table_name="thread")
    for table in ("archive_month", "most_read", "day_reads", "article_reads"):
        op.drop_table(table)


def _counted() -> list[dict[str, object]]:
    """Return the published articles of each month, as the calendar goes in Britain, and of each audience."""
    article = sa.table(
        "article",
        sa.column("published_at", sa.DateTime()),
        sa.column("state", sa.String()),
        sa.column("audience", sa.String()),
        sa.column("audience_ref", sa.BigInteger()),
    ).c
    published = sa.select(article.published_at, article.audience, article.audience_ref)
    counts: Counter[tuple[int, str, int | None]] = Counter()
    for row in op.get_bind().execute(published.where(article.state == "published")):
        local = row.published_at.replace(tzinfo=UTC).astimezone(ZoneInfo("Europe/London"))
        counts[local.year * 100 + local.month, row.audience, row.audience_ref] += 1
    return [
        {"month": month, "audience": audience, "audience_ref": ref, "articles": articles}
        for (month, audience, ref), articles in counts.items()
    ]
