"""Let threads remember the state they had, questions their stage, and hubs whether their hosts are marked.

Revision: steer_threads
Follows: index_comments_kept_back
"""

import sqlalchemy as sa
from alembic import op

revision = "steer_threads"
down_revision = "index_comments_kept_back"
branch_labels = None
depends_on = None

STATES = sa.Enum("open", "held", "slow", "locked", "hidden", name="threadstate", native_enum=False, length=20)
STAGES = sa.Enum("soon", "open", "over", name="questionstage", native_enum=False, length=20)
ANSWERS = "parent_id IS NOT NULL AND mark = 'author' AND state = 'published'"
# name, table, columns, condition
INDEXES = (
    ("ix_thread_questions", "thread", ["id"], "mode = 'questions'"),
    ("ix_comment_answers", "comment", ["thread_id", "root_id"], ANSWERS),
)
NOT_KNOWN = "SELECT 1 FROM hub WHERE hub.id = thread_hub.hub_id AND hub.visibility = 'secret'"


def upgrade() -> None:
    """Move the database forward."""
    for table, column in _columns():
        op.add_column(table, column)
    # Until now a thread was hidden with its article only.
    op.execute("UPDATE thread SET former_state = 'open' WHERE state = 'hidden'")
    op.execute(f"UPDATE thread_hub SET is_marked = true WHERE NOT EXISTS ({NOT_KNOWN})")  # noqa: S608 - written here
    for name, table, columns, condition in INDEXES:
        where = sa.text(condition)
        op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    """Take the step back."""
    for name, table, _columns_of, _condition in INDEXES:
        op.drop_index(name, table_name=table)
    for table, column in reversed(_columns()):
        op.drop_column(table, column.name)


def _columns() -> tuple:
    """Return each column with its table; a column belongs to one statement only."""
    return (
        ("thread", sa.Column("former_state", STATES, nullable=True)),
        ("thread", sa.Column("question_stage", STAGES, nullable=False, server_default="soon")),
        ("thread", sa.Column("settings_version", sa.Integer(), nullable=False, server_default="1")),
        ("thread_hub", sa.Column("is_marked", sa.Boolean(), nullable=False, server_default=sa.false())),
    )
