from collections.abc import Iterator

from domain.absence import absent_lines, listed
from domain.finding import Severity
from rules.definition import Hit, Wording, rule
from rules.subject import Doubt, Subject


@rule(
    id="S-TABLES",
    severity=Severity.ERROR,
    basis="国办公开办函〔2021〕30号、〔2019〕60号附件表样",
    message="没有找到{table}（第{section}部分的表格）。",
    fix="请按表样补上{table}，没有发生的项目填 0；如果表格是图片，请换成文字表格。",
    also={
        "lines": Wording(
            message="{table}缺{lines}。",
            fix="请照表样补齐，没有发生的填 0。",
        )
    },
)
def s_tables(subject: Subject) -> Iterator[Hit]:
    """三张表齐全，行列不缺

    为什么：表样是全国统一的，少一张表、一行或一列，数字就无法逐级汇总。
    错例：表三没有“四、结转下年度继续办理”一行；表四只有行政复议，没有行政诉讼。
    对例：三张表都在，没有发生的行列照样保留，填 0。
    改法：从本年度表样中把缺的表、行、列复制回来再填数。
    """
    for table in subject.form.tables.values():
        missing = absent_lines(table, subject.report.cells)
        whole = not subject.has_table(table.key)
        if (whole or missing) and subject.has_unplaced(table):
            subject.doubts.append(Doubt(f"{table.name}有一部分没有读准，不能断定是否缺行缺列"))
        elif whole:
            params = {"table": table.name, "section": table.section}
            yield Hit(params, table=table.key)
        elif missing:
            params = {"table": table.name, "lines": listed(missing)}
            yield Hit(params, table=table.key, case="lines")
