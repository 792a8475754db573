"""At which level of the administration an organisation stands, as far as its name tells."""

import re
from enum import Enum, auto

from domain.wording import fold

_GOVERNMENT = re.compile(r"(?:人民)?政府(?:办公[室厅]|办)?$|(?<=街道)办事处$")
_TOWNSHIP = re.compile(r"(?:[乡镇]|街道|苏木)$")
_AGENT = re.compile(
    r"管委会|管理委员会|开发区|高新区|园区|新区|工业区|度假区|示范区|试验区|保税区|景区"
    r"|公署|行署|办事处|地区$"
)
_COUNTY = re.compile(r"[县旗]$|(?<!自治)区$|(?:[市州盟]|地区).+市$")
_UPPER = re.compile(r"[省市州盟]$|自治区$")
_PROVINCE = re.compile(r"^.{2,7}?(?:省|自治区)(?=.)")
_NATIONAL = re.compile(r"^(?:中华人民共和国|国家|中国|国务院)|(?:部|总署|总局|^审计署)$")
_CITY_LIKE_TOWN = re.compile("(?:景德镇|新乡|萍乡)(?=市)")
_NO_PLACE = re.compile("市场|城市|市政|市容|市级|市直|市民|乡村|城乡|城镇|社区|区域|区划|省际")
_COUNTY_PLACE = re.compile(r"[县旗乡镇]|(?<!自治)区|街道|(?:[市州盟]|地区).+市")
_UPPER_PLACE = re.compile(r"[省市州盟]|自治区")


class Standing(Enum):
    """`DEPARTMENT` is one of a county, district or township, `UPPER_DEPARTMENT` one of a province
    or city. `AGENT` is an authority that a government set up for an area (管委会, 行署). `UPPER`
    are provinces, cities and prefectures, also the county-level cities whose names do not tell.
    """

    TOWNSHIP = auto()
    COUNTY = auto()
    UPPER = auto()
    DEPARTMENT = auto()
    UPPER_DEPARTMENT = auto()
    AGENT = auto()
    NATIONAL = auto()
    UNKNOWN = auto()


def standing(name: str | None) -> Standing:
    """The standing of the organisation called `name`; the office of a government has that of its
    government."""
    place = _GOVERNMENT.sub("", fold(name or ""))
    local = _PROVINCE.sub("", place)
    kinds = {
        Standing.TOWNSHIP: _TOWNSHIP.search(local),
        Standing.AGENT: _AGENT.search(local),
        Standing.COUNTY: _COUNTY.search(local),
        Standing.UPPER: _UPPER.search(place),
    }
    return next((kind for kind, found in kinds.items() if found), None) or _of_department(place)


def _of_department(name: str) -> Standing:
    places = _NO_PLACE.sub("、", _CITY_LIKE_TOWN.sub("", name))
    if _COUNTY_PLACE.search(_PROVINCE.sub("", places)):
        return Standing.DEPARTMENT
    if _UPPER_PLACE.search(places):
        return Standing.UPPER_DEPARTMENT
    return Standing.NATIONAL if _NATIONAL.search(name) else Standing.UNKNOWN
