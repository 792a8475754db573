from collections.abc import Iterator

from domain.finding import Severity
from rules.confront import DENIED, MESSAGE, against_tables
from rules.cross import x_new, x_none
from rules.definition import Hit, rule
from rules.subject import Subject


@rule(
    id="X-CARRY",
    severity=Severity.ERROR,
    basis="《政府信息公开条例》第五十条第（二）项；国办公开办函〔2021〕30号、〔2019〕60号表三第二项、第四项",
    message=MESSAGE,
    fix="请查台账里年初、年末没有办结的件，把正文和表三改成一致。",
    also={"denied": DENIED},
)
def x_carry(subject: Subject) -> Iterator[Hit]:
    """正文写的结转件数与表三一致

    为什么：年初接过来的件和年末留下的件，正文和表三各有一处，只能是同一个数。
    错例：正文写“结转下年度3件”，表三结转下年度继续办理总计填 2。
    对例：正文写“结转下年度3件”，表三结转下年度继续办理总计填 3。
    改法：按台账数出年末没有办结的件，改写错的一处。
    """
    yield from against_tables(subject, "X-CARRY", x_new.x_new, x_none.x_none)
