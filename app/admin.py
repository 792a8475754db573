"""`nianbao admin`: what has to be there before the first chat."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer
from rich.console import Console

from domain.unit import Role, Unit, UnitKind

INVITATION_DAYS = 14

admin = typer.Typer(no_args_is_help=True, help="登记单位、发出第一个邀请码。")

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
    from app.settings import Settings
    from bot.texts import catalogue
    from storage.engine import make_engine
    from storage.migrate import upgrade
    from storage.unit_of_work import UnitOfWork

    settings, now = Settings(), datetime.now(UTC)
    settings.home.mkdir(parents=True, exist_ok=True)
    upgrade(settings.effective_database_url)
    with UnitOfWork(make_engine(settings.effective_database_url)) as uow:
        parent = uow.units.by_name(above) if above else None
        if above and parent is None:
            Console(stderr=True).print(catalogue("zh").plain("cli.unknown_unit", unit=above))
            raise typer.Exit(2)
        unit: Unit = uow.units.by_name(name) or uow.units.add(
            name, kind, parent_id=parent.id if parent else None
        )
        expires = now + timedelta(days=INVITATION_DAYS)
        invitation = uow.members.invite(unit.id, role, uses, expires, now)
        uow.commit()
    Console().print(
        catalogue("zh").plain(
            "cli.invited",
            unit=unit.name,
            role=catalogue("zh").plain(f"role.{role}"),
            days=INVITATION_DAYS,
            uses=uses,
            code=invitation.code,
        ),
        soft_wrap=True,
    )
