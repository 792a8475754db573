"""Which page of an upload is being read, for whoever waits for a scan."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("uploads", sa.Column("page", sa.Integer(), nullable=True))
    op.add_column("uploads", sa.Column("pages", sa.Integer(), nullable=True))
