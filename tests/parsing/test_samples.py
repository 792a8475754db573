"""Published reports read as a careful person reads them: every cell, or a warning that names it."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from domain.form import load_form
from domain.report import Report
from domain.wording import tidy
from parsing.reading import read_report
from tests.parsing.specimen import Value, cell_names

Sample = Callable[[str], bytes]

HEADINGS = [
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
]

HONGZE = {
    "disclosure.normative_documents.repealed": 5,
    "disclosure.normative_documents.in_force": 5,
    "disclosure.licences.decisions": 550,
    "disclosure.penalties.decisions": 4119,
    "disclosure.coercion.decisions": 195,
    "disclosure.fees.amount": Decimal("7730.28"),
    **{
        f"applications.{row}.{column}": count
        for row, count in {
            "received": 21,
            "partly_granted": 4,
            "refused_state_secret": 1,
            "refused_process": 1,
            "refused_enforcement_file": 1,
            "unavailable_not_held": 10,
            "unavailable_needs_creation": 3,
            "rejected_petition": 1,
            "processed_total": 21,
        }.items()
        for column in ("natural_person", "total")
    },
    "reviews.reconsideration.upheld": 10,
    "reviews.reconsideration.corrected": 1,
    "reviews.litigation_after_reconsideration.upheld": 5,
}

PINGLUO_DISCLOSURE = {
    "rules": {"made": 0, "newly_disclosed": 0, "total_disclosed": 0},
    "normative_documents": {"made": 3, "newly_disclosed": 3, "total_disclosed": 3},
    "licences": {"previous_items": 220, "change": 3, "decisions": 9039},
    "other_services": {"previous_items": 198, "change": -7, "decisions": 465},
    "penalties": {"previous_items": 2621, "change": -20, "decisions": 1093},
    "coercion": {"previous_items": 154, "change": -3, "decisions": 11},
    "fees": {"previous_items": 15, "change": -1},
    "procurement": {"items": 121, "amount": Decimal("2.6")},
}
PINGLUO = {
    **{
        f"disclosure.{row}.{column}": value
        for row, columns in PINGLUO_DISCLOSURE.items()
        for column, value in columns.items()
    },
    "applications.received.natural_person": 15,
    "applications.received.business": 1,
    "applications.received.total": 16,
    "applications.granted.natural_person": 10,
    "applications.granted.total": 10,
    "applications.refused_third_party.natural_person": 3,
    "applications.refused_third_party.total": 3,
    "applications.unavailable_not_held.natural_person": 2,
    "applications.unavailable_not_held.business": 1,
    "applications.unavailable_not_held.total": 3,
    "applications.processed_total.natural_person": 15,
    "applications.processed_total.business": 1,
    "applications.processed_total.total": 16,
    "reviews.reconsideration.upheld": 1,
    "reviews.reconsideration.total": 1,
    "reviews.litigation_direct.other": 1,
    "reviews.litigation_direct.pending": 1,
    "reviews.litigation_direct.total": 2,
}

BAOFENG = {
    **{
        f"disclosure.{row}.{column}": 0
        for row, column in (
            ("rules", "made"),
            ("normative_documents", "made"),
            ("licences", "previous_items"),
            ("licences", "change"),
            ("other_services", "previous_items"),
            ("penalties", "previous_items"),
            ("coercion", "previous_items"),
            ("fees", "previous_items"),
            ("procurement", "items"),
        )
    },
    **{
        f"applications.{row.key}.natural_person": 0
        for row in load_form("2019").tables["applications"].parts[0].rows
    },
    **{
        f"reviews.{row}.total": 0
        for row in ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
    },
}


def hongze() -> dict[str, Value]:
    """2021 form, printed with group （六） as one row; every other number is 0."""
    names = [name for name in cell_names("2021") if ".other_not_" not in name]
    names = [
        name for name in names if ".other_fee_" not in name and ".other_remaining." not in name
    ]
    columns = [column.key for column in load_form("2021").tables["applications"].parts[0].columns]
    names += [f"applications.other_processing.{column}" for column in columns]
    return {name: HONGZE.get(name, 0) for name in names}


def touzha() -> dict[str, Value]:
    return dict.fromkeys(cell_names("2021"), 0)


def pingluo() -> dict[str, Value]:
    return {name: PINGLUO.get(name) for name in cell_names("2019")}


def baofeng() -> dict[str, Value]:
    return {name: BAOFENG.get(name) for name in cell_names("2019")}


TRUTH: dict[str, Callable[[], dict[str, Value]]] = {
    "hz2023.pdf": hongze,
    "pl2020.pdf": pingluo,
    "pl2020.docx": pingluo,
    "bf2020.pdf": baofeng,
    "bf2020.docx": baofeng,
    "tz2022.docx": touzha,
    "tz2022.html": touzha,
    "tz2022.txt": touzha,
}


@pytest.mark.parametrize("name", TRUTH)
def test_every_cell_is_read_as_printed(name: str, sample: Sample) -> None:
    report = read_report(sample(name))
    assert {key: cell.value for key, cell in report.cells.items()} == TRUTH[name]()
    assert all(cell.is_readable for cell in report.cells.values())
    assert report.warnings == ()


UNCERTAIN = {
    # The converter lost a column of the first rows.
    "pl2020.txt": (pingluo, {"received", "carried_in", "granted"}),
    # The converter shifted these rows by an unknown number of cells.
    "bf2020.txt": (baofeng, {"carried_in", "rejected_reconfirmation"}),
}


@pytest.mark.parametrize("name", UNCERTAIN)
def test_rows_that_the_converter_shifted_are_uncertain_and_never_wrong(
    name: str, sample: Sample
) -> None:
    truth, rows = UNCERTAIN[name]
    report = read_report(sample(name))
    uncertain = {key for key, cell in report.cells.items() if not cell.is_readable}
    assert {key.split(".")[1] for key in uncertain} == rows
    expected = {key: None if key in uncertain else value for key, value in truth().items()}
    assert {key: cell.value for key, cell in report.cells.items()} == expected
    assert {warning.code for warning in report.warnings} == {"row_misaligned"}
    assert {key for warning in report.warnings for key in warning.cells} == uncertain


HEADS = [
    ("hz2023.pdf", "洪泽区人民政府2023年政府信息公开工作年度报告", "洪泽区人民政府", 2023, "2021"),
    ("tz2022.docx", "平罗县头闸镇2022年政府信息公开工作年度报告", "平罗县头闸镇", 2022, "2021"),
    ("tz2022.html", "平罗县头闸镇2022年政府信息公开工作年度报告", "平罗县头闸镇", 2022, "2021"),
    ("tz2022.txt", "平罗县头闸镇2022年政府信息公开工作年度报告", "平罗县头闸镇", 2022, "2021"),
    *(
        (
            f"pl2020.{kind}",
            "平罗县人民政府2020年政府信息公开年度报告",
            "平罗县人民政府",
            2020,
            "2019",
        )
        for kind in ("txt", "docx", "pdf")
    ),
    *(
        (
            f"bf2020.{kind}",
            "平罗县宝丰镇人民政府2020年政府信息公开年度报告",
            "平罗县宝丰镇人民政府",
            2020,
            "2019",
        )
        for kind in ("txt", "docx", "pdf")
    ),
]


@pytest.mark.parametrize(("name", "title", "unit", "year", "form"), HEADS)
def test_title_unit_year_and_form_are_told(
    name: str, title: str, unit: str, year: int, form: str, sample: Sample
) -> None:
    report = read_report(sample(name))
    assert (report.title, report.unit, report.year, report.form) == (title, unit, year, form)


@pytest.mark.parametrize("name", [head[0] for head in HEADS])
def test_all_six_sections_are_found_with_their_headings_as_printed(
    name: str, sample: Sample
) -> None:
    report = read_report(sample(name))
    printed = list(HEADINGS)
    if name.startswith("bf2020"):
        printed[:2] = ["总体开展情况", "公开发布政府信息情况"]
    assert [section.number for section in report.sections] == list("一二三四五六")
    assert [section.heading for section in report.sections] == printed
    assert all(report.sections[i].paragraphs for i in (0, 4, 5))
    assert not any(report.sections[i].paragraphs for i in (1, 2, 3))


def test_pasted_word_markup_reads_like_the_word_file(sample: Sample) -> None:
    word, page = (read_report(sample(f"tz2022.{kind}")) for kind in ("docx", "html"))
    assert words(page) == words(word)
    assert page.introduction[0].text == word.introduction[0].text


@pytest.mark.parametrize("name", ["bf2020", "pl2020"])
def test_word_and_pdf_of_one_report_read_alike(name: str, sample: Sample) -> None:
    word, pdf = (read_report(sample(f"{name}.{kind}")) for kind in ("docx", "pdf"))
    assert words(word) == words(pdf)
    assert {(each.key, each.axis, each.printed) for each in word.labels} == {
        (each.key, each.axis, each.printed) for each in pdf.labels
    }
    assert all(cell.place.page and cell.place.box for cell in pdf.cells.values())


def words(report: Report) -> list[str]:
    return [
        tidy(paragraph.text)
        for each in (report.introduction, *(section.paragraphs for section in report.sections))
        for paragraph in each
    ]


def test_a_sentence_cut_by_page_breaks_is_whole(sample: Sample) -> None:
    report = read_report(sample("bf2020.txt"))
    sentence = "2020年度累计推送各类信息1087条次，其中微信公众平台推送429条次，微博推送658条次"
    assert any(sentence in tidy(each.text) for each in report.sections[0].paragraphs)


def test_a_mangled_label_is_understood_and_kept_as_printed(sample: Sample) -> None:
    report = read_report(sample("hz2023.pdf"))
    printed = [each.printed for each in report.labels if each.key == "refused_prohibited_by_law"]
    assert printed == ["2.其他法律行政止公开"]


def test_cells_of_the_real_pdf_have_their_places(sample: Sample) -> None:
    report = read_report(sample("hz2023.pdf"))
    place = report.cells["reviews.reconsideration.total"].place
    assert place.page == 4
    assert place.box is not None
    assert place.box.top < 459 < place.box.bottom
    assert report.cells["applications.unavailable_needs_creation.total"].place.page == 3
    assert report.cells["applications.unavailable_still_unclear.total"].place.page == 4
