"""Let articles know since when they are in their state and when they are due, and find those that are worked on.

Revision: take_steps_at_the_desk
Follows: index_for_search
"""

import sqlalchemy as sa
from alembic import op

revision = "take_steps_at_the_desk"
down_revision = "index_for_search"
branch_labels = None
depends_on = None

COLUMNS = ("moved_at", "scheduled_at")
NEWEST = [sa.text("updated_at DESC"), sa.text("id DESC")]
# name, columns, condition
INDEXES = (
    ("ix_article_desk_section", [sa.text("section_id"), *NEWEST], None),
    ("ix_article_due", [sa.text("scheduled_at")], "state = 'scheduled'"),
    ("ix_article_desk_open", NEWEST, "state NOT IN ('published', 'unpublished', 'archived')"),
)


def upgrade() -> None:
    """Move the database forward."""
    for name in COLUMNS:
        op.add_column("article", sa.Column(name, sa.DateTime(), nullable=True))
    op.execute("UPDATE article SET moved_at = coalesce(published_at, updated_at)")
    for name, columns, condition in INDEXES:
        where = sa.text(condition) if condition else None
        op.create_index(name, "article", columns, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    """Take the step back."""
    for name, _columns, _condition in reversed(INDEXES):
        op.drop_index(name, table_name="article")
    # What readers have had stays taken down; the rest are drafts.
    on_its_way = "UPDATE article SET state = 'draft' WHERE state NOT IN ('draft', 'published', 'unpublished')"
    op.execute("UPDATE article SET state = 'unpublished' WHERE published_at IS NOT NULL AND state <> 'published'")
    op.execute(on_its_way)
    for name in reversed(COLUMNS):
        op.drop_column("article", name)
