import re
from collections.abc import Iterator
from functools import lru_cache

from domain.finding import Severity
from domain.form import Line, Table, load_form
from domain.report import PrintedLabel
from domain.wording import fold
from rules.definition import Hit, Wording, rule
from rules.subject import Subject

_ENUMERATION = re.compile(r"\([一二三四五六七八九十\d]+\)|[一二三四五六七八九十]、|\d+[.、]|^\d+")
_PUNCTUATION = re.compile(r"[^\w]|_")
_HEADERS = ("申请人情况", "法人或其他组织", "行政诉讼", "行政复议", "本年度办理结果", "信息内容")
_MOST_SINGLE = 3
"""Up to this many differing labels are findings of their own, more are told in one."""


@rule(
    id="S-LABEL",
    severity=Severity.INFO,
    basis="国办公开办函〔2021〕30号、〔2019〕60号附件表样所印行名、列名",
    message="{table}{axis}“{printed}”与表样不同，表样是“{official}”。",
    fix="把“{printed}”改为“{official}”。",
    also={
        "many": Wording(
            message="有 {count} 个行名、列名与表样不同：{pairs}。",
            fix="请照表样逐个改过来。",
        )
    },
)
def s_label(subject: Subject) -> Iterator[Hit]:
    """行名、列名与表样一致

    为什么：行名、列名缺字或改字，读者会以为统计的是另一件事。
    错例：“社会组织”；“2.其他法律行政止公开”
    对例：“社会公益组织”；“2.其他法律行政法规禁止公开”
    改法：照表样改字；引号、空格、全角半角、编号后面的点不用管。
    """
    wrong: dict[tuple[str, str], PrintedLabel] = {}
    official: dict[tuple[str, str], str] = {}
    for label in subject.report.labels:
        right = _misprinted(label.printed, label.table, label.axis, label.key, subject.form.key)
        if right is not None:
            key = (label.table, fold(label.printed))
            wrong.setdefault(key, label)
            official.setdefault(key, right)
    if len(wrong) > _MOST_SINGLE:
        pairs = "；".join(f"“{wrong[key].printed}”应为“{official[key]}”" for key in wrong)
        first = next(iter(wrong.values()))
        yield Hit({"count": len(wrong), "pairs": pairs}, case="many", place=first.place)
        return
    for key, label in wrong.items():
        yield Hit(
            params={
                "table": subject.form.tables[label.table].name,
                "axis": "行名" if label.axis == "row" else "列名",
                "printed": label.printed,
                "official": official[key],
            },
            quote=label.printed,
            table=label.table,
            place=label.place,
            found=label.printed,
            expected=official[key],
        )


@lru_cache(maxsize=4096)
def _misprinted(printed: str, table_key: str, axis: str, key: str, form_key: str) -> str | None:
    """The official label where the printed one differs from it; None where it is right."""
    table = load_form(form_key).tables.get(table_key)
    lines = [] if table is None else _lines(table, axis, key)
    if not lines or any(_is_label_of(printed, line) for line in lines):
        return None
    return lines[0].label


def _lines(table: Table, axis: str, key: str) -> list[Line]:
    """The lines of the form that a label was read as; one key may stand in several parts."""
    if axis == "row":
        row = table.row(key)
        return [row] if row else []
    columns = [column for part in table.parts for column in part.columns]
    return [column for column in columns if column.key == key]


def _is_label_of(printed: str, line: Line) -> bool:
    plain = _plain(printed)
    heads = [_plain(head) for head in (line.group or "", *_HEADERS)]
    for name in (line.label, line.short, *line.variants):
        wanted = _plain(name)
        if plain == wanted or (wanted and plain in {head + wanted for head in heads}):
            return True
    return not plain


def _plain(label: str) -> str:
    return _PUNCTUATION.sub("", _ENUMERATION.sub("", fold(label)))
