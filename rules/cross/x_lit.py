from collections.abc import Iterator

from domain.finding import Severity
from rules.confront import DENIED, MESSAGE, against_tables
from rules.definition import Hit, rule
from rules.subject import Subject


@rule(
    id="X-LIT",
    severity=Severity.ERROR,
    basis="《政府信息公开条例》第五十条第（三）项；国办公开办函〔2021〕30号、〔2019〕60号表四",
    message=MESSAGE,
    fix="请查行政复议、行政诉讼案件登记，把正文和表四改成一致。",
    also={"denied": DENIED},
)
def x_lit(subject: Subject) -> Iterator[Hit]:
    """正文写的行政复议、行政诉讼件数与表四一致

    为什么：正文和表四说的是同一年因政府信息公开引起的案件；行政诉讼是“未经复议直接起诉”和“复议后起诉”两项总计之和。
    错例：正文写“行政诉讼2件”，表四未经复议直接起诉总计 1、复议后起诉总计 0。
    对例：正文写“行政诉讼1件”，表四未经复议直接起诉总计 1、复议后起诉总计 0。
    改法：按案件登记核对件数和结果，改写错的一处；只计因政府信息公开引起的案件。
    """
    yield from against_tables(subject, "X-LIT")
