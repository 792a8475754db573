from collections.abc import Iterator

from domain.finding import Severity
from rules.confront import MESSAGE, against_tables
from rules.cross import x_new, x_none
from rules.definition import Hit, rule
from rules.subject import Subject


@rule(
    id="X-APPL",
    severity=Severity.ERROR,
    basis="《政府信息公开条例》第五十条第（二）项；国办公开办函〔2021〕30号、〔2019〕60号表三“申请人情况”",
    message=MESSAGE,
    fix="请查台账里申请人的类别，把正文和表三改成一致。",
)
def x_appl(subject: Subject) -> Iterator[Hit]:
    """正文写的各类申请人的件数与表三一致

    为什么：同一批申请，正文按申请人写的件数就是表三对应的一列；“法人或其他组织”是自然人以外五列的合计。
    错例：正文写“自然人申请12件、企业申请3件”，表三本年新收自然人填 13、商业企业填 2。
    对例：正文写“自然人申请12件、企业申请3件”，表三本年新收自然人填 12、商业企业填 3。
    改法：按台账核对每件申请的申请人类别，改写错的一处。
    """
    yield from against_tables(subject, "X-APPL", x_new.x_new, x_none.x_none)
