from collections.abc import Iterator

from domain.finding import Severity
from rules.confront import MESSAGE, against_tables
from rules.cross import x_new, x_none, x_result
from rules.definition import Hit, rule
from rules.subject import Subject


@rule(
    id="X-HANDLED",
    severity=Severity.WARNING,
    basis="《政府信息公开条例》第五十条第（二）项；国办公开办函〔2021〕30号、〔2019〕60号表三第三项（七）总计",
    message=MESSAGE,
    fix="请核对：办结的件数是否含上年结转；含的，请在正文写明。",
)
def x_handled(subject: Subject) -> Iterator[Hit]:
    """正文写的答复办结件数与表三办理总计一致

    为什么：答复办结的件数就是表三的“（七）总计”；只算当年新收的，也应当等于总计减上年结转。
    错例：正文写“已答复9件”，表三（七）总计填 8，上年结转填 0。
    对例：正文写“已答复8件”，表三（七）总计填 8。
    改法：按台账核对办结的件数，改写错的一处；含上年结转的请写明。
    """
    yield from against_tables(subject, "X-HANDLED", x_new.x_new, x_none.x_none, x_result.x_result)
