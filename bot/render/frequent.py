"""Which rules fail most often below a unit."""

from bot.looking import Wanted, data_of
from bot.reply import BUTTON_DATA_LIMIT, Button, Reply, clip
from bot.texts import Catalogue
from bot.views import Frequent
from domain.unit import Unit

SHOWN = 5
_NAME_LIMIT = 60


def frequent(unit: Unit, year: int, found: list[Frequent], units: int, texts: Catalogue) -> Reply:
    """The first few of `found`; `units` is how many have errors in their newest version."""
    name = clip(unit.name, _NAME_LIMIT)
    if not found:
        return Reply(texts.html("frequent.none", unit=name, year=year))
    lines = [texts.html("frequent.head", unit=name, year=year, count=units)]
    for number, each in enumerate(found[:SHOWN], 1):
        title = clip(each.title, _NAME_LIMIT)
        lines.append(texts.html("frequent.line", number=number, title=title, count=each.units))
    which = Button(texts.plain("frequent.units"), data_of("results", 0, Wanted(unit.name, year)))
    fits = len(which.data.encode()) <= BUTTON_DATA_LIMIT
    return Reply("\n".join(lines), ((which,),) if fits else ())
