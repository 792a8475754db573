"""How printed characters look: which way they run, and whether they are too light to be text of a
report; the same for every format that draws its pages."""

_SLANT = 0.1
_LIGHT = 0.68
_FAINT_ALPHA = 140


def quarter_of(a: float, b: float) -> int | None:
    """By how many quarters text is turned whose matrix begins with `a` and `b`; None for slanted
    text, which only watermarks and stamps have."""
    if min(abs(a), abs(b)) > _SLANT * max(abs(a), abs(b)):
        return None
    if abs(a) >= abs(b):
        return 0 if a >= 0 else 2
    return 1 if b > 0 else 3


def seems_light(red: float, green: float, blue: float, alpha: float) -> bool:
    """Whether a colour is that of a watermark; all from 0 to 255."""
    brightness = (0.3 * red + 0.59 * green + 0.11 * blue) / 255
    return alpha < _FAINT_ALPHA or brightness > _LIGHT
