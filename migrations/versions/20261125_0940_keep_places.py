"""Keep the former addresses of sections, topics and authors, and the keys of the forms that made them.

Revision: keep_places
Follows: name_share_cards
"""

import sqlalchemy as sa
from alembic import op

revision = "keep_places"
down_revision = "name_share_cards"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Move the database forward."""
    for table in ("section", "topic"):
        op.add_column(table, sa.Column("form_key", sa.String(), nullable=True))
        op.create_index(f"uq_{table}_form_key", table, ["form_key"], unique=True)
    op.create_table(
        "place_redirect",
        sa.Column(
            "kind",
            sa.Enum("section", "topic", "author", name="placekind", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("place_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("kind", "slug", name="pk_place_redirect"),
    )
    op.create_index("ix_place_redirect_place", "place_redirect", ["kind", "place_id"])


def downgrade() -> None:
    """Take the step back; addresses from before lead nowhere then."""
    op.drop_table("place_redirect")
    for table in ("section", "topic"):
        op.drop_index(f"uq_{table}_form_key", table_name=table)
        op.drop_column(table, "form_key")
