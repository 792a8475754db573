"""Errors of structure: sections, headings, tables, periods, and what must be said."""

from benchmarks.rules.corpus.draft import ORDER, texts_of
from benchmarks.rules.corpus.people import load
from benchmarks.rules.corpus.sections import FEE_FROM
from benchmarks.rules.corpus.tables import draw_cells
from benchmarks.rules.plant.desk import Desk, Kind, Planted
from domain.finding import Severity
from domain.form import form_for_year, load_form

_HEADINGS = {
    "一": ("总体开展情况", "基本情况", "工作概述"),
    "二": ("公开发布信息情况", "主动公开工作情况"),
    "三": ("申请办理情况", "依申请公开工作情况"),
    "四": ("复议诉讼情况", "被复议和诉讼情况"),
    "五": ("下一步打算", "问题与建议"),
    "六": ("附则", "其他说明"),
}
_NOTHING_WRONG = ("无。", "存在的主要问题：无。", "没有发现问题。")
_ITEMS = "一二三四五"


def missing_section(desk: Desk) -> Planted | None:
    number = desk.chance.choice(ORDER)
    desk.draft.order = desk.draft.order.replace(number, "")
    return Planted("section missing", ("S-",), number)


def swapped_sections(desk: Desk) -> Planted | None:
    at = desk.chance.randrange(len(ORDER) - 1)
    order = list(ORDER)
    order[at], order[at + 1] = order[at + 1], order[at]
    desk.draft.order = "".join(order)
    return Planted("sections out of order", ("S-SECTIONS",), desk.draft.order)


def other_heading(desk: Desk) -> Planted | None:
    number = desk.chance.choice(ORDER)
    desk.draft.headings[number] = desk.chance.choice(_HEADINGS[number])
    return Planted("heading renamed", ("S-SECTIONS",), desk.draft.headings[number])


def old_tables(desk: Desk) -> Planted | None:
    """The tables of the 2019 form in a report for 2021 or later."""
    draft = desk.draft
    if draft.form.key == "2019":
        return None
    draft.form = load_form("2019")
    draft.cells = texts_of(draw_cells(desk.chance, draft.unit, draft.form))
    return Planted("old tables", ("S-TEMPLATE-YEAR",), "2019 form")


def unsplit_row(desk: Desk) -> Planted | None:
    """（六）其他处理 as one row, as the 2019 form had it."""
    draft = desk.draft
    table = draft.form.tables["applications"]
    if not table.merged:
        return None
    line = table.merged[0]
    for column in table.parts[0].columns:
        names = [f"applications.{row}.{column.key}" for row in line.replaces]
        total = sum(int(draft.cells.pop(name)) for name in names)
        draft.cells[f"applications.{line.key}.{column.key}"] = str(total)
    return Planted("row not split", ("S-",), line.label)


def missing_table(desk: Desk) -> Planted | None:
    table = desk.chance.choice(("disclosure", "applications", "reviews"))
    for name in [name for name in desk.draft.cells if name.startswith(f"{table}.")]:
        del desk.draft.cells[name]
    return Planted("table missing", ("S-TABLES", "S-IMG"), table)


def missing_item(desk: Desk) -> Planted | None:
    """One of the five sub-items of section 一 is not there."""
    if desk.draft.form.key == "2019":
        return None
    number = desk.chance.choice(_ITEMS)
    kept, is_inside = [], False
    for words in desk.draft.sections["一"]:
        text = desk.draft.printed(words)
        if text[:1] == "（" and text[1:2] in _ITEMS and text[2:3] == "）":
            is_inside = text[1] == number
        if not is_inside:
            kept.append(words)
    desk.draft.sections["一"] = kept
    return Planted("sub-item missing", ("S-FIVE",), number)


def wrong_period(desk: Desk) -> Planted | None:
    year = desk.draft.year
    (text,) = desk.draft.introduction
    assert isinstance(text, str)
    spoilt = (
        text.replace("12月31日", "11月30日"),
        text.replace(f"{year}年1月1日", f"{year - 1}年1月1日"),
        text.replace(f"{year}年12月31日", f"{year - 1}年12月31日"),
        text.replace(f"{year}年1", f"{year - 1}年1"),
    )
    wrong = desk.chance.choice([each for each in spoilt if each != text])
    desk.draft.introduction = [wrong]
    return Planted("period", ("P-RANGE", "P-YEAR", "Y-STALE"), wrong)


def wrong_title_year(desk: Desk) -> Planted | None:
    """The title has another year than the text; a reader believes the title."""
    draft = desk.draft
    wrong = draft.year + desk.chance.choice((-1, 1))
    if form_for_year(wrong) is not draft.form:
        return None
    draft.title = draft.title.replace(str(draft.year), str(wrong))
    draft.year = wrong
    return Planted("year in the title", ("P-YEAR", "P-RANGE"), str(wrong))


