import re
from collections.abc import Iterator

from domain.finding import Severity
from domain.report import Report
from rules.definition import Hit, rule
from rules.language.scope import Scope, clause_before, scope_at
from rules.language.sentences import Sentence
from rules.received import RECEIVED_TOTAL, row_total
from rules.relation import figure
from rules.subject import Subject

_NONE = re.compile(
    r"(?:未|没有|尚未|从未|暂未)(?:有|新)?(?:收到|接到|接收到?|收悉|受理|发生|产生|出现|涉及)?过?"
    r"|不涉及|不存在|(?<!有)无(?![法需须故偿障条件])"
)
_OBJECT = (
    r"(?:依申请公开(?:政府信息)?(?:的)?(?:申请|事项|事宜|办件|件|信息公开|政府信息|情况)?"
    r"|(?:政府)?信息公开(?:的)?申请|申请公开(?:的)?(?:政府)?信息|公开(?:政府)?信息的?申请)"
)
_CLAIM = re.compile(f"(?P<gap>[^，。；：]{{0,30}}?){_OBJECT}(?P<rest>[^，。；]*)")
_BARE = re.compile(
    r"(?P<gap>(?:任何|公民|群众|相关|有关|书面|提出|的|人|单位|、|和)*)申请(?P<rest>[^，。；]*)"
)
_NOTHING = re.compile(
    r"(?:本年度?|全年|20\d{2}年度?|，|我[局办镇乡]|本机关)*(?:暂?无|没有|未发生|不涉及)(?:此类|相关|该类|此项)?(?:情况|事项|情形|业务)?[。；]?"
)
_ABOUT_APPLICATIONS = re.compile(r"依申请")
_OTHER_SUBJECT = re.compile(r"复议|诉讼|许可|投诉|举报|结转|第.季度|网络|信函")
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
    for sentence in subject.text.sentences():
        if "申请" not in sentence.plain + sentence.subheading:
            continue
        scope = _of_whom(sentence, subject.report)
        if scope is Scope.OTHER:
            continue
        total = row_total(subject, RECEIVED_TOTAL)
        if total > 0:
            yield Hit(
                params={"total": figure(total)},
                cells=(RECEIVED_TOTAL,),
                quote=sentence.text,
                section=sentence.section,
                place=sentence.place,
                severity=Severity.WARNING if scope is Scope.UNSURE else None,
                found=figure(total),
                expected="0",
            )
        return


def _of_whom(sentence: Sentence, report: Report) -> Scope:
    """Of whom a sentence says that they received nothing; OTHER where it does not say it."""
    text = sentence.plain
    is_bare = _ABOUT_APPLICATIONS.search(sentence.subheading) is not None
    if is_bare and _NOTHING.fullmatch(text):
        return Scope.WHOLE
    for none in _NONE.finditer(text):
        claim = _CLAIM.match(text, none.end())
        if claim is None and is_bare:
            claim = _BARE.match(text, none.end())
        if claim is None or _OTHER.search(claim["gap"] + claim["rest"]):
            continue
        if _OTHER_SUBJECT.search(clause_before(text, none.start())):
            continue
        scope = scope_at(text, none.start(), report)
        if scope is not Scope.OTHER:
            return scope
    return Scope.OTHER
