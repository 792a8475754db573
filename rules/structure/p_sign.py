import re
from collections.abc import Iterator

from domain.finding import Severity
from domain.wording import fold
from rules.definition import Hit, rule
from rules.language.signature import signature
from rules.organisation import is_government_office, is_same
from rules.standing import Standing, standing
from rules.subject import Subject

_GOVERNMENTS = frozenset({Standing.TOWNSHIP, Standing.COUNTY, Standing.UPPER, Standing.AGENT})
_PLACE = re.compile(r"[^省市州县区旗]{2,6}?[省市州县区旗](?!场|政|容|直|域)")
_IN_CHARGE = re.compile("政务|审批|数据")
"""In the names of departments that some governments put in charge of disclosure."""


@rule(
    id="P-SIGN",
    severity=Severity.WARNING,
    basis="《政府信息公开条例》第四十九条、第五十条：行政机关公布本机关的年度报告",
    message="标题的机关是“{title}”，落款的机关是“{signed}”。",
    fix="请核对是不是同一个机关；沿用其他单位文稿的，请把机关名称改过来。",
)
def p_sign(subject: Subject) -> Iterator[Hit]:
    """落款的机关与标题的机关一致

    为什么：沿用别的单位的文稿时，落款常常忘了改，读者会以为发错了报告。
    错例：标题是某县石桥镇人民政府，落款是某县河口镇人民政府。
    对例：标题和落款是同一个机关；政府的年报由政府办公室落款也可以。
    改法：把标题和落款改成同一个机关的名称。
    """
    signed, unit = signature(subject.report), subject.report.unit
    if signed is None or signed.unit is None or unit is None or _may_sign(signed.unit, unit):
        return
    yield Hit(
        params={"title": unit, "signed": signed.unit},
        quote=signed.text,
        section=signed.section,
        place=signed.place,
        found=signed.unit,
        expected=unit,
    )


def _may_sign(signed: str, unit: str) -> bool:
    """Whether one unit's report may bear the other's name: a short form, the same unit under its
    second name in brackets, or the office that writes for a government."""
    one, other = (fold(name).replace("人民政府", "") for name in (signed, unit))
    if is_same(one, other) or one in other or other in one:
        return True
    is_for_government = is_government_office(signed) or _IN_CHARGE.search(one) is not None
    is_elsewhere = _are_apart(_PLACE.findall(one), _PLACE.findall(other))
    return standing(unit) in _GOVERNMENTS and is_for_government and not is_elsewhere


def _are_apart(signed: list[str], unit: list[str]) -> bool:
    """Whether the narrowest places of two names are different ones, neither within the other."""
    if not signed or not unit:
        return False
    return signed[-1] not in unit and unit[-1] not in signed
