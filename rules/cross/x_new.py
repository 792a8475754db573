import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from domain.finding import Severity
from domain.report import Report
from rules.definition import Hit, Wording, rule
from rules.language.numerals import NUMBER, parse_number
from rules.language.scope import Scope, clause_before, scope_at
from rules.language.sentences import Sentence
from rules.received import CARRIED_IN_TOTAL, PROCESSED_TOTAL, RECEIVED_TOTAL, row_sum, row_total
from rules.relation import figure
from rules.subject import Subject

_VERB = r"(?P<verb>新收到?|收到|接收到?|接到|收件|受理(?!窗口|渠道|平台|点|机构)|办理)"
_OBJECT = (
    r"(?:政府信息公开(?:的)?申请|信息公开(?:的)?申请|依申请公开(?:的)?(?:(?:政府)?信息)?(?:申请|事项|件)?"
    r"|申请公开(?:的)?(?:政府)?信息|公开(?:政府)?信息的?申请)(?:表|书|办件|事项|数量)?"
)
_COUNT = (
    rf"(?P<number>{NUMBER})(?P<rough>余|多|几)?(?:件次|件|份|条|宗|起|例|个|次|项)(?P<more>余|多)?"
)
_CLAIMS = (
    re.compile(
        rf"{_VERB}(?P<gap>[^，。；：\d]{{0,25}}?){_OBJECT}"
        rf"(?:共计|总计|合计|共|累计|数|总数|为|是|：)*{_COUNT}"
    ),
    re.compile(rf"{_VERB}(?P<gap>[^，。；：\d]{{0,12}}?){_COUNT}(?:的)?{_OBJECT}"),
)
_BARE = re.compile(
    rf"{_VERB}(?P<gap>(?:公民|群众|书面|各类|的|共|共计|累计|了)*)申请(?:共计|共|总计|合计|累计)*{_COUNT}"
)
_NEWLY = re.compile(rf"(?P<verb>新收)(?P<gap>)(?:到|申请|量|数量|件数|的|为|共|是)*{_COUNT}")
_WITHOUT_VERB = re.compile(
    r"(?:^|(?<=[，；：。]))(?:20\d{2}年度?|全年|本年度?|我[局办镇乡]|本机关|共|有)*(?P<verb>)(?P<gap>)"
    rf"(?:政府)?信息公开申请(?:共计|总计|合计|共|总数|数量|为|：)*{_COUNT}"
)
_ABOUT_APPLICATIONS = re.compile(r"依申请|信息公开申请|申请公开")
_NEW = "新收"
"""Leaves out what was carried over: the sum of both may be meant, but should not be called so."""

_LOOSE = frozenset({"受理", "办理", ""})
_SUBSET = re.compile(
    r"其中|网上|网络|线上|线下|在线|信函|邮寄|来信|当面|现场|传真|邮件|平台|网站|窗口"
    r"|自然人|企业|法人(?!和|或|及|、)|复议|诉讼|许可|投诉|举报|补正|撤回|结转[下至]|继续|救助|登记|转办|交办|转来|未|没有"
)
_ALL_CHANNELS = re.compile(
    r"(?:窗口|现场|线下|当面)(?:和|与|、)(?:网上|网络|线上)(?:平台|渠道)?|线上线下|等(?:各种|多种|各类)?(?:渠道|方式|形式|途径|平台)|(?:各种|多种|各类|各)渠道"
)
_SIBLING = re.compile(
    rf"[、，和及][^，。；、\d]{{2,12}}(?:提[出交]|递交|寄来|申请)的?(?:申请)?{NUMBER}[件份条]"
)
"""What counts the applications of others likewise, so that the number is of a part only."""

_WITH_CARRIED = re.compile(r"[，(]?(?:其中)?(?:已|均)?(?:含|包括|其中)[^，。；)\d]{0,6}结转")


