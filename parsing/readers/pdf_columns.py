"""Tables without rulings: columns told by the numbers that stand below each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from domain.document import Box, Grid, GridCell, Place
from parsing.boxes import around
from parsing.joining import join, starts_item
from parsing.numbers import parse_number
from parsing.readers.pdf_lines import Char, Line, line_of, rows_of

_GAP = 0.6
_SAME_SIZE = 0.12
_SAME_LEFT = 4.0
_NARROW = 0.45
_MIN_ROWS = 2
_FAR = 2.5
_HIDDEN = 0.8


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text with no wide gap in it, alone or beside others in one row of print."""

    text: str
    box: Box
    size: float
    is_hidden: bool

    @property
    def is_number(self) -> bool:
        return parse_number(self.text) is not None


@dataclass(slots=True)
class _Row:
    """One row of print: its pieces, the characters it is made of, and the line that these make
    where that is known."""

    pieces: list[_Piece]
    chars: list[Char]
    known: Line | None

    @property
    def box(self) -> Box:
        return around(piece.box for piece in self.pieces)

    @property
    def has_numbers(self) -> bool:
        return any(piece.is_number for piece in self.pieces)


def lines_and_columns(chars: Sequence[Char], page: int) -> list[Line | Grid]:
    """The lines of a page and, in place of those that make one, tables told by their columns."""
    items: list[Line | Grid] = []
    rows = (_row(each, page) for each in rows_of(chars))
    for zone, is_table in _zones([row for row in rows if row]):
        if is_table:
            items.append(_Table(zone, page).grid())
        else:
            items.extend(row.known or line_of(row.chars, page) for row in zone)
    return items


def _row(chars: list[Char], page: int) -> _Row | None:
    runs: list[list[Char]] = []
    for char in chars:
        if char.text.isspace():
            continue
        if runs and char.x0 - runs[-1][-1].x1 <= _GAP * char.size:
            runs[-1].append(char)
        else:
            runs.append([char])
    lines = [line_of(run, page) for run in runs]
    pieces = [
        _Piece(line.text, line.box, line.size, run[0].is_hidden)
        for line, run in zip(lines, runs, strict=True)
        if line.text
    ]
    is_one_run = len(runs) == 1 and len(runs[0]) == len(chars)
    return _Row(pieces, chars, lines[0] if is_one_run else None) if pieces else None


def _zones(rows: Sequence[_Row]) -> Iterator[tuple[list[_Row], bool]]:
    """Rows of print in runs that may be tables, and whether they are."""
    zone: list[_Row] = []
    for row in rows:
        if zone and not _goes_on(zone, row):
            yield zone, _is_table(zone)
            zone = []
        zone.append(row)
    if zone:
        yield zone, _is_table(zone)


def _goes_on(zone: Sequence[_Row], row: _Row) -> bool:
    last = zone[-1]
    size, other = row.pieces[0].size, last.pieces[0].size
    if abs(size - other) > _SAME_SIZE * max(size, other):
        return False
    if row.box.top - last.box.bottom > _FAR * size:
        return False
    if len(row.pieces) > 1 or len(last.pieces) > 1:
        return len(row.pieces) > 1 or _is_narrow(row, zone)
    is_in_table = any(len(each.pieces) > 1 for each in zone)
    return _is_narrow(row, zone) if is_in_table else True


def _is_narrow(row: _Row, zone: Sequence[_Row]) -> bool:
    """Whether a piece that stands alone can be part of a label: short against the table, and no
    heading of a section."""
    text, box = row.pieces[0].text, row.box
    whole = around(each.box for each in zone)
    is_heading = starts_item(text) and text[1:2] == "、" and len(text) > _MIN_ROWS
    return not is_heading and box.x1 - box.x0 < _NARROW * (whole.x1 - whole.x0)


def _is_table(zone: Sequence[_Row]) -> bool:
    wide = [row for row in zone if len(row.pieces) > 1]
    return len(wide) >= _MIN_ROWS and any(row.has_numbers for row in wide)


@dataclass(slots=True)
class _Cell:
    """A cell in the making: its text, the grid rows and columns it covers."""

    text: str
    row: int
    column: int
    columns: int = 1
    rows: int = 1
    is_hidden: bool = False
    is_leaf: bool = False


