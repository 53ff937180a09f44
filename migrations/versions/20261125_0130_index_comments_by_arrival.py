"""Find what arrived in a thread since a moment.

Revision: index_comments_by_arrival
Follows: deepen_comments_and_threads
"""

from alembic import op

revision = "index_comments_by_arrival"
down_revision = "deepen_comments_and_threads"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Move the database forward."""
    op.create_index("ix_comment_arrival", "comment", ["thread_id", "id"])


def downgrade() -> None:
    """Take the step back."""
    op.drop_index("ix_comment_arrival", table_name="comment")
