from collections.abc import Iterator

from domain.finding import Severity
from rules.confront import MESSAGE, against_tables
from rules.definition import Hit, rule
from rules.subject import Subject


@rule(
    id="X-PERMIT",
    severity=Severity.WARNING,
    basis="《政府信息公开条例》第二十条第（五）、（六）项；国办公开办函〔2021〕30号、〔2019〕60号表二处理决定数量",
    message=MESSAGE,
    fix="请核对两处的口径：表二填的是全年作出的全部处理决定，包括依法没有公开的。",
)
def x_permit(subject: Subject) -> Iterator[Hit]:
    """正文写的许可、处罚、强制件数与表二一致

    为什么：表二的处理决定数量是本机关全年作出的全部决定，正文写的办理件数应当相同；公示的条数不在此列。
    错例：正文写“全年作出行政处罚决定35件”，表二行政处罚处理决定数量填 53。
    对例：正文写“全年作出行政处罚决定35件”，表二行政处罚处理决定数量填 35。
    改法：按业务台账核对全年的决定件数，改写错的一处；口径不同的，请在正文写明。
    """
    yield from against_tables(subject, "X-PERMIT")
