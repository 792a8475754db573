"""Title, unit, year and the six sections, in the shapes that reports give them."""

import pytest

from domain.report import Report
from parsing.reading import read_report

HEADINGS = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
]
PERIOD = "所列数据统计期限为2022年1月1日至2022年12月31日。"


def report(head: str, headings: list[str] = HEADINGS, body: str = "正文一句。") -> Report:
    lines = [head, PERIOD, *(line for heading in headings for line in (heading, body))]
    return read_report("\n\n".join(lines).encode())


@pytest.mark.parametrize(
    ("head", "title", "unit", "year"),
    [
        (
            "某县水务局2022年政府信息公开工作年度报告",
            "某县水务局2022年政府信息公开工作年度报告",
            "某县水务局",
            2022,
        ),
        (
            "# **某县水务局 2022 年 政府信息公开工作 年度报告**",
            "某县水务局2022年政府信息公开工作年度报告",
            "某县水务局",
            2022,
        ),
        (
            "某县水务局\n\n2022年政府信息公开工作年度报告",
            "某县水务局2022年政府信息公开工作年度报告",
            "某县水务局",
            2022,
        ),
        (
            "某县水务局\n\n2022年度\n\n政府信息公开工作年度报告",
            "某县水务局2022年度政府信息公开工作年度报告",
            "某县水务局",
            2022,
        ),
        (
            "某县水务局二〇二二年政府信息公开年度报告",
            "某县水务局二〇二二年政府信息公开年度报告",
            "某县水务局",
            2022,
        ),
        (
            "2022年某县某镇人民政府信息公开工作年度报告",
            "2022年某县某镇人民政府信息公开工作年度报告",
            "某县某镇人民政府",
            2022,
        ),
        (
            "关于某县水务局2022年政府信息公开工作报告",
            "关于某县水务局2022年政府信息公开工作报告",
            "某县水务局",
            2022,
        ),
        (
            "2022年度某县水务局政府信息公开工作年度报告",
            "2022年度某县水务局政府信息公开工作年度报告",
            "某县水务局",
            2022,
        ),
        (
            "某县水务局2022年政府信息公开工作年度报告（第二稿）",
            "某县水务局2022年政府信息公开工作年度报告（第二稿）",
            "某县水务局",
            2022,
        ),
        (
            "首页：政务公开\n\n某县水务局2021年政府信息公开年报",
            "某县水务局2021年政府信息公开年报",
            "某县水务局",
            2021,
        ),
        ("某县水务局政务公开工作总结", None, None, 2022),
        (
            "现发布《某县水务局 2022 年政府信息公开工作年度报告》。",
            "某县水务局2022年政府信息公开工作年度报告",
            "某县水务局",
            2022,
        ),
    ],
)
def test_title_unit_and_year(
    head: str, title: str | None, unit: str | None, year: int | None
) -> None:
    read = report(head)
    assert (read.title, read.unit, read.year) == (title, unit, year)


TITLE = "某县水务局2022年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("printed", "number", "heading"),
    [
        ("一、总体情况", "一", "总体情况"),
        ("## **一、 总体情况**", "一", "总体情况"),
        ("一. 总体情况", "一", "总体情况"),
        ("一，总体情况", "一", "总体情况"),
        ("一 总体情况", "一", "总体情况"),
        ("第一部分 总体情况", "一", "总体情况"),
        ("1、总体情况", "一", "总体情况"),
        ("一、总体开展情况", "一", "总体开展情况"),
        ("一、概述", "一", "概述"),
        ("总体情况", "", "总体情况"),
    ],
)
def test_the_first_heading_in_many_shapes(printed: str, number: str, heading: str) -> None:
    read = report(TITLE, [printed, *HEADINGS[1:]])
    assert len(read.sections) == 6
    assert (read.sections[0].number, read.sections[0].heading) == (number, heading)


@pytest.mark.parametrize(
    ("at", "printed"),
    [
        (1, "二、公开发布政府信息情况"),
        (1, "二、行政机关主动公开政府信息情况"),
        (3, "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
        (3, "四、政府信息公开行政复议和行政诉讼情况"),
        (4, "五、政府信息公开工作存在的主要问题及改进情况"),
        (4, "五、存在问题及改进措施"),
        (5, "六、其他需要报告事项"),
        (5, "六、其他事项"),
    ],
)
def test_headings_in_other_words_open_their_section(at: int, printed: str) -> None:
    headings = list(HEADINGS)
    headings[at] = printed
    read = report(TITLE, headings)
    assert [section.number for section in read.sections] == list("一二三四五六")
    assert read.sections[at].heading == printed[2:]


def test_a_section_that_is_missing_is_missing() -> None:
    read = report(TITLE, HEADINGS[:4] + HEADINGS[5:])
    assert [section.number for section in read.sections] == list("一二三四六")


def test_sections_in_another_order_stay_in_that_order() -> None:
    headings = [*HEADINGS[:3], HEADINGS[4], HEADINGS[3], HEADINGS[5]]
    read = report(TITLE, headings)
    assert [section.number for section in read.sections] == list("一二三五四六")


def test_numbered_items_inside_a_section_open_none() -> None:
    body = "一、加强领导，落实责任。\n\n二、健全制度\n\n（三）收到和处理政府信息公开申请情况"
    read = report(TITLE, body=body)
    assert [section.number for section in read.sections] == list("一二三四五六")
    assert all(len(section.paragraphs) == 3 for section in read.sections)


def test_a_table_of_contents_opens_no_section() -> None:
    contents = "\n\n".join(f"{heading}……{page}" for page, heading in enumerate(HEADINGS, 1))
    read = report(f"{TITLE}\n\n{contents}")
    assert [p.text for section in read.sections for p in section.paragraphs] == ["正文一句。"] * 6


def test_text_on_the_line_of_a_heading_is_its_first_paragraph() -> None:
    headings = [*HEADINGS[:5], "六、其他需要报告的事项：无。"]
    read = report(TITLE, headings)
    assert read.sections[5].heading == "其他需要报告的事项"
    assert [paragraph.text for paragraph in read.sections[5].paragraphs] == ["无。", "正文一句。"]


def test_a_long_sentence_that_names_a_heading_is_no_heading() -> None:
    sentence = "三、收到和处理政府信息公开申请情况详见下表，全年共收到申请三件，均已办结。"
    read = report(TITLE, [*HEADINGS[:2], sentence, *HEADINGS[2:]])
    assert read.sections[2].heading == HEADINGS[2][2:]
    assert len(read.sections) == 6


def test_what_stands_between_title_and_first_section_is_the_introduction() -> None:
    read = report(TITLE)
    assert [paragraph.text for paragraph in read.introduction] == [PERIOD]
