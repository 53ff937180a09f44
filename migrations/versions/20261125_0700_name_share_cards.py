"""Note on each article which picture other sites show of it.

Revision: name_share_cards
Follows: keep_typed_pieces
"""

import sqlalchemy as sa
from alembic import op

revision = "name_share_cards"
down_revision = "keep_typed_pieces"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Move the database forward."""
    op.add_column("article", sa.Column("share_card", sa.String(), nullable=False, server_default=""))
    # The cards of what is older are drawn when it is next edited; until then its hero picture stands.
    op.execute(
        "INSERT INTO job (name, payload, created_at, run_at, tries) "
        "SELECT 'machines.draw_card', '{\"article_id\": ' || id || '}', published_at, published_at, 0 FROM "
        "(SELECT id, published_at FROM article WHERE state = 'published' AND published_at IS NOT NULL "
        "ORDER BY published_at DESC, id DESC LIMIT 500) AS newest"
    )


def downgrade() -> None:
    """Take the step back; the version before does not know the jobs, nor the files in storage."""
    op.execute("DELETE FROM job WHERE name LIKE 'machines.%'")
    op.drop_column("article", "share_card")
