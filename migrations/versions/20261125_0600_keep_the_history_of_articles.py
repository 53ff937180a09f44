"""Keep revisions, corrections, editorial notes and preview links of articles.

Revision: keep_the_history_of_articles
Follows: arrange_front
"""

import sqlalchemy as sa
from alembic import op

revision = "keep_the_history_of_articles"
down_revision = "arrange_front"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Move the database forward."""
    op.add_column("article", sa.Column("revised_at", sa.DateTime(), nullable=True))
    op.add_column("article", sa.Column("correction_count", sa.Integer(), nullable=False, server_default="0"))
    _revisions()
    _corrections()
    _notes()
    _links()


def downgrade() -> None:
    """Take the step back."""
    for table in ("article_preview_link", "article_note", "article_correction", "article_revision"):
        op.drop_table(table)
    for column in ("correction_count", "revised_at"):
        op.drop_column("article", column)


def _revisions() -> None:
    op.create_table(
        "article_revision",
        sa.Column("id", BIG, nullable=False),
        sa.Column("article_id", BIG, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", BIG, nullable=True),
        sa.Column("headline", sa.String(), nullable=False),
        sa.Column("standfirst", sa.Text(), nullable=False),
        sa.Column("body_source", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("body_rules", sa.Integer(), nullable=False),
        sa.Column("word_count", sa.Integer(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("restores", sa.Integer(), nullable=True),
        *_keys("article_revision", {"created_by": "member"}),
        sa.UniqueConstraint("article_id", "number", name="uq_article_revision_article_id_number"),
    )


def _corrections() -> None:
    op.create_table(
        "article_correction",
        sa.Column("id", BIG, nullable=False),
        sa.Column("article_id", BIG, nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", BIG, nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        *_keys("article_correction", {"created_by": "member"}),
    )
    op.create_index("ix_article_correction_article_id", "article_correction", ["article_id"])
    latest = [sa.text("created_at DESC"), sa.text("id DESC")]
    op.create_index("ix_article_correction_latest", "article_correction", latest)


def _notes() -> None:
    op.create_table(
        "article_note",
        sa.Column("id", BIG, nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("article_id", BIG, nullable=False),
        sa.Column("author_id", BIG, nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("paragraph", sa.Integer(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("resolved_at", sa.DateTime(), nullable=True),
        sa.Column("resolved_by", BIG, nullable=True),
        sa.Column("form_key", sa.String(), nullable=True),
        *_keys("article_note", {"author_id": "member", "resolved_by": "member"}),
        sa.UniqueConstraint("public_id", name="uq_article_note_public_id"),
        sa.UniqueConstraint("article_id", "form_key", name="uq_article_note_article_id_form_key"),
    )


def _links() -> None:
    op.create_table(
        "article_preview_link",
        sa.Column("id", BIG, nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("article_id", BIG, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", BIG, nullable=True),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        *_keys("article_preview_link", {"created_by": "member"}),
        sa.UniqueConstraint("public_id", name="uq_article_preview_link_public_id"),
        sa.UniqueConstraint("token_hash", name="uq_article_preview_link_token_hash"),
    )
    op.create_index("ix_article_preview_link_article_id", "article_preview_link", ["article_id"])


def _keys(table: str, others: dict[str, str]) -> list:
    """Return the primary key, the key that leads to the article, and those that lead to others."""
    away = [
        sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}_{target}", ondelete="SET NULL")
        for column, target in others.items()
    ]
    article = sa.ForeignKeyConstraint(
        ["article_id"], ["article.id"], name=f"fk_{table}_article_id_article", ondelete="CASCADE"
    )
    return [sa.PrimaryKeyConstraint("id", name=f"pk_{table}"), article, *away]
