"""How many cells of a report could not be read: such a version is not ready to be handed in."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("checks", sa.Column("unread", sa.Integer(), nullable=True))
