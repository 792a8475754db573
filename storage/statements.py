"""Statements whose outcome decides what happens next."""

from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import CursorResult, Update, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.tables import Base


def changed(session: Session, statement: Update) -> bool:
    """Runs an UPDATE of at most one row; whether the row was in the state it asks for."""
    # The session's signature does not tell that an UPDATE gives a cursor's result.
    return cast("CursorResult[Any]", session.execute(statement)).rowcount == 1


def insert_once(session: Session, table: type[Base], values: Mapping[str, Any]) -> bool:
    """Inserts a row unless one with the same unique key exists; whether it was inserted.

    Where another transaction is about to insert the same key, this waits for its outcome.
    """
    on_postgresql = session.get_bind().dialect.name == "postgresql"
    insert = postgresql.insert if on_postgresql else sqlite.insert
    statement = (
        insert(table)
        .values(**values)
        .on_conflict_do_nothing()
        # Not the count of rows: an ORM insert does not tell it on PostgreSQL.
        .returning(*inspect(table).primary_key)
    )
    return session.execute(statement).first() is not None
