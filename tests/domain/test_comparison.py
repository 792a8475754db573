"""The next version is told apart: what was mended, what is left, what is new."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from domain.comparison import Comparison, Left, compare
from domain.finding import Check, Finding, Severity, Unassessed, Where

TOTAL = "reviews.reconsideration.total"


def in_table(found: str = "0", rule: str = "T4-SUM", cell: str = TOTAL) -> Finding:
    where = Where("四", "reviews", (cell,), 4)
    return Finding(rule, Severity.ERROR, f"填的是 {found}", "请改", where, found, "3")


def in_text(quote: str, found: str = "9") -> Finding:
    where = Where("一", quote=quote)
    return Finding("N-SUM", Severity.ERROR, f"合计 {found}", "请改", where, found)


def check(*findings: Finding, unassessed: tuple[Unassessed, ...] = ()) -> Check:
    return Check(findings, unassessed, 10)


def test_what_is_gone_was_mended_what_stays_is_left_what_came_is_new() -> None:
    other, third = in_table(rule="T3-SUM"), in_table(rule="X-NEW")
    assert compare(check(in_table(), other), check(other, third)) == Comparison(
        (in_table(),), (Left(other, is_changed=False),), (third,)
    )


def test_the_same_cell_with_another_wrong_number_is_left_and_said_to_be_changed() -> None:
    told = compare(check(in_table("0")), check(in_table("5")))
    assert told == Comparison((), (Left(in_table("5"), is_changed=True),), ())


def test_a_finding_on_another_page_is_the_same() -> None:
    moved = replace(in_table(), where=replace(in_table().where, page=7))
    assert compare(check(in_table()), check(moved)).left == (Left(moved, is_changed=False),)


def test_sentences_of_one_section_are_told_apart_by_their_words() -> None:
    files, calls = in_text("共印发文件9份"), in_text("受理来电9次")
    mended = in_text("共印发文件8份", "8")
    assert compare(check(calls, files), check(mended)) == Comparison(
        (calls,), (Left(mended, is_changed=True),), ()
    )


def test_a_sentence_that_was_rewritten_and_is_still_wrong_is_left() -> None:
    told = compare(check(in_text("共印发文件9份")), check(in_text("全年印发文件8份")))
    assert (told.mended, told.new) == ((), ())


def test_what_a_person_explained_is_neither_mended_nor_left_nor_new() -> None:
    explained = replace(in_table(), justified="台账如此")
    nothing = Comparison((), (), ())
    assert compare(check(in_table()), check(explained)) == nothing
    assert compare(check(explained), check()) == nothing
    assert compare(check(), check(explained)) == nothing


def test_an_explanation_that_was_taken_back_leaves_the_finding() -> None:
    explained = replace(in_table(), justified="台账如此")
    assert compare(check(explained), check(in_table())).left == (
        Left(in_table(), is_changed=False),
    )


def test_what_could_not_be_judged_again_is_not_called_mended() -> None:
    doubt = Unassessed("T4-SUM", "“总计”一格无法识别", (TOTAL,))
    elsewhere = replace(doubt, cells=("reviews.litigation_direct.total",))
    assert compare(check(in_table()), check(unassessed=(doubt,))).unclear == (in_table(),)
    assert compare(check(in_table()), check(unassessed=(elsewhere,))).mended == (in_table(),)


def test_a_comparison_can_be_narrowed_to_what_is_certain() -> None:
    doubtful = replace(in_table(rule="T3-SUM"), severity=Severity.WARNING)
    told = compare(check(in_table(), doubtful), check())
    assert told.only(Severity.ERROR).mended == (in_table(),)


FINDINGS = st.lists(
    st.builds(
        in_table,
        found=st.sampled_from("0123"),
        rule=st.sampled_from(["T3-SUM", "T4-SUM"]),
        cell=st.sampled_from([TOTAL, "reviews.reconsideration.upheld"]),
    )
    | st.builds(in_text, st.sampled_from(["文件9份", "文件8份", "来电9次"])),
    max_size=12,
)


@given(FINDINGS)
def test_a_version_compared_with_itself_has_nothing_mended_and_nothing_new(
    findings: list[Finding],
) -> None:
    told = compare(check(*findings), check(*findings))
    assert (told.mended, told.new, told.unclear) == ((), (), ())
    assert len(told.left) == len(findings)
    assert not any(each.is_changed for each in told.left)


@given(FINDINGS, FINDINGS)
def test_nothing_is_lost_and_nothing_counted_twice(
    before: list[Finding], after: list[Finding]
) -> None:
    told = compare(check(*before), check(*after))
    assert len(told.mended) + len(told.left) + len(told.unclear) == len(before)
    assert len(told.new) + len(told.left) == len(after)
