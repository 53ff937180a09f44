"""Let an author have a role, an organisation, links and a portrait.

Revision: keep_authors
Follows: keep_places
"""

import sqlalchemy as sa
from alembic import op

revision = "keep_authors"
down_revision = "keep_places"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORDS = (("role", sa.String()), ("organisation", sa.String()), ("links_text", sa.Text()))


def upgrade() -> None:
    """Move the database forward."""
    for name, kind in WORDS:
        op.add_column("author", sa.Column(name, kind, nullable=False, server_default=""))
    op.add_column("author", sa.Column("form_key", sa.String(), nullable=True))
    op.create_index("uq_author_form_key", "author", ["form_key"], unique=True)
    op.create_table(
        "author_portrait",
        sa.Column("author_id", BIG, nullable=False),
        sa.Column("picture_id", BIG, nullable=False),
        sa.Column("alt", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["author.id"], name="fk_author_portrait_author_id_author", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["picture_id"], ["picture.id"], name="fk_author_portrait_picture_id_picture"),
        sa.PrimaryKeyConstraint("author_id", name="pk_author_portrait"),
    )
    op.create_index("ix_author_portrait_picture_id", "author_portrait", ["picture_id"])


def downgrade() -> None:
    """Take the step back; what was said of authors besides their biographies is lost."""
    op.drop_table("author_portrait")
    op.drop_index("uq_author_form_key", table_name="author")
    for name in ("form_key", *(name for name, _ in reversed(WORDS))):
        op.drop_column("author", name)
