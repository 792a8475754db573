"""Words that leave nothing out when they stand beside each other: 线上 and 线下, 男 and 女."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import permutations

_MOST = 3
_SETS = tuple(
    tuple(re.compile(words) for words in each.split(" "))
    for each in (
        "线上 线下",
        "上半年 下半年",
        "^男 ^女",
        "纸质 电子(?!屏)",
        "自行|自主|自制|本单位制 委托|外包",
        "当[日天](?!期)|即时 隔日|次日|当[日天]以后",
        "(?<!不)满意(?<!基本满意)(?<!比较满意) 基本满意|比较满意|一般 不满意|不太满意",
        "好评 中评 差评",
        "新开|新增|新设|新建 延续|保留|继续|沿用|原有",
        "工作日 节假日|周末|双休日",
        "成功 失败",
        "专职 兼职",
        "室内 室外",
        "城区 乡村|农村",
        "镇区|集镇 村居|村级|各村|村组",
        "镇级|镇本级|乡级 村级|村居",
        "预算 决算",
        "(?:一般|普通)程序 简易程序",
        "个人 单位(?!内)|企业|团体",
        "署名|实名 匿名",
        "必须公开|必选 选择公开|可选",
        "县直|市直|区直 乡镇|镇街|街道",
        "机关 基层|站所|事业单位",
        "机关|部门 村居|村和|乡镇|镇街",
        "机构信息 业务信息",
        "来电|电话 来信|书面",
        "原创 转载|转发",
        "A类 B类",
        "通过 退回",
        "党组会|党委会 局务会|办公会|班子会",
        "送阅|寄送 赠送|免费",
        "主办 会办|协办|分办",
    )
)
_NEGATED = re.compile(r"^(?:不予?|未被?|非|已)")


@lru_cache(maxsize=512)
def are_complements(names: tuple[str, ...]) -> bool:
    """Whether things of these names are all there are: each names another member of a set that has
    no more (满意, 基本满意, 不满意), or one is what the other is not (采纳, 未采纳)."""
    if not 1 < len(names) <= _MOST:
        return False
    if len(names) == len(set(names)) == 2 and _denies(*names):
        return True
    sets = (each for each in _SETS if len(each) == len(names))
    return any(_are_members(names, order) for each in sets for order in permutations(each))


def _denies(one: str, other: str) -> bool:
    return _NEGATED.sub("", one) == _NEGATED.sub("", other)


def _are_members(names: Sequence[str], members: Sequence[re.Pattern[str]]) -> bool:
    return all(member.search(name) for member, name in zip(members, names, strict=True))
