"""How the cells of a draft workbook look."""

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from drafting.layout import Slot

TABLE_SIZE = 10
"""The size of the words and numbers of a table in points."""

_FACE = "仿宋"
_SMALL = {"font_name": _FACE, "font_size": TABLE_SIZE, "align": "center", "valign": "vcenter"}
_BOXED = {**_SMALL, "border": 1, "text_wrap": True}
_SUM_COLOUR, _MISSING_COLOUR = "#EDEDED", "#FFF7DB"
_RIGHT_COLOUR, _WRONG_COLOUR = "#1E7B34", "#B3261E"


class SheetFormats:
    """The formats of one workbook; a format belongs to the book that made it."""

    def __init__(self, book: Workbook) -> None:
        face = {"font_name": _FACE, "font_size": 14, "text_wrap": True, "valign": "top"}
        self.title = book.add_format({**face, "font_size": 18, "bold": True, "align": "center"})
        self.heading = book.add_format({**face, "font_name": "黑体"})
        self.text = book.add_format({**face, "locked": False})
        self.missing = book.add_format({"bg_color": _MISSING_COLOUR})
        self.agrees = book.add_format({"font_color": _RIGHT_COLOUR})
        self.differs = book.add_format({"font_color": _WRONG_COLOUR, "bold": True})
        self.check = book.add_format({**_SMALL, "text_wrap": True})
        self._label = book.add_format(_BOXED)
        self._sum = book.add_format({**_BOXED, "bg_color": _SUM_COLOUR})
        self._input = book.add_format({**_BOXED, "locked": False})

    def cell(self, slot: Slot, *, is_sum: bool) -> Format:
        """The format of a cell of a table: a label, a sum, or one to be filled in."""
        if slot.name is None:
            return self._label
        return self._sum if is_sum else self._input
