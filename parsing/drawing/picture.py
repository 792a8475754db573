"""A page as a picture."""

from dataclasses import dataclass

from PIL.Image import Image

from domain.document import Box


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page, its number from 1, and the pixels per point of the places read from it."""

    number: int
    image: Image
    scale: float

    def edges(self, box: Box) -> tuple[float, float, float, float]:
        """A box of the page in pixels."""
        scale = self.scale
        return box.x0 * scale, box.top * scale, box.x1 * scale, box.bottom * scale
