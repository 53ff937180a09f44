"""Keep what is typed into a piece until it is saved.

Revision: keep_typed_pieces
Follows: open_the_picture_library
"""

import sqlalchemy as sa
from alembic import op

revision = "keep_typed_pieces"
down_revision = "open_the_picture_library"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Move the database forward."""
    op.create_table(
        "piece_draft",
        sa.Column("member_id", BIG, nullable=False),
        sa.Column("form_key", sa.String(), nullable=False),
        sa.Column("piece", sa.String(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("is_over", sa.Boolean(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_piece_draft_member_id_member"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member_id", "form_key", name=op.f("pk_piece_draft")),
    )
    op.create_index("ix_piece_draft_of_piece", "piece_draft", ["member_id", "piece", sa.text("updated_at DESC")])
    op.create_index("ix_piece_draft_updated_at", "piece_draft", ["updated_at"])


def downgrade() -> None:
    """Take the step back."""
    op.drop_table("piece_draft")
