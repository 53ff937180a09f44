"""Find the comments of a member in a thread that moderators keep back, for their writer.

Revision: index_comments_kept_back
Follows: index_comments_by_arrival
"""

import sqlalchemy as sa
from alembic import op

revision = "index_comments_kept_back"
down_revision = "index_comments_by_arrival"
branch_labels = None
depends_on = None

NAME, COLUMNS = "ix_comment_kept_back", ["author_id", "thread_id", "id"]
KEPT_BACK = sa.text("state = 'held' OR state = 'removed'")


def upgrade() -> None:
    """Move the database forward."""
    op.create_index(NAME, "comment", COLUMNS, sqlite_where=KEPT_BACK, postgresql_where=KEPT_BACK)


def downgrade() -> None:
    """Take the step back."""
    op.drop_index(NAME, table_name="comment")
