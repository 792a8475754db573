import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from domain.finding import Severity
from rules.definition import Hit, Wording, rule
from rules.language.numerals import parse_number
from rules.language.percentage import fits, percentage, rounded
from rules.subject import Subject

_MEASURE = r"(?P<m>万?(?:条次|人次|件次|篇次|场次|件|条|份|项|个|篇|次|宗|期|户|人|元))"
_NOW = rf"(?<![\d.,])(?P<now>\d[\d,]*(?:\.\d+)?){_MEASURE}[，、(]?"
_YEAR = r"(?:上年|去年|上一年|上年度|20\d\d年)(?:度|全年|同期)?的?"
_THEN = (
    rf"{_YEAR}(?:(?![增减升降提多少])[^，。；、()\d]){{0,8}}"
    r"(?P<then>\d[\d,]*(?:\.\d+)?)(?P=m)[，、]?"
)
_UP = (
    r"[^，。；、()\d]{0,4}?(?P<way>增长|增加|上升|提高|提升|多|下降|减少|降低|压减|压缩|精简|少)了?"
)
_PERCENT = r"(?P<percent>\d+(?:\.\d+)?)%"
_CHANGE = r"(?P<change>\d[\d,]*(?:\.\d+)?)(?P=m)"
_SHAPES = (
    re.compile(
        rf"{_NOW}(?:与|同比|较|比|相比|(?=上年|去年|上一年)){_THEN}(?:相比)?，?(?:同比)?{_UP}{_PERCENT}"
    ),
    re.compile(rf"{_NOW}(?:与|较|比){_THEN}(?:相比)?，?(?:同比)?{_UP}{_CHANGE}"),
    re.compile(
        rf"{_NOW}(?:同比|(?:较|比|与){_YEAR}(?:相比)?，?){_UP}{_CHANGE}[，、(]"
        rf"(?:同比)?(?:增长|上升|增幅|提高|下降|降低|减少|降幅)(?:率|了|为|达)?{_PERCENT}"
    ),
    re.compile(
        rf"{_NOW}(?:同比|(?:较|比|与){_YEAR}(?:相比)?，?){_UP}{_CHANGE}[，、(]"
        rf"(?:上年|去年|上一年|20\d\d年)度?(?:同期)?(?:为|是|共|发布|收到|公开)*"
        r"(?P<then>\d[\d,]*(?:\.\d+)?)(?P=m)"
    ),
    re.compile(
        r"(?P<last>20\d\d)年(?:(?!20\d\d年)[^。；、()\d]){0,12}"
        r"(?P<then>\d[\d,]*(?:\.\d+)?)(?P<m>万?[件条份项个篇次期])，"
        r"(?P<year>20\d\d)年[^，。；、()\d]{0,12}(?P<now>\d[\d,]*(?:\.\d+)?)(?P=m)，同比"
        rf"{_UP}{_PERCENT}"
    ),
    re.compile(
        r"由(?:上年|去年|上一年|20\d\d年)度?的?(?P<then>\d[\d,]*(?:\.\d+)?)(?P<m>[件条份项个篇次])"
        r"(?:(?:增长|增加|上升|提高|减少|下降|降低)[到至]|变为|[增减降升]至)(?:20\d\d年的?|今年的?|本年度?的?)?"
        rf"(?P<now>\d[\d,]*(?:\.\d+)?)(?P=m)，(?:同比)?(?:{_UP}|(?:增幅|涨幅|(?P<fall>降幅))[为达]?到?){_PERCENT}"
    ),
)
_DOWN = re.compile(r"下降|减|降低|压缩|精简|少")


@rule(
    id="N-GROWTH",
    severity=Severity.WARNING,
    basis="国办公开办函〔2021〕30号：年度报告内容应准确",
    message="{now} 比 {then} 应是{right}，写的是{written}。",
    fix="请核对两年的数和增减幅度。",
    also={
        "change": Wording(
            message="{now}－{then}＝{right}，写的是{written}。",
            fix="请核对两年的数和增减数。",
        )
    },
)
def n_growth(subject: Subject) -> Iterator[Hit]:
    """正文里与上年相比的增减，与写出的两年的数相符

    为什么：两年的数都写在句子里，增减多少、百分之几是算得出来的。
    错例：发布信息 120 条，比上年的 100 条增长 25%。
    对例：发布信息 120 条，比上年的 100 条增长 20%。
    改法：以两年的台账为准重新计算；增加几件、增长百分之几分开写清楚。
    """
    for sentence in subject.text.of_sections:
        text = sentence.plain
        if "上年" not in text and "去年" not in text and "同比" not in text and "20" not in text:
            continue
        for shape in _SHAPES:
            for match in shape.finditer(text):
                said = _said(match)
                if said is None or said.is_right:
                    continue
                yield Hit(
                    params=said.params,
                    quote=sentence.text,
                    section=sentence.section,
                    place=sentence.place,
                    case=None if said.percent else "change",
                    severity=Severity.INFO if said.is_nearly_right else None,
                    found=said.percent and f"{said.percent}%",
                )


@dataclass(frozen=True, slots=True)
class _Said:
    """Two years' figures and what a sentence says of their difference: a percentage as printed, or
    a `change` (negative for less)."""

    now: Decimal
    then: Decimal
    down: bool
    percent: str | None
    change: Decimal

    @property
    def growth(self) -> Decimal:
        grown = percentage(self.now - self.then, self.then)
        return -grown if self.down else grown

    @property
    def is_right(self) -> bool:
        if self.percent is None:
            return self.now - self.then == self.change
        return fits(self.percent, self.growth)

    @property
    def is_nearly_right(self) -> bool:
        """Whether the percentage was cut off instead of rounded."""
        return self.percent is not None and fits(self.percent, self.growth, Decimal(1))

    @property
    def params(self) -> dict[str, object]:
        difference = self.now - self.then
        if self.percent is None:
            return {
                "now": self.now,
                "then": self.then,
                "right": difference,
                "written": f"{'减少' if self.down else '增加'} {abs(self.change)}",
            }
        share = rounded(abs(self.growth), self.percent)
        return {
            "now": self.now,
            "then": self.then,
            "right": f"{'下降' if difference < 0 else '增长'} {share}%",
            "written": f"{'下降' if self.down else '增长'} {self.percent}%",
        }


def _said(match: re.Match[str]) -> _Said | None:
    groups = match.groupdict()
    down = groups.get("fall") is not None or _DOWN.search(groups["way"] or "") is not None
    now = _decimal(groups["now"])
    if groups.get("last") and int(groups["last"]) >= int(groups["year"]):
        return None
    change = _decimal(groups.get("change") or "0")
    signed = -change if down else change
    then = _decimal(groups["then"]) if groups.get("then") else now - signed
    if then <= 0:
        return None
    return _Said(now, then, down, groups.get("percent"), signed)


def _decimal(text: str) -> Decimal:
    return Decimal(parse_number(text) or 0)
