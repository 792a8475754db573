"""The command line. Its names, JSON and exit codes are a public interface."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from app.admin import admin
from app.output import UNUSABLE, print_json, refusal_json
from app.reading import Unreadable, read_file
from bot.texts import catalogue
from rules.definition import RuleError

cli = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="核对政府信息公开工作年度报告：哪里错了、应当是什么、怎么改。",
    pretty_exceptions_enable=False,
)


class CheckFormat(StrEnum):
    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    HTML = "html"


class ExtractFormat(StrEnum):
    JSON = "json"


class RollupFormat(StrEnum):
    TEXT = "text"
    JSON = "json"


class ProcessName(StrEnum):
    BOT = "bot"
    WORKER = "worker"
    CLOCK = "clock"


cli.add_typer(admin, name="admin")

Files = Annotated[list[Path], typer.Argument(help="年报文件，可以多个", metavar="FILE...")]


@cli.command()
def check(
    files: Files,
    output: Annotated[CheckFormat, typer.Option("--format", help="输出格式")] = CheckFormat.TEXT,
    previous: Annotated[
        Path | None, typer.Option(help="上一年度的报告，供年度间的规则对照")
    ] = None,
    unit: Annotated[str | None, typer.Option(help="报告里没写单位时用这个名称")] = None,
    year: Annotated[int | None, typer.Option(help="报告里没写年度时用这一年")] = None,
) -> None:
    """核对年报，列出问题。没有错误返回 0，有错误返回 1，读不了返回 2。"""
    from app.check_command import run_check
    from app.settings import Settings

    texts = catalogue("zh")
    last_year = read_file(previous, texts) if previous is not None else None
    if isinstance(last_year, Unreadable):
        Console(stderr=True).print(last_year.message)
        raise typer.Exit(UNUSABLE)
    packs = Settings().packs
    raise typer.Exit(run_check(files, output.value, unit, year, texts, last_year, packs))


@cli.command()
def rollup(
    parent: Annotated[Path, typer.Argument(help="汇总的年报，如县政府的", metavar="PARENT_FILE")],
    files: Annotated[list[Path], typer.Argument(help="下级各单位的年报", metavar="CHILD_FILE...")],
    output: Annotated[RollupFormat, typer.Option("--format", help="输出格式")] = (
        RollupFormat.TEXT
    ),
    units: Annotated[
        Path | None, typer.Option(help="下级单位的完整名单，一行一个；有了它才能肯定缺了谁")
    ] = None,
) -> None:
    """把汇总的年报与下级各单位的逐格相加核对，并找出没交的、雷同的。退出码同 check。"""
    from app.rollup_command import listed_units, run_rollup

    texts = catalogue("zh")
    try:
        listed = listed_units(units) if units is not None else None
    except (OSError, UnicodeDecodeError):
        Console(stderr=True).print(texts.plain("cli.not_found", file_name=str(units)))
        raise typer.Exit(UNUSABLE) from None
    raise typer.Exit(run_rollup(parent, files, listed, output.value, texts))


@cli.command()
def extract(
    file: Annotated[Path, typer.Argument(help="年报文件")],
    output: Annotated[
        ExtractFormat, typer.Option("--format", help="输出格式")
    ] = ExtractFormat.JSON,
    overlay: Annotated[
        Path | None,
        typer.Option(help="把读到的内容画在原件各页上，存成这个 .png 或 .pdf 文件"),
    ] = None,
) -> None:
    """读出年报里的标题、单位、年度、各部分和每一格的数字。"""
    from parsing.report_json import extract_json

    texts = catalogue("zh")
    report = read_file(file, texts)
    if isinstance(report, Unreadable):
        print_json(refusal_json(str(file), report))
        raise typer.Exit(UNUSABLE)
    if overlay is not None:
        from app.overlay_command import save_overlay

        if complaint := save_overlay(file, report, overlay, texts):
            Console(stderr=True).print(complaint)
            raise typer.Exit(UNUSABLE)
    print_json(extract_json(report, str(file)))


@cli.command()
def rules(
    rule_id: Annotated[str | None, typer.Argument(metavar="ID", help="规则编号")] = None,
) -> None:
    """列出全部规则，或说明一条规则。"""
    from app.rules_view import print_rule, print_rules
    from app.settings import Settings

    console, packs = Console(), Settings().packs
    if rule_id is None:
        print_rules(console, packs)
    elif not print_rule(console, rule_id, packs):
        message = catalogue("zh").plain("cli.unknown_rule", rule=rule_id)
        Console(stderr=True).print(message)
        raise typer.Exit(UNUSABLE)


@cli.command()
def up() -> None:
    """在这台机器上运行全部服务；没有设 NIANBAO_TOKEN 时打开本机试用页。"""
    from app.up import run_up

    raise typer.Exit(run_up())


@cli.command()
def run(
    process: Annotated[ProcessName, typer.Argument(help="要运行的进程")],
) -> None:
    """只运行一个进程，供多台机器分开部署。"""
    from app.processes import run_process

    raise typer.Exit(run_process(process.value))


def main() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    try:
        cli()
    except RuleError as fault:
        Console(stderr=True).print(
            catalogue("zh").plain("cli.bad_rule", fault=fault), markup=False, soft_wrap=True
        )
        sys.exit(UNUSABLE)


if __name__ == "__main__":
    main()
