"""Pictures and annotated files made of uploads; their bytes lie in the file store."""

from collections.abc import Sequence

from pydantic import TypeAdapter
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from domain.drawing import Drawing, DrawingKind, Shown
from storage import tables

_SHOWN = TypeAdapter(Shown)


class Drawings:
    """What was drawn of an upload's present result; a new result drops it (see `Checks`). Drawings
    with words are kept by language; those without, whose language is None, are for everybody."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(
        self,
        upload_id: int,
        kind: DrawingKind,
        language: str | None,
        drawings: Sequence[Drawing],
    ) -> None:
        """Keeps the drawings of one kind in their order, in place of earlier ones."""
        row, kept_as = tables.Drawing, _kept_as(kind, language)
        self._session.execute(delete(row).where(row.upload_id == upload_id, row.kind == kept_as))
        for position, drawing in enumerate(drawings):
            self._session.add(
                row(
                    upload_id=upload_id,
                    kind=kept_as,
                    position=position,
                    sha256=drawing.sha256,
                    name=drawing.name,
                    caption=_SHOWN.dump_json(drawing.shown).decode(),
                )
            )
        self._session.flush()

    def of(self, upload_id: int, kind: DrawingKind, language: str | None) -> list[Drawing]:
        """The drawings of one kind in their order; none where nothing has been drawn."""
        row = tables.Drawing
        query = (
            select(row)
            .where(row.upload_id == upload_id, row.kind == _kept_as(kind, language))
            .order_by(row.position)
        )
        return [
            Drawing(kind, each.sha256, each.name, _SHOWN.validate_json(each.caption))
            for each in self._session.scalars(query)
        ]


def _kept_as(kind: DrawingKind, language: str | None) -> str:
    return f"{kind.value}:{language}" if language else kind.value
