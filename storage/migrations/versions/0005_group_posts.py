"""Where in a group an upload was asked for, so that its outcome is told there, too."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "group_posts",
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["uploads.id"], name=op.f("fk_group_posts_upload_id")
        ),
        sa.PrimaryKeyConstraint("upload_id", name=op.f("pk_group_posts")),
    )
