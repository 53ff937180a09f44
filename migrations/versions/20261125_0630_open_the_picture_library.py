"""Give pictures versions, a focal point and words, and note which articles show which.

Revision: open_the_picture_library
Follows: mark_interests
"""

import sqlalchemy as sa
from alembic import op

revision = "open_the_picture_library"
down_revision = "mark_interests"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Move the database forward."""
    for name, first in (("version", "1"), ("made_version", "0"), ("focal_x", "50"), ("focal_y", "50")):
        op.add_column("picture", sa.Column(name, sa.Integer(), nullable=False, server_default=first))
    for name in ("name", "alt", "caption", "credit", "words"):
        op.add_column("picture", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.add_column("picture", sa.Column("master", sa.String(), nullable=False, server_default=""))
    # The largest file of a picture from before is the best that there is of it.
    op.execute("UPDATE picture SET master = width || '.jpg'")
    op.drop_column("picture", "widths_text")
    op.create_index("ix_picture_own", "picture", ["uploaded_by", sa.text("id DESC")])
    op.create_table(
        "article_picture",
        sa.Column("article_id", BIG, nullable=False),
        sa.Column("picture_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_article_picture_article_id_article", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["picture_id"], ["picture.id"], name="fk_article_picture_picture_id_picture"),
        sa.PrimaryKeyConstraint("article_id", "picture_id", name="pk_article_picture"),
    )
    op.create_index("ix_article_picture_picture_id", "article_picture", ["picture_id"])
    op.execute(
        "INSERT INTO article_picture (article_id, picture_id) "
        "SELECT id, picture_id FROM article WHERE picture_id IS NOT NULL"
    )
    # The sizes of pictures from before are made by the worker, as those of new ones are.
    op.execute(
        "INSERT INTO job (name, payload, created_at, run_at, tries) "
        "SELECT 'media.make_sizes', '{\"picture_id\": ' || id || '}', created_at, created_at, 0 FROM picture"
    )


def downgrade() -> None:
    """Take the step back; the version before finds only the files that it made itself."""
    op.execute("DELETE FROM job WHERE name LIKE 'media.%' OR name = 'articles.redraw_pictures'")
    op.drop_index("ix_article_picture_picture_id", table_name="article_picture")
    op.drop_table("article_picture")
    op.drop_index("ix_picture_own", table_name="picture")
    op.add_column("picture", sa.Column("widths_text", sa.String(), nullable=False, server_default=""))
    op.execute("UPDATE picture SET widths_text = '' || width")
    for name in (
        "master",
        "words",
        "credit",
        "caption",
        "alt",
        "name",
        "focal_y",
        "focal_x",
        "made_version",
        "version",
    ):
        op.drop_column("picture", name)
