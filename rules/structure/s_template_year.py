from collections.abc import Iterator

from domain.finding import Severity
from domain.form import Form, form_for_year, load_form
from rules.definition import Hit, Wording, rule
from rules.language.period import statistics_period, title_year
from rules.subject import Subject

_TABLE = "disclosure"
_SHOWN = 2
"""How many foreign labels the message names as evidence."""


@rule(
    id="S-TEMPLATE-YEAR",
    severity=Severity.ERROR,
    basis="国办公开办函〔2021〕30号（2021年度起）；国办公开办函〔2019〕60号（2019、2020年度）",
    message="这是 {year} 年的报告，应使用{document}的表样；表二用的是 {used} 版（有{labels}）。",
    fix="请换成 {right} 版表样，把数填到对应的栏目。",
    also={
        "unsplit": Wording(
            message="{table}{row}只有一行，{form} 版格式要求分三行填写"
            "（逾期不补正、逾期不缴费、其他）。",
            fix="请照{document}的表样把{row}分成三行，各填件数，没有的填 0。",
        )
    },
)
def s_template_year(subject: Subject) -> Iterator[Hit]:
    """报告使用本年度的表样

    为什么：2019、2020年度用2019年表样，2021年度起用2021年表样；用错了，数字填在不同含义的栏目里。
    错例：2023年的报告，表二仍有“本年新制作数量”“政府集中采购”；或表三（六）其他处理只有一行。
    对例：2023年的报告，表二为“本年制发件数、本年废止件数、现行有效件数”，表三（六）其他处理分三行。
    改法：下载本年度表样重新填写，不要在旧表上改年份。
    """
    report = subject.report
    if report.year is None or report.form is None:
        return
    right, used = form_for_year(report.year), load_form(report.form)
    if right is None or not _is_certain(right, subject):
        return
    if right is not used:
        yield _wrong_form(subject, used, right)
    else:
        yield from _unsplit_rows(subject, right)


def _is_certain(right: Form, subject: Subject) -> bool:
    """False where title and period name years (rule P-YEAR) with different forms."""
    period = statistics_period(subject.text)
    if title_year(subject.report) is None or period is None or period.year is None:
        return True
    return form_for_year(period.year) is right


def _wrong_form(subject: Subject, used: Form, right: Form) -> Hit:
    foreign = [label for label in _labels(used) if label not in _labels(right)]
    cells = subject.report.cells
    return Hit(
        params={
            "year": subject.report.year,
            "document": right.document,
            "used": used.key,
            "right": right.key,
            "labels": "".join(f"“{label}”" for label in foreign[:_SHOWN]),
        },
        cells=tuple(name for name in used.tables[_TABLE].cell_names() if name in cells),
        table=_TABLE,
        found=used.key,
        expected=right.key,
    )


def _labels(form: Form) -> list[str]:
    parts = form.tables[_TABLE].parts
    lines = [line for part in parts for line in (*part.columns, *part.rows)]
    return list(dict.fromkeys(line.label for line in lines))


def _unsplit_rows(subject: Subject, form: Form) -> Iterator[Hit]:
    for table in form.tables.values():
        merged = subject.merged_rows(table)
        for line in table.merged:
            if line.key not in merged.values():
                continue
            prefix = f"{table.key}.{line.key}."
            names = [name for name in subject.report.cells if name.startswith(prefix)]
            yield Hit(
                params={
                    "table": table.name,
                    "row": line.short,
                    "form": form.key,
                    "document": form.document,
                },
                cells=tuple(sorted(names, key=lambda name: not name.endswith(".total"))),
                case="unsplit",
            )
