"""`nianbao admin`: what has to be there before the first chat, and what an office decides once."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from bot.texts import catalogue
from domain.finding import Severity
from domain.unit import Role, Unit, UnitKind

if TYPE_CHECKING:
    from storage.unit_of_work import UnitOfWork

INVITATION_DAYS = 14

admin = typer.Typer(no_args_is_help=True, help="登记单位、发出第一个邀请码、调整规则。")


class Grade(StrEnum):
    """What can be decided about a rule."""

    OFF = "off"
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    USUAL = "usual"


Kind = Annotated[UnitKind, typer.Option("--kind", help="单位类型：部门、政府、乡镇街道")]
Above = Annotated[str | None, typer.Option("--above", help="上级单位的名称")]


@admin.command()
def invite(
    name: Annotated[str, typer.Argument(metavar="UNIT", help="单位全称")],
    role: Annotated[Role, typer.Option(help="supervisor 主管，clerk 填报人")] = Role.SUPERVISOR,
    kind: Kind = UnitKind.GOVERNMENT,
    above: Above = None,
    uses: Annotated[int, typer.Option(min=1, help="可以用几次")] = 1,
) -> None:
    """给一个单位发邀请码；单位还没有登记就先登记。"""
    now = datetime.now(UTC)
    with _work() as uow:
        parent = uow.units.by_name(above) if above else None
        if above and parent is None:
            raise _unknown("cli.unknown_unit", unit=above)
        unit: Unit = uow.units.by_name(name) or uow.units.add(
            name, kind, parent_id=parent.id if parent else None
        )
        expires = now + timedelta(days=INVITATION_DAYS)
        invitation = uow.members.invite(unit.id, role, uses, expires, now)
        uow.commit()
    texts = catalogue("zh")
    role_name = texts.plain(f"role.{role}")
    told = {"days": INVITATION_DAYS, "uses": uses, "code": invitation.code}
    _say(texts.plain("cli.invited", unit=unit.name, role=role_name, **told))


@admin.command()
def rule(
    name: Annotated[str, typer.Argument(metavar="UNIT", help="单位全称")],
    rule_id: Annotated[str, typer.Argument(metavar="RULE", help="规则编号")],
    grade: Annotated[Grade, typer.Argument(help="off 不用，usual 恢复原样，其余是级别")],
) -> None:
    """给一个单位（含下辖单位）停用一条规则，或改它的级别。"""
    from app.settings import Settings
    from rules.registry import all_rules

    if rule_id not in {info.id for info in all_rules(Settings().packs)}:
        raise _unknown("cli.unknown_rule", rule=rule_id)
    with _work() as uow:
        unit = uow.units.by_name(name)
        if unit is None:
            raise _unknown("cli.unknown_unit", unit=name)
        if grade is Grade.USUAL:
            uow.policies.reset_rule(unit.id, rule_id)
        else:
            severity = None if grade is Grade.OFF else Severity(grade.value)
            uow.policies.set_rule(unit.id, rule_id, severity)
        uow.commit()
    _say(_told(grade, unit.name, rule_id))


def _told(grade: Grade, unit: str, rule_id: str) -> str:
    texts = catalogue("zh")
    match grade:
        case Grade.OFF:
            return texts.plain("cli.rule_off", unit=unit, rule=rule_id)
        case Grade.USUAL:
            return texts.plain("cli.rule_usual", unit=unit, rule=rule_id)
    severity = texts.plain(f"severity.{grade}")
    return texts.plain("cli.rule_graded", unit=unit, rule=rule_id, severity=severity)


def _work() -> "UnitOfWork":
    """The store of this machine, brought to its present tables."""
    from app.settings import Settings
    from storage.engine import make_engine
    from storage.migrate import upgrade
    from storage.unit_of_work import UnitOfWork

    settings = Settings()
    settings.home.mkdir(parents=True, exist_ok=True)
    upgrade(settings.effective_database_url)
    return UnitOfWork(make_engine(settings.effective_database_url))


def _unknown(key: str, **values: object) -> typer.Exit:
    Console(stderr=True).print(catalogue("zh").plain(key, **values))
    return typer.Exit(2)


def _say(text: str) -> None:
    Console().print(text, soft_wrap=True)
