"""The invented units and people of the sandbox, so that anyone can try the bot at once."""

from bot.sandbox.seats import DEFAULT_SEATS, further_clerks
from domain.unit import Role, UnitKind
from storage.unit_of_work import UnitOfWork

COUNTY = "示例县人民政府"
TOWNSHIP = "示例县青石镇人民政府"
OTHERS = (("示例县白鹭镇人民政府", UnitKind.TOWNSHIP), ("示例县民政局", UnitKind.DEPARTMENT))


def seat_people(uow: UnitOfWork, further: int = 0) -> None:
    """Binds the sandbox's seats to the invented units, and `further` clerks to one unit each that
    is nobody's; again is the same as once."""
    county = uow.units.by_name(COUNTY) or uow.units.add(COUNTY, UnitKind.GOVERNMENT)
    township = uow.units.by_name(TOWNSHIP) or uow.units.add(
        TOWNSHIP, UnitKind.TOWNSHIP, parent_id=county.id
    )
    for name, kind in OTHERS:
        if uow.units.by_name(name) is None:
            uow.units.add(name, kind, parent_id=county.id)
    places = {"clerk": (township, Role.CLERK), "supervisor": (county, Role.SUPERVISOR)}
    for seat in DEFAULT_SEATS:
        if seat.key in places:
            unit, role = places[seat.key]
            uow.members.bind(seat.chat_id, seat.name, "zh", unit.id, role)
    for seat in further_clerks(further):
        name = further_unit(seat.key)
        unit = uow.units.by_name(name) or uow.units.add(name, UnitKind.TOWNSHIP)
        uow.members.bind(seat.chat_id, seat.name, "zh", unit.id, Role.CLERK)


def further_unit(seat: str) -> str:
    """The unit of a further clerk, by the key of the seat."""
    return f"示例县第{seat.removeprefix('clerk')}街道办事处"
