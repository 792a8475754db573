"""The standing of an organisation, told by its name."""

import pytest

from rules.standing import Standing, standing

NAMES = {
    Standing.TOWNSHIP: (
        "青山县石桥镇人民政府",
        "石桥镇",
        "青山市南湖区东湖街道办事处",
        "青山旗巴音苏木",
    ),
    Standing.COUNTY: (
        "青山县人民政府",
        "青山县人民政府办公室",
        "青山市南湖区人民政府",
        "青山旗人民政府",
        "云山省青山市临溪市人民政府",
        "青山地区临溪市人民政府",
    ),
    Standing.UPPER: (
        "青山市人民政府",
        "贵州省云山市人民政府",
        "广州市人民政府",
        "云山省人民政府办公厅",
        "云山壮族自治区人民政府",
        "青山彝族自治州人民政府",
    ),
    Standing.DEPARTMENT: (
        "青山县市场监督管理局",
        "国家税务总局青山县税务局",
        "青山市南湖区教育局",
        "广西壮族自治区青山县水务局",
    ),
    Standing.UPPER_DEPARTMENT: (
        "青山市市场监督管理局",
        "常州市市级机关事务管理局",
        "景德镇市教育局",
        "新乡市水利局",
        "云山省教育厅",
        "西藏自治区教育厅",
    ),
    Standing.AGENT: ("青山经济技术开发区管理委员会", "青山新区人民政府", "青山地区行政公署"),
    Standing.NATIONAL: ("国家市场监督管理总局", "住房和城乡建设部", "审计署", "中国人民银行"),
    Standing.UNKNOWN: ("教育局", "", None),
}


@pytest.mark.parametrize(
    ("name", "expected"), [(name, level) for level, names in NAMES.items() for name in names]
)
def test_a_name_tells_the_standing(name: str | None, expected: Standing) -> None:
    assert standing(name) is expected
