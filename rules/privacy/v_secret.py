import re
from collections.abc import Iterator

from domain.finding import Severity
from rules.definition import Hit, rule
from rules.subject import Subject

_MARK = re.compile(
    r"(?:绝密|机密|秘密)[★☆]|[★☆]\d+年|内部(?:资料|文件)[，、]?(?:注意保存|请勿外传)"
)


@rule(
    id="V-SECRET",
    severity=Severity.ERROR,
    basis="《保守国家秘密法》第二十一条；《政府信息公开条例》第十四条、第十七条",
    message="这里带有密级或内部资料的标志，不能公开。",
    fix="请立即停止发布，报保密审查负责人处理。",
)
def v_secret(subject: Subject) -> Iterator[Hit]:
    """年报里没有密级标志

    为什么：年报要向社会公开，带密级标志的内容必须先经保密审查。
    错例：正文里粘进了印有密级和五角星标志的文件片段。
    对例：正文只写公开文件的情况。
    改法：删去这段内容，并查清它从哪份文件来。
    """
    for sentence in subject.text.everywhere:
        if _MARK.search(sentence.plain):
            yield Hit(section=sentence.section, place=sentence.place)
