"""Whether a unit takes reports with errors from the units below it, if they say why."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    with op.batch_alter_table("units") as table:
        table.add_column(
            sa.Column("accepts_errors", sa.Boolean(), nullable=False, server_default=sa.true())
        )
