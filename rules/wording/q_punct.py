import re
from collections.abc import Iterator

from domain.finding import Severity
from rules.definition import Hit, rule
from rules.subject import Subject

_HALF_WIDTH = re.compile(r"(?<=[\u4e00-\u9fff”》）])\s*[,;:?!](?=\s*[\u4e00-\u9fff“《（])")


@rule(
    id="Q-PUNCT",
    severity=Severity.INFO,
    basis="GB/T 15834《标点符号用法》",
    message="正文有 {count} 处用了半角标点，例如“{example}”。",
    fix="中文里的逗号、分号、冒号请用全角。",
)
def q_punct(subject: Subject) -> Iterator[Hit]:
    """中文里用全角标点

    为什么：半角、全角混用会影响排版，也显得不够仔细。
    错例：加强培训,提高答复质量。
    对例：加强培训，提高答复质量。
    改法：用查找替换把汉字之间的半角标点换成全角。
    """
    found = [
        (sentence, match)
        for sentence in subject.text.everywhere
        for match in _HALF_WIDTH.finditer(sentence.text)
    ]
    if found:
        sentence, match = found[0]
        example = sentence.text[max(0, match.start() - 4) : match.end() + 4].strip()
        yield Hit(
            {"count": len(found), "example": example},
            quote=sentence.text,
            section=sentence.section,
            place=sentence.place,
            found=match.group().strip(),
        )
