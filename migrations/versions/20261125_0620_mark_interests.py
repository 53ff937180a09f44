"""Know for which hubs the writers of a thread's subject speak.

Revision: mark_interests
Follows: tell_of_pieces
"""

import sqlalchemy as sa
from alembic import op

revision = "mark_interests"
down_revision = "tell_of_pieces"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Move the database forward."""
    op.create_table(
        "thread_interest",
        sa.Column("hub_id", BIG, nullable=False),
        sa.Column("thread_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name="fk_thread_interest_thread_id_thread"),
        sa.PrimaryKeyConstraint("hub_id", "thread_id", name="pk_thread_interest"),
    )
    op.create_index("ix_thread_interest_thread_id", "thread_interest", ["thread_id"])


def downgrade() -> None:
    """Take the step back."""
    op.execute("UPDATE comment SET mark = NULL, element_version = 0 WHERE mark = 'interest'")
    op.drop_table("thread_interest")
