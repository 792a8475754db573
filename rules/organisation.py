"""What the name of an organisation tells: whether two names are of one, and what kind it is."""

import re

from domain.wording import fold

_SUFFIX = re.compile(r"(?:人民政府|办事处|政府)$")
_LOWER_GOVERNMENT = re.compile(r"[县区市旗乡镇]$|街道$|苏木$")
_OFFICE = re.compile(r"政府办公?室?$|政务公开办公?室?$|^[^局委]*[县区市旗州省]政?府?办公?室?$")


def is_same(one: str, other: str) -> bool:
    """Whether two printed names may be of one organisation: the shorter leaves characters out
    (“教体局”, “青山县教育体育局”) and both are of one kind."""
    short, long = sorted((_bare(one), _bare(other)), key=len)
    if not short or short[-1] != long[-1]:
        return False
    rest = iter(long)
    return all(character in rest for character in short)


def is_government(name: str) -> bool:
    """Whether it is the government of a place, down to townships and subdistricts."""
    return bool(_LOWER_GOVERNMENT.search(_bare(name)))


def is_government_office(name: str) -> bool:
    """Whether it is the office that does the work of a government itself (政府办公室)."""
    return bool(_OFFICE.search(fold(name)))


def short_forms(name: str | None) -> tuple[str, ...]:
    """The ways in which a text calls an organisation, the longest first."""
    if not name:
        return ()
    bare = _bare(name)
    own = re.split(r"[省市州县区旗]", bare)[-1]
    return tuple(form for form in dict.fromkeys((fold(name), bare, own)) if len(form) > 1)


def _bare(name: str) -> str:
    return _SUFFIX.sub("", fold(name))
