"""Let editors arrange the front page: articles in places, perhaps for a time, and comments to quote.

Revision: arrange_front
Follows: take_steps_at_the_desk
"""

import sqlalchemy as sa
from alembic import op

revision = "arrange_front"
down_revision = "take_steps_at_the_desk"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Move the database forward."""
    op.create_table(
        "front_page",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("arranged_at", sa.DateTime(), nullable=True),
        sa.Column("arranged_by", BIG, nullable=True),
        sa.ForeignKeyConstraint(
            ["arranged_by"], ["member.id"], name=op.f("fk_front_page_arranged_by_member"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_front_page")),
    )
    op.create_table(
        "front_slot",
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("article_id", BIG, nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=True),
        sa.Column("ends_at", sa.DateTime(), nullable=True),
        sa.Column("is_showing", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_front_slot_article_id_article"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_front_slot")),
        sa.UniqueConstraint("article_id", name=op.f("uq_front_slot_article_id")),
    )
    op.create_table(
        "front_quote",
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("comment_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_front_quote_comment_id_comment"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_front_quote")),
    )
    op.create_index("ix_front_quote_comment_id", "front_quote", ["comment_id"])


def downgrade() -> None:
    """Take the step back."""
    for table in ("front_quote", "front_slot", "front_page"):
        op.drop_table(table)
