import re
from collections.abc import Iterator
from dataclasses import dataclass

from domain.finding import Severity
from rules.definition import Hit, rule
from rules.language.passages import passages
from rules.subject import Subject

_COUNT = r"[^，。；、()\d]{0,12}?(?P<number>\d{1,6})(?![\d.])[件份宗条]"
_NEXT = r"(?:下一?年度?|次年度?|下年度?|明年|20\d\d年度?)"
_LAST = r"(?:上一?年度?|去年度?)"
_STATED = {
    "received": re.compile(
        rf"(?:新收到?|收到|接收到?)(?:各类|的|政府信息公开|信息公开|依申请公开|书面)*(?:申请|事项|件|办件)(?:共|总数|数量|为)*{_COUNT}"
        r"|新收(?:共|为)*(?P<short>\d{1,6})件"
    ),
    "carried_in": re.compile(rf"(?:{_LAST}(?:度)?(?:转入|结转)|结转(?:自)?{_LAST}){_COUNT}"),
    "processed": re.compile(rf"(?:办结|答复|办理完毕|办理答复|予以答复){_COUNT}"),
    "carried_out": re.compile(rf"(?:结转(?:至|到)?|转入){_NEXT}(?:继续办理)?{_COUNT}"),
}
_ALTERS = re.compile(r"含|包括|另有|补正|撤回|撤销|其中|超期|截至|季度|上半年|下半年|复议|诉讼")
_LONGEST_PASSAGE = 3


@rule(
    id="N-BALANCE",
    severity=Severity.WARNING,
    basis="国办公开办函〔2021〕30号表三所印勾稽关系：第一项加第二项之和，等于第三项加第四项之和",
    message="新收 {received}＋上年结转 {carried_in}＝{taken}，"
    "答复 {processed}＋结转下年 {carried_out}＝{given}，相差 {difference}。",
    fix="请查依申请公开台账；答复的 {processed} 件如不含上年结转的，请写明。",
)
def n_balance(subject: Subject) -> Iterator[Hit]:
    """正文里新收加上年结转，等于答复加结转下年度

    为什么：收进来的申请不是办结了，就是结转到下一年，正文写全了四个数就应当平衡。
    错例：新收申请 30 件，上年结转 2 件，答复 29 件，结转下年度 1 件。（32 与 30）
    对例：新收申请 30 件，上年结转 2 件，答复 31 件，结转下年度 1 件。
    改法：以台账和表三为准；四个数口径不同的，写明“含上年结转”。
    """
    sentences = [each for each in subject.text.of_sections if each.section == "一"]
    for size in range(1, _LONGEST_PASSAGE + 1):
        for passage in passages(sentences, size):
            if passage.plain.count("结转") < 2 or _ALTERS.search(passage.plain):
                continue
            stated = _stated(passage.plain)
            if stated is None:
                continue
            if stated.difference:
                sentence = passage.sentences[0]
                yield Hit(
                    params=stated.params,
                    quote=sentence.text,
                    section=sentence.section,
                    place=sentence.place,
                )
            return


@dataclass(frozen=True, slots=True)
class _Stated:
    """The four numbers of applications that a passage states."""

    received: int
    carried_in: int
    processed: int
    carried_out: int

    @property
    def difference(self) -> int:
        return abs(self.received + self.carried_in - self.processed - self.carried_out)

    @property
    def params(self) -> dict[str, object]:
        return {
            "received": self.received,
            "carried_in": self.carried_in,
            "taken": self.received + self.carried_in,
            "processed": self.processed,
            "carried_out": self.carried_out,
            "given": self.processed + self.carried_out,
            "difference": self.difference,
        }


def _stated(text: str) -> _Stated | None:
    """The four numbers, or None where one is not said, or is said more than once."""
    numbers: dict[str, int] = {}
    for name, pattern in _STATED.items():
        matches = list(pattern.finditer(text))
        if len(matches) != 1:
            return None
        number = matches[0]["number"] or matches[0]["short"]
        numbers[name] = int(number)
    return _Stated(**numbers)