@dataclass(slots=True)
class _Table:
    """Puts the rows of print of one table into a grid, from the top down.

    Cells are taken to hang from their upper edge: a row begins where its numbers stand, and what
    stands below them without numbers goes on with the labels.
    """

    zone: list[_Row]
    page: int
    numbers: list[tuple[float, float]] = field(init=False)
    lefts: list[float] = field(init=False)
    cells: list[_Cell] = field(default_factory=list)
    tops: list[float] = field(default_factory=list)
    open_labels: dict[int, _Cell] = field(default_factory=dict)

    def __post_init__(self) -> None:
        pieces = [piece for row in self.zone for piece in row.pieces]
        self.numbers = _spans([piece for piece in pieces if piece.is_number])
        behind = self.numbers[0][0] if self.numbers else 0.0
        rows = [row for row in self.zone if row.has_numbers]
        labels = [p.box.x0 for row in rows for p in row.pieces if p.box.x1 <= behind + _SAME_LEFT]
        self.lefts = _lefts(labels)

    def grid(self) -> Grid:
        heads: list[_Row] = []
        for row in self.zone:
            if row.has_numbers:
                self._finish_head(heads)
                heads = []
                self._number_row(row)
            elif heads or not self.tops or self._is_head(row):
                heads.append(row)
            else:
                self._continue_labels(row)
        self._finish_head(heads)
        whole = around(row.box for row in self.zone)
        bottoms = [*self.tops[1:], whole.bottom]
        edges = self._edges(whole)
        cells = tuple(self._placed(cell, edges, bottoms) for cell in self.cells)
        return Grid(cells, len(self.tops), len(edges) - 1, Place(page=self.page, box=whole))

    def _is_head(self, row: _Row) -> bool:
        return starts_item(row.pieces[0].text) or any(
            self._columns_of(piece) for piece in row.pieces
        )

    def _columns_of(self, piece: _Piece) -> list[int]:
        """The number columns that a piece stands over."""
        return [
            i for i, (x0, x1) in enumerate(self.numbers) if piece.box.x0 < x1 and x0 < piece.box.x1
        ]

    def _label_column(self, piece: _Piece) -> int:
        fitting = [i for i, left in enumerate(self.lefts) if left <= piece.box.x0 + _SAME_LEFT]
        return fitting[-1] if fitting else 0

    def _add(self, piece: _Piece, column: int, columns: int = 1) -> _Cell:
        row = len(self.tops) - 1
        cell = _Cell(piece.text, row, column, columns, is_hidden=piece.is_hidden)
        self.cells.append(cell)
        return cell

    def _finish_head(self, heads: Sequence[_Row]) -> None:
        """Lines of a head: pieces over several columns each in a row of their own, the others
        joined from top to bottom in each column."""
        joined: dict[int, _Cell] = {}
        top = heads[0].box.top if heads else 0.0
        for row in heads:
            for piece in row.pieces:
                over = self._columns_of(piece)
                if len(over) > 1 or starts_item(piece.text):
                    self.tops.append(row.box.top)
                    first = len(self.lefts) + over[0] if over else 0
                    self._add(piece, first, max(1, len(over)))
                    top = row.box.bottom
        if heads:
            self.tops.append(top)
        for row in heads:
            for piece in row.pieces:
                over = self._columns_of(piece)
                if len(over) > 1 or starts_item(piece.text):
                    continue
                column = len(self.lefts) + over[0] if over else self._label_column(piece)
                if column in joined:
                    joined[column].text = join(joined[column].text, piece.text)
                else:
                    joined[column] = self._add(piece, column)
        if heads:
            self.open_labels = {}

    def _number_row(self, row: _Row) -> None:
        labels = [piece for piece in row.pieces if not self._columns_of(piece)]
        below = {self._columns_of(p)[0]: p for p in row.pieces if self._columns_of(p)}
        if self._is_wrapped(labels, below):
            last = len(self.tops) - 1
            for cell in self.cells:
                if cell.row == last and (piece := below.get(cell.column - len(self.lefts))):
                    cell.text = join(cell.text, piece.text)
            return
        self.tops.append(row.box.top)
        self._labels(labels)
        for i in range(len(self.numbers)):
            if piece := below.get(i):
                self._add(piece, len(self.lefts) + i)
            else:
                self.cells.append(_Cell("", len(self.tops) - 1, len(self.lefts) + i))

    def _is_wrapped(self, labels: Sequence[_Piece], below: dict[int, _Piece]) -> bool:
        """Whether numbers without a label go on with those above, in cells too narrow for them."""
        if any(len(piece.text) > 1 for piece in labels) or not self.open_labels:
            return False
        last = len(self.tops) - 1
        above = {c.column - len(self.lefts) for c in self.cells if c.row == last and c.text}
        return below.keys() < above

    def _labels(self, labels: Sequence[_Piece]) -> None:
        for i, piece in enumerate(labels):
            column = self._label_column(piece)
            is_leaf = i == len(labels) - 1
            before = self.open_labels.get(column)
            if not is_leaf and before and not before.is_leaf and not starts_item(piece.text):
                before.text = join(before.text, piece.text)
                continue
            cell = self._add(piece, column)
            cell.is_leaf = is_leaf
            for other in [c for c in self.open_labels if c >= column]:
                del self.open_labels[other]
            self.open_labels[column] = cell
            if is_leaf:
                cell.columns = max(1, len(self.lefts) - column)
        for column, cell in self.open_labels.items():
            if not cell.is_leaf and (not labels or column < self._label_column(labels[-1])):
                cell.rows = len(self.tops) - cell.row

    def _continue_labels(self, row: _Row) -> None:
        for piece in row.pieces:
            cell = self.open_labels.get(self._label_column(piece))
            if cell:
                cell.text = join(cell.text, piece.text)

    def _edges(self, whole: Box) -> list[float]:
        between = [(a[1] + b[0]) / 2 for a, b in pairwise(self.numbers)]
        first = self.numbers[0][0] - 1
        return [*(left - 1 for left in self.lefts), first, *between, whole.x1 + 1]

    def _placed(self, cell: _Cell, edges: Sequence[float], bottoms: Sequence[float]) -> GridCell:
        right = edges[min(cell.column + cell.columns, len(edges) - 1)]
        bottom = bottoms[min(cell.row + cell.rows, len(bottoms)) - 1]
        box = Box(edges[cell.column], self.tops[cell.row], right, bottom)
        place = Place(page=self.page, box=box)
        sure = _HIDDEN if cell.is_hidden else 1.0
        return GridCell(cell.text, cell.row, cell.column, cell.rows, cell.columns, place, sure)


def _spans(pieces: Sequence[_Piece]) -> list[tuple[float, float]]:
    """Where numbers stand below each other, from left to right."""
    spans: list[tuple[float, float]] = []
    for x0, x1 in sorted((piece.box.x0, piece.box.x1) for piece in pieces):
        if spans and x0 < spans[-1][1]:
            spans[-1] = spans[-1][0], max(x1, spans[-1][1])
        else:
            spans.append((x0, x1))
    return spans


def _lefts(values: Sequence[float]) -> list[float]:
    """Where labels begin, again and again."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] <= _SAME_LEFT:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [group[0] for group in groups if len(group) > 1] or [g[0] for g in groups[:1]]
