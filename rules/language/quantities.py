"""Counted things in a sentence: the number, its measure word, and the words it counts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from rules.language.numerals import NUMBER, parse_number

MEASURES = (
    "条次|人次|场次|户次|件次|篇次|期次|批次|大类|万元|亿元|千元|平方米|公里|公顷"
    "|件|条|份|项|个|篇|次|宗|起|封|台|家|户|期|张|本|册|幅|组|例|人|名|处|场|批|则|部(?!门|委|署)|块|套|支|堂|节|枚|元|亩|所|座|类|种"
)
"""The measure words, as a fragment of a regular expression without groups."""

_NUMBER = re.compile(
    rf"(?<![\dA-Za-z.〔\[第\-—/])(?<!\d：)(?P<number>{NUMBER})(?![\d.]|：\d)"
    rf"(?P<rough>余|多|来|几)?(?P<myriad>[万亿](?!元))?(?P<measure>{MEASURES})?(?P<more>余|多)?"
)
LAST_CHARACTERS = frozenset("0123456789余多万亿部" + "".join(m[-1] for m in MEASURES.split("|")))
"""What a quantity may end with."""

AND_SO_ON = r"(?<=[件条份项个篇次期批起宗封台家户张册场人名处则])等(?!次|级)"
"""等 behind a measure word ends a list of examples; elsewhere (微博等平台) it is part of a name. A
fragment of a regular expression without groups."""

_NO_COUNT_BEFORE = frozenset("零〇一二两三四五六七八九十百千万亿数几每某逐同统进唯任另这那哪“‘")
_NO_COUNT = re.compile(r"一(?:次性|部分|起|批次?性|[人户件事项家](?:一|多))")
"""Before and in these, a number in characters counts nothing: 另一个, 数十件, 一次性, 一人一档."""

_END = re.compile(r"\s*(?:$|[，、；。！？：()])")
_BOUNDARIES = "，、；。：()"
_AFTER = re.compile(rf"[^{_BOUNDARIES}\d]*")
_SPACE = re.compile(r"[\s“”‘’\"]")
_ROUGH_BEFORE = re.compile(r"(?:近|约|超|超过|逾|大约|约为|不足|至少|将近|突破|达到?近)$")
_ROUGH_AFTER = re.compile(r"\s*(?:以上|左右|上下|以内|有余)")
TOTAL_WORD = re.compile(r"(?<![公中])共(?![同享建产青])|累计|合计|总计|总数|总量")
"""Words in front of a number that make it a total."""

_BESIDE = re.compile(
    r"^(?:新增|关停|注销|取消|退回)|(?:新增|关停|注销|取消|退回)了?$|增加|减少|增长|下降"
    r"|[较比](?:上|去|20\d\d)|同比|环比|平均|日均|每|人均|最|[上去]一?年度?(?:结转|转结|转入)"
)
_SAME_CLASS = {"条次": "条", "件次": "件", "篇次": "篇", "名": "人", "大类": "类", "种": "类"}
_MONEY = {"元": 1, "千元": 10**3, "万元": 10**4, "亿元": 10**8}
_MYRIADS = {"万": 10**4, "亿": 10**8}


@dataclass(frozen=True, slots=True)
class Quantity:
    """`number` things, money in 元. `measure` is the measure word or None; `before` are the words
    between the last punctuation and the number, `after` those between the measure word and the
    next punctuation, both without spaces. `is_rough` is true for 余, 多, 近, 约. `start` and `end`
    are offsets into the sentence. `written` is the number as a person repeats it (``"1.2万"``),
    `step` the value of its last digit where it may be rounded (1.2万: 1000), else 0."""

    number: int | Decimal
    measure: str | None
    before: str
    after: str
    is_rough: bool
    start: int
    end: int
    written: str
    step: int | Decimal = 0

    @property
    def is_beside(self) -> bool:
        """Whether it only compares or comments another number: 比上年增加2件, 平均每月28条."""
        return _BESIDE.search(self.before) is not None

    @property
    def measure_class(self) -> str | None:
        if self.measure in _MONEY:
            return "元"
        return _SAME_CLASS.get(self.measure or "", self.measure)


def quantities(text: str) -> Iterator[Quantity]:
    """Numbers that count something: not years, dates, percentages or ordinals."""
    last = 0
    has_titles = "《" in text
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        before = _before(text, last, start)
        value = parse_number(match["number"])
        if (
            value is None
            or not _counts(match, before)
            or (has_titles and _is_in_title(text, start))
        ):
            continue
        rough = (
            bool(match["rough"] or match["more"])
            or _ROUGH_BEFORE.search(text, last, start) is not None
            or _ROUGH_AFTER.match(text, end) is not None
        )
        unit = _MYRIADS.get(match["myriad"] or "", 1) * _MONEY.get(match["measure"] or "", 1)
        yield Quantity(
            number=whole(value * unit),
            measure=match["measure"],
            before=before,
            after=_after(text, end),
            is_rough=rough,
            start=start,
            end=end,
            written=_written(match, value),
            step=_step(match["number"]) * unit,
        )
        last = end


def _is_in_title(text: str, start: int) -> bool:
    """Whether it belongs to the name of a document: 《致居民的一封信》."""
    return text.rfind("《", 0, start) > text.rfind("》", 0, start)


def _before(text: str, last: int, start: int) -> str:
    words = text[last:start].rstrip(" ：")
    return squeeze(words[max(map(words.rfind, _BOUNDARIES)) + 1 :])


def _after(text: str, end: int) -> str:
    words = _AFTER.match(text, end)
    return squeeze(words.group()) if words else ""


def whole(value: int | Decimal) -> int | Decimal:
    """`value` as an int if it is one."""
    return int(value) if value == int(value) else value


def squeeze(text: str) -> str:
    return _SPACE.sub("", text)


def _counts(match: re.Match[str], before: str) -> bool:
    if not match["number"][0].isdigit():
        start = match.start()
        stands_free = not start or match.string[start - 1] not in _NO_COUNT_BEFORE
        is_word = _NO_COUNT.match(match.string, start) is not None
        return match["measure"] is not None and stands_free and not is_word
    if match["measure"] is not None:
        return True
    return bool(before) and _END.match(match.string, match.end()) is not None


def _written(match: re.Match[str], value: int | Decimal) -> str:
    number = match["number"].replace(",", "")
    shown = number if number[0].isdigit() else str(value)
    money = match["measure"] if match["measure"] in _MONEY else ""
    return f"{shown}{match['myriad'] or ''}{money}"


def _step(number: str) -> int | Decimal:
    """The value of the last digit of 1.2万, 3万, 1.25; 0 for whole numbers without a unit."""
    decimals = len(number.rstrip("万亿").partition(".")[2])
    unit = _MYRIADS.get(number[-1], 1)
    if not decimals and unit == 1:
        return 0
    return whole(Decimal(unit) / 10**decimals)
