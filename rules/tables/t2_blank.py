from collections.abc import Iterator

from domain.finding import Severity
from rules.blanks import blank_cells
from rules.definition import Hit, rule
from rules.subject import Subject


@rule(
    id="T2-BLANK",
    severity=Severity.WARNING,
    basis="国办公开办函〔2021〕30号、〔2019〕60号附件表样：各格填写数字",
    message="{table}有 {count} 格没有填。",
    fix="没有发生的请统一填 0，不要留空，也不要填“/”“-”“无”。",
)
def t2_blank(subject: Subject) -> Iterator[Hit]:
    """表二没有空格

    为什么：空着的格分不清是没有发生还是漏填，汇总时也容易串行。
    错例：规章的“本年废止件数”没有填。
    对例：没有废止规章，“本年废止件数”填 0。
    改法：先确认空格确实没有发生，再填 0；发生过的补填件数。
    """
    yield from blank_cells(subject, "disclosure")
