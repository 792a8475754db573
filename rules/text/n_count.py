import re
from collections.abc import Iterator, Sequence

from domain.finding import Severity
from rules.definition import Hit, rule
from rules.language.enumeration import enumerations
from rules.language.levels import levels
from rules.language.numerals import NUMBER, parse_number
from rules.language.sentences import Sentence
from rules.subject import Subject

_KINDS = re.compile(r"(?:类|种|个[^，。；\d]{2})(?:共计|共|合计|总计|累计)?\d")
_QUOTED = re.compile(
    rf"(?P<list>(?:“[^”]{{1,30}}”[、和及与]?){{2,12}})(?P<open>等|以及|和|及|、)?共?(?P<number>{NUMBER})"
    r"(?:个|大|类|项|种)(?:要素|方面|板块|栏目|专栏|专题|部分|类别|属性|内容|类型|渠道|区域|环节|领域)?"
)
_LISTED = re.compile(
    rf"(?P<list>[^，。；：、“”()\d]{{2,16}}(?:、[^，。；：、“”()\d]{{2,12}}){{2,7}}?)(?P<number>{NUMBER})"
    r"(?:个|大|类|项|种)(?:重点|主要|基础)?(?:制度|机制|工作|任务|措施|举措|平台|渠道|载体|方式|形式|环节|领域|栏目|专栏|板块|要素|途径|阵地)"
)
_ANDS = re.compile(r"[和与及]")
_NO_LIST = re.compile(r"等|包括|以及|分[为成别]|各|每|其他|这|另|前|后|第|新|原|共同")
_ITEM = re.compile(r"“[^”]+”")
_ANNOUNCED = re.compile(
    rf"(?P<number>{NUMBER})(?:个|项|点|条|大|(?=方面))(?:方面|问题|不足|短板|措施|工作|差距|困难|薄弱环节)[^。，；]{{0,6}}[：:。，]?$"
)
_ORDINAL = re.compile(r"(?<![一-鿿])(?P<ordinal>[一二三四五六七八九])是")
_LONGEST_LIST = 9


@rule(
    id="N-COUNT",
    severity=Severity.INFO,
    basis="国办公开办函〔2021〕30号：年度报告内容应准确",
    message="写的是 {number} 项，列出来的有 {listed} 项。",
    fix="请核对：漏列了一项，还是数目写错。",
)
def n_count(subject: Subject) -> Iterator[Hit]:
    """写明几类、几个方面的，列出的也是几项

    为什么：说有三个方面，后面却列了四个，读者不知道哪个对。
    错例：设置“查阅室”“政策超市”“休闲区”“打印区”三个要素。
    对例：设置“查阅室”“政策超市”“休闲区”三个要素。
    改法：补上漏列的，或改数目；没有列全的，在最后加“等”。
    """
    sentences = subject.text.of_sections
    for index, sentence in enumerate(sentences):
        counts = [*_kinds(sentence.plain), *_quoted(sentence.plain), *_bare(sentence.plain)]
        if "一是" in sentence.plain:
            counts += _in_order(sentences, index)
        for number, listed in counts:
            if number != listed:
                yield Hit(
                    params={"number": number, "listed": listed},
                    quote=sentence.text,
                    section=sentence.section,
                    place=sentence.place,
                    found=str(number),
                    expected=str(listed),
                )


def _kinds(text: str) -> Iterator[tuple[int, int]]:
    """“三类49项，其中……”: the kinds announced and the parts listed, where these are all."""
    if not _KINDS.search(text):
        return
    for level in levels(text):
        for each in enumerations(level):
            is_whole = sum(part.number for part in each.parts) == each.total.number
            if each.kinds is not None and is_whole and each.kinds.number != len(each.parts):
                yield int(each.kinds.number), len(each.parts)


def _quoted(text: str) -> Iterator[tuple[int, int]]:
    """“甲”“乙”“丙”三个要素."""
    if "”" not in text:
        return
    for match in _QUOTED.finditer(text):
        number = parse_number(match["number"])
        if number is not None and match["open"] is None:
            yield int(number), len(_ITEM.findall(match["list"]))


def _bare(text: str) -> Iterator[tuple[int, int]]:
    """“甲、乙、丙、丁三项制度”, where the number is one off: more is another list."""
    if text.count("、") < 2:
        return
    for match in _LISTED.finditer(text):
        number = parse_number(match["number"])
        listed = match["list"].count("、") + 1
        if number is None or _NO_LIST.search(match["list"]) or _ANDS.search(match["list"]):
            continue
        if abs(int(number) - listed) == 1:
            yield int(number), listed


def _in_order(sentences: Sequence[Sentence], index: int) -> Iterator[tuple[int, int]]:
    """“三个问题：一是……二是……三是……”, up to where the order ends."""
    first = sentences[index].plain
    start = first.find("一是")
    announced = _ANNOUNCED.search(first[:start])
    if announced is None and index and start == 0:
        announced = _ANNOUNCED.search(sentences[index - 1].plain)
    number = parse_number(announced["number"]) if announced else None
    if number is None:
        return
    listed = 0
    following = [first[start:]]
    for sentence in sentences[index + 1 :]:
        if sentence.section != sentences[index].section:
            break
        following.append(sentence.plain)
    for ordinal in _ORDINAL.finditer("\n".join(following)):
        if parse_number(ordinal["ordinal"]) != listed + 1:
            break
        listed += 1
    if 1 < listed <= _LONGEST_LIST:
        yield int(number), listed