def wrong_title(desk: Desk) -> Planted | None:
    desk.draft.title = desk.draft.title.replace("信息公开工作年度", "信息公开年度")
    return Planted("title", ("P-TITLE",), "工作 missing", least=Severity.INFO)


def wrong_date(desk: Desk) -> Planted | None:
    """Signed before the year was over."""
    for words in desk.draft.sections["六"]:
        if isinstance(words[0], str) and words[0].startswith(f"{desk.draft.year + 1}年1月"):
            words[0] = wrong = f"{desk.draft.year}年1月20日"
            return Planted("date of signing", ("P-DATE",), wrong, least=Severity.INFO)
    return None


def other_signature(desk: Desk) -> Planted | None:
    """Signed with the name of another unit."""
    for words in desk.draft.sections["六"]:
        if words[0] == desk.draft.unit.name:
            words[0] = wrong = f"龙门县{desk.chance.choice(('林业局', '人民政府办公室', '审计局'))}"
            return Planted("signature", ("P-SIGN",), wrong, least=Severity.INFO)
    return None


def missing_fee(desk: Desk) -> Planted | None:
    if desk.draft.year < FEE_FROM:
        return None
    desk.draft.sections["六"] = [[desk.chance.choice(load("shapes/closing.toml")["extras"]["old"])]]
    return Planted("fee not stated", ("X-FEE-STATE",), "六")


def empty_problems(desk: Desk) -> Planted | None:
    text = desk.chance.choice(_NOTHING_WRONG)
    desk.draft.sections["五"] = [[text]]
    return Planted("section 五 empty", ("S-EMPTY5",), text)


def misprinted_label(desk: Desk) -> Planted | None:
    key = desk.chance.choice(("nonprofit", "legal_service", "refused_third_party"))
    printed = {"nonprofit": "社会组织", "legal_service": "法律机构"}.get(key, "4.保护第三方权益")
    desk.draft.misprints["applications", key] = printed
    return Planted("label", ("S-LABEL",), printed, least=Severity.INFO)


def no_total_column(desk: Desk) -> Planted | None:
    """Table 3 without the heading of its last column."""
    desk.draft.misprints["applications", "total"] = ""
    return Planted("heading of totals missing", ("S-HEADER-TOTAL",), "总计")


def old_notice(desk: Desk) -> Planted | None:
    """The introduction cites the notice of the form before, and nothing else the one in force."""
    draft = desk.draft
    said = "".join(draft.printed(words) for words in draft.sections["一"])
    if draft.form.key == "2019" or draft.form.document in said.replace(" ", ""):
        return None
    cited = "根据国办公开办函〔2019〕60号要求，"
    desk.draft.introduction = [cited, *desk.draft.introduction]
    return Planted("old notice cited", ("P-CITE",), cited, least=Severity.INFO)


def repeated_number(desk: Desk) -> Planted | None:
    """Two sub-items of section 一 with the same number."""
    for words in desk.draft.sections["一"]:
        for at, piece in enumerate(words):
            if isinstance(piece, str) and piece.startswith("（四）"):
                words[at] = piece.replace("（四）", "（三）")
                return Planted("number repeated", ("S-NUMBERING",), "（三）", least=Severity.INFO)
    return None


_ALL = ("general", "tables", "五", "六", "headings", "last", "title")
KINDS = (
    Kind("section missing", "structure", missing_section, _ALL, alone=True),
    Kind("sections out of order", "structure", swapped_sections, ("headings",), alone=True),
    Kind("heading renamed", "structure", other_heading, ("headings",), alone=True),
    Kind("old tables", "structure", old_tables, ("tables", "general", "last"), alone=True),
    Kind("row not split", "structure", unsplit_row, ("tables",), alone=True),
    Kind("table missing", "structure", missing_table, ("tables", "last"), alone=True),
    Kind("sub-item missing", "structure", missing_item, ("general",), alone=True),
    Kind("period", "structure", wrong_period, ("title",), alone=True),
    Kind(
        "year in the title",
        "structure",
        wrong_title_year,
        ("title", "last", "general", "五"),
        alone=True,
    ),
    Kind("label", "structure", misprinted_label, ("tables",)),
    Kind("heading of totals missing", "structure", no_total_column, ("tables",), alone=True),
    Kind("old notice cited", "structure", old_notice, ("title", "tables"), alone=True),
    Kind("number repeated", "structure", repeated_number, ("general",), alone=True),
    Kind("title", "structure", wrong_title, ("title",), alone=True),
    Kind("date of signing", "structure", wrong_date, ("六",), alone=True),
    Kind("signature", "structure", other_signature, ("六",), alone=True),
    Kind("fee not stated", "structure", missing_fee, ("六",), alone=True),
    Kind("section 五 empty", "structure", empty_problems, ("五",), alone=True),
)
