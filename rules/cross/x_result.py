from collections.abc import Iterator

from domain.finding import Severity
from rules.confront import MESSAGE, against_tables
from rules.cross import x_new, x_none
from rules.definition import Hit, rule
from rules.subject import Subject


@rule(
    id="X-RESULT",
    severity=Severity.ERROR,
    basis="《政府信息公开条例》第五十条第（二）项；国办公开办函〔2021〕30号、〔2019〕60号表三第三项“本年度办理结果”",
    message=MESSAGE,
    fix="请查依申请公开台账里这种办理结果的件数，把正文和表三改成一致。",
)
def x_result(subject: Subject) -> Iterator[Hit]:
    """正文写的各种办理结果与表三一致

    为什么：一件申请只有一种办理结果，正文和表三说的是同一批申请，件数只能相同。
    错例：正文写“不予公开6件”，表三（三）不予公开各行合计 5。
    对例：正文写“不予公开6件”，表三（三）不予公开各行合计 6。
    改法：按台账逐件核对办理结果，改写错的一处；区分处理的只计“部分公开”。
    """
    yield from against_tables(subject, "X-RESULT", x_new.x_new, x_none.x_none)
