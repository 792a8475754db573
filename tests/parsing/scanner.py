"""What an office's scanner or a phone makes of a printed report: pictures, askew and noisy."""

import io
from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
from PIL import Image

_RESOLUTION = 200
_Grey = npt.NDArray[np.uint8]


def printed(pdf: bytes) -> list[_Grey]:
    """The pages of a PDF as grey pictures at 200 dpi."""
    with pdfium.PdfDocument(pdf) as document:
        return [
            np.array(page.render(scale=_RESOLUTION / 72, grayscale=True).to_numpy()).squeeze()
            for page in document
        ]


def scanned(pages: Sequence[_Grey], seed: int = 0, quality: int = 75) -> bytes:
    """An image-only PDF: each page turned by up to 1.5°, blurred, noisy, compressed as JPEG."""
    chance = np.random.default_rng(seed)
    pictures = [
        Image.open(io.BytesIO(jpeg(_worn(page, chance.uniform(-1.5, 1.5), chance), quality)))
        for page in pages
    ]
    buffer = io.BytesIO()
    first, *others = pictures
    first.save(buffer, "PDF", save_all=True, append_images=others, resolution=_RESOLUTION)
    return buffer.getvalue()


def photographed(page: _Grey, quarter_turns: int, seed: int = 0) -> bytes:
    """A JPEG photo: the page on a darker desk, unevenly lit, askew, turned counter-clockwise."""
    chance = np.random.default_rng(seed)
    desk = cv2.copyMakeBorder(page, 60, 60, 60, 60, cv2.BORDER_CONSTANT, value=(110,))
    light = np.linspace(0.75, 1.0, desk.shape[1])[np.newaxis, :]
    lit = (desk * light).astype(np.uint8)
    worn = _worn(lit, chance.uniform(-2.0, 2.0), chance, around=90)
    return jpeg(np.ascontiguousarray(np.rot90(worn, quarter_turns)), 80)


def photographed_aslant(page: _Grey, pitch: float, yaw: float, seed: int = 0) -> bytes:
    """A JPEG photo of a page on a desk by a phone that is not held level: `pitch` and `yaw` are by
    how many degrees the page is tilted about the picture's level and upright axis."""
    chance = np.random.default_rng(seed)
    desk = cv2.copyMakeBorder(page, 150, 150, 150, 150, cv2.BORDER_CONSTANT, value=(110,))
    height, width = desk.shape
    seen = cv2.warpPerspective(
        desk, _view(width, height, pitch, yaw), (width, height), borderValue=(110,)
    )
    light = np.linspace(0.75, 1.0, width)[np.newaxis, :]
    lit = (seen * light).astype(np.uint8)
    return jpeg(_worn(lit, chance.uniform(-1.0, 1.0), chance, around=90), 80)


def _view(width: int, height: int, pitch: float, yaw: float) -> npt.NDArray[np.float64]:
    """From a page seen straight on to the page turned about its middle, seen from one and a half
    times its height away."""
    across, down = np.radians(yaw), np.radians(pitch)
    far = 1.5 * height
    turn = np.array(
        [
            [np.cos(across), np.sin(across) * np.sin(down), 0],
            [0, np.cos(down), 0],
            [-np.sin(across), np.cos(across) * np.sin(down), far],
        ]
    )
    camera = np.array([[far, 0, width / 2], [0, far, height / 2], [0, 0, 1]])
    centre = np.array([[1, 0, -width / 2], [0, 1, -height / 2], [0, 0, 1]])
    return np.asarray(camera @ turn @ centre)


def jpeg(page: _Grey, quality: int) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(page).save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def _worn(page: _Grey, angle: float, chance: np.random.Generator, around: int = 250) -> _Grey:
    height, width = page.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = cv2.warpAffine(page, matrix, (width, height), borderValue=(around,))
    blurred = cv2.GaussianBlur(turned, (0, 0), 0.8).astype(np.float64)
    noisy = blurred * 0.9 + 20 + chance.normal(0, 9, page.shape)
    specks = chance.random(page.shape)
    noisy[specks < 0.0002] = 40
    return np.clip(noisy, 0, 255).astype(np.uint8)
