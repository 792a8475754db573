"""The units of a person, and the questions before leaving them."""

from collections.abc import Sequence

from bot.reply import Button, Reply
from bot.texts import Catalogue
from domain.unit import Membership, Unit, own_units, usual_unit


def units(memberships: Sequence[Membership], texts: Catalogue) -> Reply:
    """The person's roles; with several units also which one files are for that name none."""
    lines = [texts.html("units.head")]
    for membership in memberships:
        role = texts.plain(f"role.{membership.role}")
        lines.append(texts.html("units.line", unit=membership.unit.name, role=role))
    own = own_units(memberships)
    if len(own) == 1:
        return Reply("\n".join(lines))
    usual = usual_unit(memberships)
    lines.append(texts.html("units.usual", unit=usual.name))
    buttons = tuple((Button(unit.name, f"unit:{unit.id}"),) for unit in own if unit != usual)
    return Reply("\n".join(lines), buttons)


def leaving(memberships: Sequence[Membership], texts: Catalogue) -> Reply:
    """Asks which unit to leave."""
    own = own_units(memberships)
    buttons = tuple((Button(unit.name, f"leave:{unit.id}"),) for unit in own)
    return Reply(texts.html("units.leave_which"), buttons)


def confirm_leaving(unit: Unit, texts: Catalogue) -> Reply:
    button = Button(texts.plain("button.leave"), f"left:{unit.id}")
    return Reply(texts.html("units.leave_confirm", unit=unit.name), ((button,),))


def confirm_forgetting(_memberships: Sequence[Membership], texts: Catalogue) -> Reply:
    button = Button(texts.plain("button.forget"), "forget:me")
    return Reply(texts.html("units.forget_confirm"), ((button,),))
