import re
from collections.abc import Iterator

from domain.finding import Severity
from domain.report import Report
from rules.definition import Hit, rule
from rules.received import RECEIVED_TOTAL, row_total
from rules.relation import figure
from rules.scope import clause_before, is_whole
from rules.sentences import Sentence
from rules.subject import Subject

_NONE = re.compile(
    r"(?:未|没有|尚未|从未|暂未)(?:新)?(?:收到|接到|接收到?|收悉|受理|发生|产生|出现|涉及)过?"
    r"|不涉及|不存在|(?<!有)无(?![法需须故偿障条件])"
)
_OBJECT = (
    r"(?:依申请公开(?:政府信息)?(?:的)?(?:申请|事项|事宜|办件|件|信息公开|政府信息|情况)?"
    r"|(?:政府)?信息公开(?:的)?申请|申请公开(?:的)?(?:政府)?信息|公开(?:政府)?信息的?申请)"
)
_CLAIM = re.compile(f"(?P<gap>[^，。；：]{{0,30}}?){_OBJECT}(?P<rest>[^，。；]*)")
_OTHER = re.compile(
    r"复议|诉讼|投诉|举报|文件|公文|许可|逾期|超期|未答复|收费|信函|邮寄|传真|当面|现场|网上|网络"
    r"|季度|上半年|下半年|月|部分|个别|企业|法人(?!和|或|及|、)|结转|补正|纠纷|争议|异议|制度|渠道|问题"
)


@rule(
    id="X-NONE",
    severity=Severity.ERROR,
    basis="《政府信息公开条例》第五十条第（二）项；国办公开办函〔2021〕30号、〔2019〕60号表三第一项",
    message="正文说没有收到申请，表三“本年新收”总计是 {total}。",
    fix="请查依申请公开台账：收到过申请就改正文，没有收到就改表三。",
)
def x_none(subject: Subject) -> Iterator[Hit]:
    """正文说没有收到申请，表三本年新收应为 0

    为什么：正文和表三说的是同一年的同一件事，不能一处说没有、一处有数。
    错例：正文写“本年度未收到政府信息公开申请”，表三本年新收总计填 2。
    对例：正文写“本年度收到政府信息公开申请2件”，表三本年新收总计填 2。
    改法：以依申请公开台账为准改写错的一处；上年结转的件不算本年新收。
    """
    for sentence in subject.text.sentences(section="一", about="申请"):
        if not _says_none(sentence, subject.report):
            continue
        total = row_total(subject, RECEIVED_TOTAL)
        if total > 0:
            yield Hit(
                params={"total": figure(total)},
                cells=(RECEIVED_TOTAL,),
                quote=sentence.text,
                section=sentence.section,
                place=sentence.place,
                found=figure(total),
                expected="0",
            )
        return


def _says_none(sentence: Sentence, report: Report) -> bool:
    text = sentence.plain
    for none in _NONE.finditer(text):
        claim = _CLAIM.match(text, none.end())
        if claim is None or _OTHER.search(claim["gap"] + claim["rest"]):
            continue
        if is_whole(clause_before(text, none.start()), report):
            return True
    return False
