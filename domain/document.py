"""What a file says, before anyone decides what it means: text blocks and grids of cells in
reading order, each with its place."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page in PDF points, origin at the top left."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: page and box where the source has pages, else an index path.

    `page` counts from 1. `path` is for people and for drawing into the file later, such as
    ``"paragraph 12"``, ``"table 2, row 3, cell 4"`` or ``"line 31"``.
    """

    page: int | None = None
    box: Box | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of running text (lines already joined); `confidence` as in `GridCell`."""

    text: str
    place: Place
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a grid at its top-left position; a merged cell appears once, with its spans.

    `confidence` is 1 for text that the file itself holds, less where it was recognised in a picture
    (see `domain.report.Cell`).
    """

    text: str
    row: int
    column: int
    row_span: int
    column_span: int
    place: Place
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as the file draws it.

    `ragged` is true where the source does not say which column a cell belongs to (tab-separated
    text): the column numbers then only count cells from the left.
    """

    cells: tuple[GridCell, ...]
    rows: int
    columns: int
    place: Place
    ragged: bool = False


Projection = tuple[float, ...]
"""From a flat page to a picture of it taken aslant, both in points: the nine numbers of a matrix,
row by row, for a place (x, y, 1) whose image is divided by its third number."""


@dataclass(frozen=True, slots=True)
class Sideways:
    """A page that does not lie straight as a viewer shows it: its places are those of the page
    turned by `quarters` clockwise, which makes it `width` by `height` points.

    A scan that lies `skew` degrees (clockwise) askew was turned back about its middle first, and a
    photo taken aslant was flattened before that; `tilt` leads back.
    """

    page: int
    quarters: int
    width: float
    height: float
    skew: float = 0.0
    tilt: Projection | None = None

    @property
    def is_straight(self) -> bool:
        """Whether a viewer shows the page as it was read."""
        return not (self.quarters or self.skew or self.tilt)


@dataclass(frozen=True, slots=True)
class Document:
    """The content of one file in reading order. `pages` is None where the source has none."""

    items: tuple[Block | Grid, ...]
    pages: int | None
    sideways: tuple[Sideways, ...] = ()
