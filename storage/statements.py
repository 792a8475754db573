"""Statements whose outcome decides what happens next."""

from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import CursorResult, Result, Update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.tables import Base


def changed(session: Session, statement: Update) -> bool:
    """Runs an UPDATE of at most one row; whether the row was in the state it asks for."""
    return _rows(session.execute(statement)) == 1


def insert_once(session: Session, table: type[Base], values: Mapping[str, Any]) -> bool:
    """Inserts a row unless one with the same unique key exists; whether it was inserted.

    Where another transaction is about to insert the same key, this waits for its outcome.
    """
    on_postgresql = session.get_bind().dialect.name == "postgresql"
    insert = postgresql.insert if on_postgresql else sqlite.insert
    statement = insert(table).values(**values).on_conflict_do_nothing()
    return _rows(session.execute(statement)) == 1


def _rows(result: Result[Any]) -> int:
    # The session's signature does not tell that changing rows gives a cursor's result.
    return cast("CursorResult[Any]", result).rowcount
