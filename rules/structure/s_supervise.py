import re
from collections.abc import Iterator

from domain.finding import Severity
from rules.definition import Hit, rule
from rules.standing import Standing, standing
from rules.subject import CannotJudge, Doubt, Subject

_GOVERNMENTS = frozenset({Standing.TOWNSHIP, Standing.COUNTY, Standing.UPPER})
_RESULTS = {
    "工作考核": re.compile("考核|考评|测评|绩效"),
    "社会评议": re.compile("评议|满意度|测评|社会评价|公众评价|群众评价"),
    "责任追究": re.compile("追究|追责|问责"),
}


@rule(
    id="S-SUPERVISE",
    severity=Severity.INFO,
    basis="《政府信息公开条例》第五十条第（四）项：各级人民政府的年度报告还应当包括工作考核、"
    "社会评议和责任追究结果情况",
    message="政府的年报还应写明{results}的情况，正文里没有找到。",
    fix="请在“监督保障”里补写；没有发生的也请写明，例如“没有发生责任追究的情况”。",
)
def s_supervise(subject: Subject) -> Iterator[Hit]:
    """政府的年报写明工作考核、社会评议和责任追究结果

    为什么：条例要求各级人民政府的年度报告写明这三项；部门的年报没有这项要求。
    错例：监督保障只写了开展培训两次。
    对例：将政务公开纳入年度考核，公众评议满意，没有发生责任追究的情况。
    改法：在监督保障里各补一句；没有发生的，写“没有发生”。
    """
    if standing(subject.report.unit) not in _GOVERNMENTS:
        return
    sentences = subject.text.of_sections
    if not sentences:
        raise CannotJudge(Doubt("没有读到正文"))
    missing = [
        name
        for name, words in _RESULTS.items()
        if not any(words.search(sentence.plain) for sentence in sentences)
    ]
    if missing:
        yield Hit(params={"results": "".join(f"“{name}”" for name in missing)}, section="一")
