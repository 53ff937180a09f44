"""Find articles, comments, members and hubs by their words. The worker fills the index; “reindex” does it at once.

Revision: index_for_search
Follows: count_reads
"""

import sqlalchemy as sa
from alembic import op

revision = "index_for_search"
down_revision = "count_reads"
branch_labels = None
depends_on = None

KIND = sa.Enum("article", "comment", "member", "hub", name="kind", native_enum=False, length=20)
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
IN_ORDER = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
# It keeps no text of its own; what it is given are terms already, so that nothing is left to the tokenizer.
ON_SQLITE = "CREATE VIRTUAL TABLE search_text USING fts5(title, body, marks, content='', tokenize='ascii')"
ON_POSTGRES = (
    "CREATE TABLE search_vector (entry_id BIGINT CONSTRAINT pk_search_vector PRIMARY KEY, vector tsvector NOT NULL)",
    "CREATE INDEX ix_search_vector_vector ON search_vector USING gin (vector)",
)


def upgrade() -> None:
    """Move the database forward."""
    op.create_table(
        "search_entry",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("subject_id", BIG, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_found", sa.Boolean(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_search_entry"),
        sa.UniqueConstraint("kind", "subject_id", name="uq_search_entry_kind_subject_id"),
    )
    op.create_table(
        "search_reached",
        sa.Column("kind", KIND, nullable=False),
        sa.Column("reached_id", BIG, nullable=False),
        sa.Column("rules", sa.Integer(), nullable=False),
        sa.Column("rebuilt_to", BIG, nullable=True),
        sa.PrimaryKeyConstraint("kind", name="pk_search_reached"),
    )
    op.create_table(
        "search_word",
        sa.Column("word", IN_ORDER, nullable=False),
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word", name="pk_search_word"),
    )
    op.create_index("ix_search_word_term", "search_word", ["term"])
    op.create_table(
        "search_trigram",
        sa.Column("trigram", IN_ORDER, nullable=False),
        sa.Column("length", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("word", IN_ORDER, nullable=False),
        sa.PrimaryKeyConstraint("trigram", "length", "word", name="pk_search_trigram"),
        sqlite_with_rowid=False,
    )
    for statement in ON_POSTGRES if _is_postgres() else (ON_SQLITE,):
        op.execute(statement)


def downgrade() -> None:
    """Take the step back."""
    op.drop_table("search_vector" if _is_postgres() else "search_text")
    op.drop_table("search_trigram")
    op.drop_table("search_word")
    op.drop_table("search_reached")
    op.drop_table("search_entry")


def _is_postgres() -> bool:
    return op.get_bind().dialect.name == "postgresql"
