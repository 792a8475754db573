from collections.abc import Iterator

from domain.finding import Severity
from rules.definition import Hit, rule
from rules.subject import Subject

_TABLE = "applications"
_TOTAL = f"{_TABLE}.received.total"
_ENOUGH_COLUMNS = 4
"""With fewer columns named, the header as a whole was not read."""


@rule(
    id="S-HEADER-TOTAL",
    severity=Severity.WARNING,
    basis="国办公开办函〔2021〕30号、〔2019〕60号附件表样：表三末列“总计”",
    message="表三的表头没有“总计”，末列的数是按“总计”读的。",
    fix="请检查表头是否被裁掉或合并错了，在末列上方补上“总计”。",
)
def s_header_total(subject: Subject) -> Iterator[Hit]:
    """表三的表头印有“总计”

    为什么：末列没有列名，读者分不清是“其他”还是“总计”，汇总时容易错开一列。
    错例：表头到“其他”为止，下面的数却有七列。
    对例：表头依次为自然人、商业企业、科研机构、社会公益组织、法律服务机构、其他、总计。
    改法：在末列上方补上“总计”；转换文件时丢失的，请重新转换后核对。
    """
    columns = {
        label.key
        for label in subject.report.labels
        if label.table == _TABLE and label.axis == "column"
    }
    if (
        "total" not in columns
        and len(columns) >= _ENOUGH_COLUMNS
        and _TOTAL in subject.report.cells
    ):
        yield Hit(cells=(_TOTAL,), table=_TABLE, expected="总计")
