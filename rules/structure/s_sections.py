import re
from collections.abc import Iterator
from itertools import combinations

from domain.finding import Severity
from domain.form import FormSection
from domain.report import Section
from domain.wording import fold
from rules.definition import Hit, Wording, rule
from rules.subject import CannotJudge, Doubt, Subject

_NUMBER = re.compile(r"^[一二三四五六七八九十]+[、.．]")
_MARKS = re.compile(r"[#*\s:。;]")
_AND = re.compile(r"[和与及、,]|以及")


@rule(
    id="S-SECTIONS",
    severity=Severity.ERROR,
    basis="《政府信息公开条例》第五十条；国办公开办函〔2021〕30号、〔2019〕60号附件所列六个部分",
    message="没有找到第{number}部分“{number}、{heading}”。",
    fix="请补上“{number}、{heading}”这一部分，没有内容也要写明。",
    also={
        "order": Wording(
            message="“{printed}”的位置不对，统一格式中它是第{number}部分。",
            fix="请按一至六的顺序排列各部分，这一部分的标题是“{number}、{heading}”。",
        ),
        "heading": Wording(
            message="第{number}部分标题写成“{printed}”，统一格式是“{number}、{heading}”。",
            fix="把标题改为“{number}、{heading}”。",
        ),
    },
)
def s_sections(subject: Subject) -> Iterator[Hit]:
    """六个部分齐全、顺序正确、标题与统一格式一致

    为什么：六个部分是条例规定的内容，标题统一，读者和汇总的人才能按部分查找。
    错例：“二、公开发布政府信息情况”；或者第四部分直接接第六部分。
    对例：“二、主动公开政府信息情况”；一至六依次排列，第六部分没有内容时写“无其他需要报告的事项”。
    改法：照统一格式改标题、补部分、调顺序；“和”“及”“、”之类的差别不用改。
    """
    printed = subject.report.sections
    if not printed:
        raise CannotJudge(Doubt("没有找到任何一级标题"))
    pairs = _pairs(subject.form.sections, printed)
    in_order = _longest_in_order([index for _, index in pairs if index is not None])
    for official, index in pairs:
        if index is None:
            params = {"number": official.number, "heading": official.heading}
            yield Hit(params, section=official.number)
            continue
        section = printed[index]
        if index not in in_order or section.number not in ("", official.number):
            yield _hit(official, section, "order")
        elif not _is_heading_of(section.heading, official):
            yield _hit(official, section, "heading", Severity.WARNING)


def _longest_in_order(indexes: list[int]) -> tuple[int, ...]:
    """The most sections that stand in the right order, so that the fewest are called misplaced."""
    for count in range(len(indexes), 1, -1):
        for some in combinations(indexes, count):
            if list(some) == sorted(some):
                return some
    return tuple(indexes[:1])


def _hit(
    official: FormSection, section: Section, case: str, severity: Severity | None = None
) -> Hit:
    shown = f"{section.number}、{section.heading}" if section.number else section.heading
    return Hit(
        params={"number": official.number, "heading": official.heading, "printed": shown},
        quote=shown,
        section=section.number or official.number,
        place=section.place,
        case=case,
        severity=severity,
        found=shown,
        expected=f"{official.number}、{official.heading}",
    )


def _pairs(
    official: tuple[FormSection, ...], printed: tuple[Section, ...]
) -> list[tuple[FormSection, int | None]]:
    """Each official section with the printed one that is meant: by heading, else by number."""
    taken: dict[int, FormSection] = {}
    for section in official:
        for index, each in enumerate(printed):
            if index not in taken and _is_heading_of(each.heading, section):
                taken[index] = section
                break
    for section in official:
        for index, each in enumerate(printed):
            if (
                index not in taken
                and section not in taken.values()
                and each.number == section.number
            ):
                taken[index] = section
    where = {section: index for index, section in taken.items()}
    return [(section, where.get(section)) for section in official]


def _is_heading_of(heading: str, section: FormSection) -> bool:
    return _plain(heading) in {_plain(name) for name in (section.heading, *section.variants)}


def _plain(heading: str) -> str:
    return _AND.sub("、", _NUMBER.sub("", _MARKS.sub("", fold(heading))))
