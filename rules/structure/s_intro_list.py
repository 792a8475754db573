import re
from collections.abc import Iterator

from domain.finding import Severity
from rules.definition import Hit, Wording, rule
from rules.language.numerals import parse_number
from rules.language.sentences import Sentence
from rules.subject import Subject

_CLAIM = re.compile(
    r"(?:由|包括|包含|分为|共分|分|共有|共)(?P<list>[^。；]{0,200}?)"
    r"(?<![第十\d])(?P<number>\d{1,2}|[一二两三四五六七八九十]{1,2})(?:个|大)?(?P<measure>部分|章|方面)"
)
_PARTS = tuple(
    map(
        re.compile,
        (
            "总体",
            "主动公开|公开政府信息情况",
            "收到和?处理|公开申请|依申请",
            "复议|诉讼",
            "问题",
            "其他",
        ),
    )
)
"""What names each of the six parts in an introduction."""

_ONE_PART = re.compile(r"行政复议[、和及]+(?:提起)?行政诉讼")
_ITEM_END = re.compile(r"[、，]|以及")


@rule(
    id="S-INTRO-LIST",
    severity=Severity.INFO,
    basis="国办公开办函〔2021〕30号、〔2019〕60号附件所列六个部分",
    message="引言说报告有 {claimed} 个部分，正文有 {printed} 个部分。",
    fix="请把引言里的部分数改为 {printed}，并列全各部分的名称。",
    also={
        "list": Wording(
            message="引言说报告有 {claimed} 个部分，列出的是 {listed} 个。",
            fix="请核对引言里列的名称，与正文的六个部分一致。",
        )
    },
)
def s_intro_list(subject: Subject) -> Iterator[Hit]:
    """引言说的部分数与正文一致

    为什么：引言多是沿用往年的文稿，正文增减了部分，引言常常忘了改。
    错例：引言写“本报告由五部分组成”，正文有六部分。
    对例：引言写“本报告由六部分组成”，正文有六部分。
    改法：照正文改引言；引言里不列名称也可以。
    """
    for sentence in subject.text.introduction:
        for match in _CLAIM.finditer(sentence.plain):
            yield from _judged(match, sentence, subject)


def _judged(match: re.Match[str], sentence: Sentence, subject: Subject) -> Iterator[Hit]:
    listed = {at for at, part in enumerate(_PARTS) if part.search(match["list"])}
    if match["measure"] == "方面" and 0 not in listed:
        return
    claimed, printed = parse_number(match["number"]), len(subject.report.sections)
    if printed != len(subject.form.sections):
        return
    case = None
    if claimed == printed:
        if not listed or len(listed) == claimed or not _is_whole_list(match["list"]):
            return
        case = "list"
    yield Hit(
        params={"claimed": claimed, "printed": printed, "listed": len(listed)},
        quote=sentence.text,
        place=sentence.place,
        case=case,
        found=str(claimed),
        expected=str(printed),
    )


def _is_whole_list(text: str) -> bool:
    """Whether the list has nothing but official parts and does not end with 等."""
    items = [item for item in _ITEM_END.split(_ONE_PART.sub("复议", text)) if item]
    known = all(any(part.search(item) for part in _PARTS) for item in items)
    return known and not text.rstrip("共计的").endswith("等")
