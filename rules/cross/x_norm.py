from collections.abc import Iterator

from domain.finding import Severity
from rules.confront import DENIED, MESSAGE, against_tables
from rules.definition import Hit, rule
from rules.subject import Subject


@rule(
    id="X-NORM",
    severity=Severity.ERROR,
    basis="《政府信息公开条例》第二十条第（一）项、第五十条第（一）项；国办公开办函〔2021〕30号、〔2019〕60号表二",
    message=MESSAGE,
    fix="请与司法行政部门核对规范性文件目录，把正文和表二改成一致。",
    also={"denied": DENIED},
)
def x_norm(subject: Subject) -> Iterator[Hit]:
    """正文写的规范性文件件数与表二一致

    为什么：正文和表二说的是同一批规范性文件；一般公文、制度、政策文件不是规范性文件，不填入表二。
    错例：正文写“制发行政规范性文件3件”，表二本年制发件数填 2。
    对例：正文写“制发行政规范性文件3件”，表二本年制发件数填 3。
    改法：按规范性文件目录核对制发、废止和现行有效的件数，改写错的一处。
    """
    yield from against_tables(subject, "X-NORM")
