"""What a conversation keeps: a person's settings, what the bot waits for, pictures and files made
for the answer, and the versions that were handed in."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _members()
    _dialogs()
    _drawings()
    _submissions()


def _members() -> None:
    with op.batch_alter_table("members") as table:
        table.add_column(sa.Column("unit_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("quiet_from", sa.Integer(), nullable=True))
        table.add_column(sa.Column("quiet_to", sa.Integer(), nullable=True))
        table.add_column(sa.Column("lead_days", sa.Integer(), nullable=True))
        table.add_column(
            sa.Column("full_answers", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        table.create_foreign_key(op.f("fk_members_unit_id"), "units", ["unit_id"], ["id"])


def _dialogs() -> None:
    op.create_table(
        "dialogs",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_dialogs")),
    )


def _drawings() -> None:
    op.create_table(
        "drawings",
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("caption", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["upload_id"], ["uploads.id"], name=op.f("fk_drawings_upload_id")),
        sa.PrimaryKeyConstraint("upload_id", "kind", "position", name=op.f("pk_drawings")),
    )


def _submissions() -> None:
    op.create_table(
        "submissions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("report_year", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["uploads.id"], name=op.f("fk_submissions_upload_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_submissions_unit_id")),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_submissions_member_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submissions")),
        sa.UniqueConstraint("number", name=op.f("uq_submissions_number")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_submissions_upload_id"), "submissions", ["upload_id"], unique=False)
    op.create_index(
        op.f("ix_submissions_unit_id_report_year"),
        "submissions",
        ["unit_id", "report_year"],
        unique=False,
    )
