from collections.abc import Iterator

from domain.finding import Severity
from rules.blanks import blank_cells
from rules.definition import Hit, rule
from rules.subject import Subject


@rule(
    id="T4-BLANK",
    severity=Severity.WARNING,
    basis="国办公开办函〔2021〕30号、〔2019〕60号附件表样：各格填写数字",
    message="{table}有 {count} 格没有填。",
    fix="没有发生的请统一填 0，不要留空，也不要填“/”“-”“无”。",
)
def t4_blank(subject: Subject) -> Iterator[Hit]:
    """表四没有空格

    为什么：空着的格分不清是没有发生还是漏填，汇总时也容易串行。
    错例：只填了三个“总计”，其余十二格空着。
    对例：十五格都填数，没有发生的填 0。
    改法：先确认空格确实没有发生，再填 0；发生过的补填件数。
    """
    yield from blank_cells(subject, "reviews")
