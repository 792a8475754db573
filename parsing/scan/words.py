"""Text recognition by RapidOCR with the models of its wheel: offline, on the CPU."""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt
from rapidocr import RapidOCR

from parsing.scan.raster import Picture

_THREADS = 1
_BATCH = 8
_CROP_SHAPE = [3, 48, 64]
_DETECTION_SIDE = 1280
Boxes = npt.NDArray[np.float64]
"""One row for each box: x0, top, x1, bottom in pixels."""


class Reading(NamedTuple):
    """What was recognised in a picture of one line, and how sure the model is (0 to 1)."""

    text: str
    confidence: float


def find_lines(grey: Picture) -> Boxes:
    """Boxes around the pieces of text on a page, whichever way they run."""
    found = _engine()(_in_colour(grey), use_det=True, use_cls=False, use_rec=False)
    quads = getattr(found, "boxes", None)
    if quads is None or len(quads) == 0:
        return np.zeros((0, 4))
    corners = np.asarray(quads, dtype=np.float64)
    return np.hstack([corners.min(axis=1), corners.max(axis=1)])


def read_lines(crops: Sequence[Picture]) -> list[Reading]:
    """The text in each picture of one line, in the same order."""
    if not crops:
        return []
    found = _engine().recognize_txt([_in_colour(crop) for crop in crops])
    pairs = zip(found.txts, found.scores, strict=True)
    return [Reading(str(text).strip(), float(score)) for text, score in pairs]


@cache
def _engine() -> Any:
    cv2.setNumThreads(_THREADS)
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            # Lines of text are found as well at half the size; they are read at full size.
            "Global.max_side_len": _DETECTION_SIDE,
            # Most crops hold a digit or two: padded to the model's usual width they cost double.
            "Rec.rec_img_shape": _CROP_SHAPE,
            "Rec.rec_batch_num": _BATCH,
            # A second thread saves little and takes the core that short files are read on.
            "EngineConfig.onnxruntime.intra_op_num_threads": _THREADS,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def _in_colour(grey: Picture) -> Any:
    return cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)
