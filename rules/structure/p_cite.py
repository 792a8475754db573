import re
from collections.abc import Iterator

from domain.finding import Severity
from rules.definition import Hit, Wording, rule
from rules.language.sentences import Sentence
from rules.subject import Subject

_FORM_2019 = re.compile(r"国办公开办函[^，。；]{0,3}2019[^，。；\d]{0,2}60号")
_FORM_2021 = re.compile(r"国办公开办函[^，。；]{0,3}2021[^，。；\d]{0,2}30号")
_OLD_DECREE = re.compile(r"国?务?院?令[(〔\[]?第?492号")
_NEW_DECREE = re.compile(r"711号")
_BRACKETS = re.compile(r"[\[［【(](?P<year>(?:19|20)\d{2})[\]］】)](?P<number>第?\d{1,4}号)")
_FIRST_YEAR = 2021


@rule(
    id="P-CITE",
    severity=Severity.INFO,
    basis="国办公开办函〔2021〕30号（2021年度起）；国务院令第711号（修订后的条例，2019年5月15日起施行）",
    message="{year} 年的报告引用的是国办公开办函〔2019〕60号，2021年度起的格式文件是"
    "国办公开办函〔2021〕30号。",
    fix="请把文号改为国办公开办函〔2021〕30号，并核对表样。",
    also={
        "decree": Wording(
            message="引用的是国务院令第492号，条例已经修订，现行的是国务院令第711号。",
            fix="请把文号改为国务院令第711号。",
        ),
        "brackets": Wording(
            message="文号写成“{found}”，年份应当用六角括号。",
            fix="请改为“{expected}”。",
        ),
    },
)
def p_cite(subject: Subject) -> Iterator[Hit]:
    """引用的文件现行有效，文号写法正确

    为什么：引用旧文号，说明文稿是照旧稿改的，格式也可能用错。
    错例：2023年的报告写“根据国办公开办函[2019]60号”。
    对例：2023年的报告写“根据国办公开办函〔2021〕30号”。
    改法：照现行文件的名称和文号改；年份用六角括号“〔〕”。
    """
    sentences = [each for each in subject.text.everywhere if "号" in each.plain]
    year = subject.report.year
    if year is not None and year >= _FIRST_YEAR:
        yield from _outdated(sentences, _FORM_2019, _FORM_2021, None, year)
    yield from _outdated(sentences, _OLD_DECREE, _NEW_DECREE, "decree", year)
    for sentence in sentences:
        match = _BRACKETS.search(sentence.plain)
        if match is not None:
            expected = f"〔{match['year']}〕{match['number'].removeprefix('第')}"
            yield _hit(sentence, "brackets", found=match.group(), expected=expected)
            return


def _outdated(
    sentences: list[Sentence],
    old: re.Pattern[str],
    new: re.Pattern[str],
    case: str | None,
    year: int | None,
) -> Iterator[Hit]:
    """The first sentence that cites what was replaced, if what replaced it is cited nowhere."""
    if any(new.search(each.plain) for each in sentences):
        return
    sentence = next((each for each in sentences if old.search(each.plain)), None)
    if sentence is not None:
        yield _hit(sentence, case, year=year)


def _hit(sentence: Sentence, case: str | None, **params: object) -> Hit:
    return Hit(
        params=params,
        quote=sentence.text,
        section=sentence.section,
        place=sentence.place,
        case=case,
        found=str(params["found"]) if "found" in params else None,
        expected=str(params["expected"]) if "expected" in params else None,
    )