@rule(
    id="X-NEW",
    severity=Severity.ERROR,
    basis="《政府信息公开条例》第五十条第（二）项；国办公开办函〔2021〕30号、〔2019〕60号表三第一项",
    message="正文写{verb}申请 {claimed} 件，表三“本年新收”总计是 {total}。",
    fix="请查依申请公开台账，把正文和表三改成一致。",
    also={
        "carried": Wording(
            message="正文写{verb}申请 {claimed} 件，等于表三“本年新收”{total}＋“上年结转”"
            "{carried}。",
            fix="数字相符；建议在正文写明“含上年结转 {carried} 件”。",
        ),
        "with_carried": Wording(
            message="正文写{verb}申请 {claimed} 件（含上年结转），表三“本年新收”{total}＋“上年结转”"
            "{carried}＝{sum}。",
            fix="请查依申请公开台账，把正文和表三改成一致。",
        ),
    },
)
def x_new(subject: Subject) -> Iterator[Hit]:
    """正文写的收到申请件数与表三本年新收总计一致

    为什么：同一年收到的申请，正文和表三只能是同一个数。
    错例：正文写“共收到政府信息公开申请16件”，表三本年新收总计填 15。
    对例：正文写“共收到政府信息公开申请16件”，表三本年新收总计填 16。
    改法：以台账为准；正文的数如果含上年结转，请写明“含上年结转若干件”。
    """
    claims = list(_claims(subject))
    if not claims:
        return
    total, carried = row_total(subject, RECEIVED_TOTAL), row_total(subject, CARRIED_IN_TOTAL)
    right = {total, row_sum(subject, RECEIVED_TOTAL)}
    claim = _suspect(claims, right)
    if claim is None:
        return
    if claim.verb in _LOOSE and claim.number == row_total(subject, PROCESSED_TOTAL):
        return
    is_said_right = any(each.is_right(right) for each in claims)
    agrees = claim.number == total + carried
    if agrees and (claim.with_carried or is_said_right):
        return
    case = "carried" if agrees else "with_carried" if claim.with_carried else None
    severity = Severity.WARNING if is_said_right or agrees or not claim.is_certain else None
    if agrees and not claim.verb.startswith(_NEW):
        severity = Severity.INFO
    yield Hit(
        params={
            "verb": claim.verb,
            "claimed": claim.number,
            "total": figure(total),
            "carried": figure(carried),
            "sum": figure(total + carried),
        },
        cells=(RECEIVED_TOTAL, CARRIED_IN_TOTAL) if case else (RECEIVED_TOTAL,),
        quote=claim.sentence.text,
        section=claim.sentence.section,
        place=claim.sentence.place,
        case=case,
        severity=severity,
        found=str(claim.number),
        expected=figure(total + carried if case else total),
    )


@dataclass(frozen=True, slots=True)
class _Claim:
    """A sentence that says how many applications came in the whole year."""

    verb: str
    number: int | Decimal
    with_carried: bool
    scope: Scope
    sentence: Sentence

    @property
    def is_certain(self) -> bool:
        return self.verb not in _LOOSE and self.scope is Scope.WHOLE

    def is_right(self, numbers: set[int | Decimal]) -> bool:
        return not self.with_carried and self.number in numbers


def _suspect(claims: list[_Claim], right: set[int | Decimal]) -> _Claim | None:
    """The surest of the claims that are not right; where another is, it must itself be certain."""
    wrong = [each for each in claims if not each.is_right(right)]
    if len(wrong) < len(claims):
        wrong = [each for each in wrong if each.is_certain and not each.with_carried]
    return min(wrong, key=lambda each: each.verb in _LOOSE, default=None)


def _claims(subject: Subject) -> Iterator[_Claim]:
    for sentence in subject.text.of_sections:
        text = sentence.plain
        about = _ABOUT_APPLICATIONS.search(sentence.subheading + text)
        if not about and "申请" not in text:
            continue
        for pattern in (*_CLAIMS, _BARE, _NEWLY, _WITHOUT_VERB) if about else _CLAIMS:
            claims = [_claim(match, sentence, subject.report) for match in pattern.finditer(text)]
            yield from [each for each in claims if each is not None][:1]


def _claim(match: re.Match[str], sentence: Sentence, report: Report) -> _Claim | None:
    """What a match says of this unit, this year and all channels, if it does."""
    text = sentence.plain
    number = parse_number(match["number"])
    said = clause_before(text, match.start()) + match["gap"]
    if match["verb"].startswith(_NEW):
        said = said.removeprefix("其中")
    if _SUBSET.search(_ALL_CHANNELS.sub("", said)) and not _ALL_CHANNELS.search(said):
        return None
    if "的" in match["gap"] and _SIBLING.match(text, match.end()):
        return None
    scope = scope_at(text, match.start(), report)
    if number is None or match["rough"] or match["more"] or scope is Scope.OTHER:
        return None
    with_carried = _WITH_CARRIED.match(text, match.end()) is not None
    return _Claim(match["verb"], number, with_carried, scope, sentence)
