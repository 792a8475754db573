"""Functions of pdfium that are called for every character and every object of a page.

They take and give plain addresses: `pypdfium2` checks the type of each argument and wraps each
result, which costs as much as the calls themselves. Called through `map`, one column at a time.
"""

import ctypes
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

import pypdfium2.raw as pdfium

_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int


def _plain(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    return ctypes.CFUNCTYPE(result, *arguments)(ctypes.cast(function, _ADDRESS).value or 0)


def address(pointer: Any) -> int:
    """Where the thing lies that `pypdfium2` points at."""
    return ctypes.addressof(pointer.contents)


def addresses(array: Any) -> range:
    """Where the elements of an array of `ctypes` lie."""
    start, step = ctypes.addressof(array), ctypes.sizeof(array._type_)
    return range(start, start + step * len(array), step)


def columns(array: Any) -> list[range]:
    """Where the elements of an array of arrays lie: all the first ones, all the second ones …"""
    rows = addresses(array)
    if not rows:
        return []
    return [range(first, first + len(rows) * rows.step, rows.step) for first in addresses(array[0])]


def fill(call: Callable[..., int], *columns: Iterable[int]) -> None:
    """Calls a function that writes to addresses, with the arguments of each row."""
    deque(map(call, *columns), maxlen=0)


# Of a text page and the index of a character:
code_of = _plain(pdfium.FPDFText_GetUnicode, ctypes.c_uint, _ADDRESS, _INT)
owner_of = _plain(pdfium.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _INT)
font_size_of = _plain(pdfium.FPDFText_GetFontSize, ctypes.c_double, _ADDRESS, _INT)
get_box = _plain(pdfium.FPDFText_GetLooseCharBox, _INT, _ADDRESS, _INT, _ADDRESS)
get_matrix = _plain(pdfium.FPDFText_GetMatrix, _INT, _ADDRESS, _INT, _ADDRESS)
get_origin = _plain(pdfium.FPDFText_GetCharOrigin, _INT, _ADDRESS, _INT, *[_ADDRESS] * 2)

# Of a page, or of an object that holds others:
count_in_page = _plain(pdfium.FPDFPage_CountObjects, _INT, _ADDRESS)
count_in_form = _plain(pdfium.FPDFFormObj_CountObjects, _INT, _ADDRESS)
object_of_page = _plain(pdfium.FPDFPage_GetObject, _ADDRESS, _ADDRESS, _INT)
object_of_form = _plain(pdfium.FPDFFormObj_GetObject, _ADDRESS, _ADDRESS, ctypes.c_ulong)

# Of an object:
kind_of = _plain(pdfium.FPDFPageObj_GetType, _INT, _ADDRESS)
get_object_matrix = _plain(pdfium.FPDFPageObj_GetMatrix, _INT, _ADDRESS, _ADDRESS)
get_bounds = _plain(pdfium.FPDFPageObj_GetBounds, _INT, _ADDRESS, *[_ADDRESS] * 4)
get_fill = _plain(pdfium.FPDFPageObj_GetFillColor, _INT, _ADDRESS, *[_ADDRESS] * 4)

# Of a text object:
render_mode_of = _plain(pdfium.FPDFTextObj_GetTextRenderMode, _INT, _ADDRESS)
font_of = _plain(pdfium.FPDFTextObj_GetFont, _ADDRESS, _ADDRESS)
is_embedded = _plain(pdfium.FPDFFont_GetIsEmbedded, _INT, _ADDRESS)

# Of a path, and of one of its segments:
get_draw_mode = _plain(pdfium.FPDFPath_GetDrawMode, _INT, _ADDRESS, *[_ADDRESS] * 2)
count_segments = _plain(pdfium.FPDFPath_CountSegments, _INT, _ADDRESS)
segment_of = _plain(pdfium.FPDFPath_GetPathSegment, _ADDRESS, _ADDRESS, _INT)
segment_kind_of = _plain(pdfium.FPDFPathSegment_GetType, _INT, _ADDRESS)
get_point = _plain(pdfium.FPDFPathSegment_GetPoint, _INT, _ADDRESS, *[_ADDRESS] * 2)
closes = _plain(pdfium.FPDFPathSegment_GetClose, _INT, _ADDRESS)
