"""Add what readers do beside speaking, revisions, reports, decisions and notifications.

Revision: add_reading_and_moderation
Follows: create_the_house
"""

import sqlalchemy as sa
from alembic import op

revision = "add_reading_and_moderation"
down_revision = "create_the_house"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Move the database forward."""
    op.create_table(
        "draft",
        sa.Column("member_id", BIG, nullable=False),
        sa.Column("thread_id", BIG, nullable=False),
        sa.Column("parent_id", BIG, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_draft_member_id_member")),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name=op.f("fk_draft_thread_id_thread")),
        sa.PrimaryKeyConstraint("member_id", "thread_id", "parent_id", name=op.f("pk_draft")),
    )
    op.create_table(
        "follow",
        sa.Column("member_id", BIG, nullable=False),
        sa.Column(
            "kind",
            sa.Enum("thread", "branch", "member", "topic", name="followkind", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("subject_id", BIG, nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_follow_member_id_member")),
        sa.PrimaryKeyConstraint("member_id", "kind", "subject_id", name=op.f("pk_follow")),
    )
    op.create_index("ix_follow_kind_subject_id", "follow", ["kind", "subject_id", "member_id"], unique=False)

    op.create_table(
        "member_mute",
        sa.Column("member_id", BIG, nullable=False),
        sa.Column("muted_id", BIG, nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_member_mute_member_id_member")),
        sa.ForeignKeyConstraint(["muted_id"], ["member.id"], name=op.f("fk_member_mute_muted_id_member")),
        sa.PrimaryKeyConstraint("member_id", "muted_id", name=op.f("pk_member_mute")),
    )
    op.create_table(
        "notification_preference",
        sa.Column("member_id", BIG, nullable=False),
        sa.Column("by_mail", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_notification_preference_member_id_member")),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_notification_preference")),
    )
    op.create_table(
        "reading_preference",
        sa.Column("member_id", BIG, nullable=False),
        sa.Column(
            "sort",
            sa.Enum("newest", "oldest", "respected", "replies", name="sort", native_enum=False, length=20),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_reading_preference_member_id_member")),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_reading_preference")),
    )
    op.create_table(
        "thread_hub",
        sa.Column("hub_id", BIG, nullable=False),
        sa.Column("thread_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name=op.f("fk_thread_hub_thread_id_thread")),
        sa.PrimaryKeyConstraint("hub_id", "thread_id", name=op.f("pk_thread_hub")),
    )
    op.create_index("ix_thread_hub_thread_id", "thread_hub", ["thread_id"], unique=False)

    op.create_table(
        "thread_mute",
        sa.Column("member_id", BIG, nullable=False),
        sa.Column("thread_id", BIG, nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_thread_mute_member_id_member")),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name=op.f("fk_thread_mute_thread_id_thread")),
        sa.PrimaryKeyConstraint("member_id", "thread_id", name=op.f("pk_thread_mute")),
    )
    op.create_table(
        "thread_visit",
        sa.Column("member_id", BIG, nullable=False),
        sa.Column("thread_id", BIG, nullable=False),
        sa.Column("seen_id", BIG, nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_thread_visit_member_id_member")),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name=op.f("fk_thread_visit_thread_id_thread")),
        sa.PrimaryKeyConstraint("member_id", "thread_id", name=op.f("pk_thread_visit")),
    )
    op.create_table(
        "comment_mention",
        sa.Column("comment_id", BIG, nullable=False),
        sa.Column("member_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_comment_mention_comment_id_comment")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_comment_mention_member_id_member")),
        sa.PrimaryKeyConstraint("comment_id", "member_id", name=op.f("pk_comment_mention")),
    )
    op.create_table(
        "comment_revision",
        sa.Column("comment_id", BIG, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("replaced_at", sa.DateTime(), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_comment_revision_comment_id_comment")),
        sa.PrimaryKeyConstraint("comment_id", "version", name=op.f("pk_comment_revision")),
    )
    op.create_table(
        "decision",
        sa.Column("id", BIG, nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("comment_id", BIG, nullable=False),
        sa.Column("comment_version", sa.Integer(), nullable=False),
        sa.Column(
            "action",
            sa.Enum("hold", "remove", "restore", "keep", name="action", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column(
            "reason",
            sa.Enum(
                "abuse", "privacy", "spam", "off_topic", "illegal", "other", name="reason", native_enum=False, length=20
            ),
            nullable=True,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("moderator_id", BIG, nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_decision_comment_id_comment")),
        sa.ForeignKeyConstraint(["moderator_id"], ["member.id"], name=op.f("fk_decision_moderator_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("public_id", name=op.f("uq_decision_public_id")),
    )
    op.create_index("ix_decision_comment_id", "decision", ["comment_id", "id"], unique=False)

    op.create_table(
        "notification",
        sa.Column("id", BIG, nullable=False),
        sa.Column("member_id", BIG, nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "reply",
                "mention",
                "branch",
                "thread",
                "member",
                "topic",
                "decision",
                "report",
                "pick",
                name="notificationkind",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("thread_id", BIG, nullable=False),
        sa.Column("comment_id", BIG, nullable=True),
        sa.Column("actor_id", BIG, nullable=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("read_at", sa.DateTime(), nullable=True),
        sa.Column("mailed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["actor_id"], ["member.id"], name=op.f("fk_notification_actor_id_member")),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_notification_comment_id_comment")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_notification_member_id_member")),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name=op.f("fk_notification_thread_id_thread")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification")),
    )
    op.create_index(
        "ix_notification_member_id",
        "notification",
        ["member_id", sa.literal_column("updated_at DESC"), sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index(
        "ix_notification_unmailed",
        "notification",
        ["updated_at"],
        unique=False,
        sqlite_where=sa.text("mailed_at IS NULL"),
        postgresql_where=sa.text("mailed_at IS NULL"),
    )
    op.create_index(
        "uq_notification_unread",
        "notification",
        ["member_id", "subject"],
        unique=True,
        sqlite_where=sa.text("read_at IS NULL"),
        postgresql_where=sa.text("read_at IS NULL"),
    )

    op.create_table(
        "respect",
        sa.Column("comment_id", BIG, nullable=False),
        sa.Column("member_id", BIG, nullable=False),
        sa.Column("thread_id", BIG, nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_respect_comment_id_comment")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_respect_member_id_member")),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name=op.f("fk_respect_thread_id_thread")),
        sa.PrimaryKeyConstraint("comment_id", "member_id", name=op.f("pk_respect")),
    )
    op.create_index("ix_respect_member_id_thread_id", "respect", ["member_id", "thread_id", "comment_id"], unique=False)

    op.create_table(
        "report",
        sa.Column("id", BIG, nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("comment_id", BIG, nullable=False),
        sa.Column("comment_version", sa.Integer(), nullable=False),
        sa.Column("reporter_id", BIG, nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "abuse", "privacy", "spam", "off_topic", "illegal", "other", name="reason", native_enum=False, length=20
            ),
            nullable=False,
        ),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("decision_id", BIG, nullable=True),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_report_comment_id_comment")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_report_decision_id_decision")),
        sa.ForeignKeyConstraint(["reporter_id"], ["member.id"], name=op.f("fk_report_reporter_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint(
            "comment_id",
            "reporter_id",
            "comment_version",
            name=op.f("uq_report_comment_id_reporter_id_comment_version"),
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_report_public_id")),
    )
    op.create_index(
        "ix_report_open",
        "report",
        ["comment_id"],
        unique=False,
        sqlite_where=sa.text("decision_id IS NULL"),
        postgresql_where=sa.text("decision_id IS NULL"),
    )
    op.create_index("ix_report_reporter_id", "report", ["reporter_id", sa.literal_column("id DESC")], unique=False)
    # An article that names hubs names them for its thread.
    op.execute(
        "INSERT INTO thread_hub (hub_id, thread_id) SELECT hub_article.hub_id, article.thread_id FROM hub_article"
        " JOIN article ON article.id = hub_article.article_id WHERE article.thread_id IS NOT NULL"
    )


def downgrade() -> None:
    """Take the step back."""
    op.drop_table("report")
    op.drop_table("respect")
    op.drop_table("notification")
    op.drop_table("decision")
    op.drop_table("comment_revision")
    op.drop_table("comment_mention")
    op.drop_table("thread_visit")
    op.drop_table("thread_mute")
    op.drop_table("thread_hub")
    op.drop_table("reading_preference")
    op.drop_table("notification_preference")
    op.drop_table("member_mute")
    op.drop_table("follow")
    op.drop_table("draft")
