"""What people confirmed of a scan: the original shows this number in that cell."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "confirmations",
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("cell", sa.String(length=100), nullable=False),
        sa.Column("read", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["uploads.id"], name=op.f("fk_confirmations_upload_id")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_confirmations_member_id")
        ),
        sa.PrimaryKeyConstraint("upload_id", "cell", name=op.f("pk_confirmations")),
    )
