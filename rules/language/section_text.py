"""All that one section of a report says, as one text."""

import re

from rules.subject import CannotJudge, Doubt, Subject

_NOT_COUNTED = re.compile(r"[^\u4e00-\u9fff\d]+")


def section_text(subject: Subject, number: str) -> str:
    """The sentences of the section, one on each line, without spaces (see `Sentence.plain`).
    Raises CannotJudge where the report has no such section."""
    if all(section.number != number for section in subject.report.sections):
        raise CannotJudge(Doubt(f"没有找到第{number}部分"))
    return "\n".join(sentence.plain for sentence in subject.text.sentences(section=number))


def length(text: str) -> int:
    """How long it is as writers count: Chinese characters and digits, no punctuation."""
    return len(_NOT_COUNTED.sub("", text))
