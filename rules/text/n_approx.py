import re
from collections.abc import Iterator

from domain.finding import Severity
from rules.definition import Hit, rule
from rules.subject import Subject

_PRECISE_AND_ROUGH = re.compile(
    r"(?<![\d.,])(?P<number>\d{1,3}(?:,\d{3})+|\d{2,})(?P<word>余|多)(?![万亿年天小月岁度])"
)


@rule(
    id="N-APPROX",
    severity=Severity.INFO,
    basis="国办公开办函〔2021〕30号：年度报告内容应准确",
    message="“{number}{word}”：{number} 已经精确到个位，不宜再写“{word}”。",
    fix="请写“{number}”或“{rounded}{word}”。",
)
def n_approx(subject: Subject) -> Iterator[Hit]:
    """精确的数后面不写“余”“多”

    为什么：写到个位的数是准数，“余”表示约数，放在一起读者不知道是哪一种。
    错例：接待群众 2468 余人次。
    对例：接待群众 2468 人次。
    改法：有准数的写准数；没有准数的写到整十、整百，再加“余”。
    """
    for sentence in subject.text.of_sections:
        if "余" not in sentence.plain and "多" not in sentence.plain:
            continue
        for match in _PRECISE_AND_ROUGH.finditer(sentence.plain):
            number = match["number"].replace(",", "")
            if number.endswith("0"):
                continue
            kept = 2 if len(number) > 2 else 1
            yield Hit(
                params={
                    "number": number,
                    "word": match["word"],
                    "rounded": number[:kept].ljust(len(number), "0"),
                },
                quote=sentence.text,
                section=sentence.section,
                place=sentence.place,
                found=f"{number}{match['word']}",
            )
