"""Keep the teaser of each piece that is not for everyone.

Revision: cut_teasers
Follows: keep_authors
"""

import sqlalchemy as sa
from alembic import op

revision = "cut_teasers"
down_revision = "keep_authors"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Move the database forward; pieces from before get their teasers with their next save, or by “recount”."""
    op.add_column("article", sa.Column("teaser_paragraphs", sa.Integer(), nullable=False, server_default="2"))
    op.add_column("article", sa.Column("teaser_html", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Take the step back."""
    op.drop_column("article", "teaser_html")
    op.drop_column("article", "teaser_paragraphs")
