"""Things that must not be public, and slips of the pen."""

from collections.abc import Sequence
from random import Random

from benchmarks.rules.plant.desk import Desk, Kind, Planted, Planter
from domain.finding import Severity

_IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_IDENTITY_CHECKS = "10X98765432"
_DOUBLED = ("及时", "信息", "公开", "群众", "内容", "栏目", "政策", "答复", "更新", "发布", "情况")
_PLACEHOLDERS = ("XX年XX月印发的文件已全部上网。", "具体由××科（室）负责解释。", "数据（待补）。")
_TYPOS = (
    "截止{year}年底，专栏运行正常。",
    "把公开做为重点任务来抓。",
    "对往来帐目逐笔核对后上墙公示。",
)
_MISSING = ("认真贯彻落上级关于公开的各项要求。", "在县人民政网站设置了意见征集入口。")
_PASTED = ("今日浏览：35 总页数：12 当前第1页 返回首页。", "扫描二维码 打印本页 关闭窗口。")
_LATIN = ("梳理审批事项 and 服务指南，一并公布。", "办事流程 or 申请材料有变化的及时更新。")
_SECRET = ("本季度收到《关于重点人员管控的通知》（机密★3年），按规定传阅。",)
_PERSONS = (
    "申请人陈志远要求公开征地补偿方案，已按期答复。",
    "低保户周秀兰反映公示有误，当日更正。",
)
_PERIODS = (
    "截至{year}年9月，共公开许可信息216条。",
    "{year}年1至10月，累计公示处罚信息58条。",
)
_PRIVATE = {
    "identity": (
        "救助对象赵某（身份证号{}）的审批结果已公示。",
        "公示名单附有证件号码{}，便于核对。",
    ),
    "card": (
        "补贴发放至农户账户{}，到账情况可在村部查询。",
        "退款转入申请人银行卡（卡号{}）。",
    ),
    "mobile": (
        "申请人可拨打经办人手机{}了解进度。",
        "受补贴农户李某（电话{}）的材料已归档。",
    ),
}
_RULES = {"identity": "V-ID", "card": "V-BANK", "mobile": "V-PHONE"}


def identity_number(chance: Random) -> str:
    """An invented number with a right check digit."""
    body = f"{chance.randrange(130_000, 659_000)}{chance.randrange(1950, 2004)}"
    body += f"{chance.randrange(1, 13):02}{chance.randrange(1, 28):02}{chance.randrange(1000):03}"
    total = sum(int(digit) * weight for digit, weight in zip(body, _IDENTITY_WEIGHTS, strict=True))
    return body + _IDENTITY_CHECKS[total % 11]


def card_number(chance: Random) -> str:
    """An invented bank card number that passes the Luhn check."""
    body = chance.choice(("621700", "622848", "623058")) + f"{chance.randrange(10**12):012}"
    doubled = [int(digit) * (2 if at % 2 == 0 else 1) for at, digit in enumerate(reversed(body))]
    total = sum(digit // 10 + digit % 10 for digit in doubled)
    return f"{body}{-total % 10}"


def mobile_number(chance: Random) -> str:
    return f"1{chance.choice('3578')}{chance.randrange(10**9):09}"


_NUMBERS = {"identity": identity_number, "card": card_number, "mobile": mobile_number}


def private(what: str) -> Planter:
    def plant(desk: Desk) -> Planted | None:
        number = _NUMBERS[what](desk.chance)
        text = desk.chance.choice(_PRIVATE[what]).format(number)
        desk.chance.choice(desk.draft.sections["一"][1:]).append(text)
        return Planted(f"private: {what}", (_RULES[what],), text)

    return plant


def doubled_word(desk: Desk) -> Planted | None:
    """A word written twice."""
    for words in desk.chance.sample(desk.draft.sections["一"], len(desk.draft.sections["一"])):
        for at, piece in enumerate(words):
            if isinstance(piece, str):
                found = [word for word in _DOUBLED if word in piece and not piece.startswith("（")]
                if found and desk.claim(piece):
                    word = desk.chance.choice(found)
                    words[at] = wrong = piece.replace(word, word * 2, 1)
                    return Planted("doubled word", ("Q-DUP",), word * 2, sentence=wrong)
    return None


def sentence(kind: str, rules: tuple[str, ...], texts: Sequence[str], least: Severity) -> Planter:
    """A sentence that should not stand in a report, added to section 一."""

    def plant(desk: Desk) -> Planted | None:
        text = desk.chance.choice(texts).format(year=desk.draft.year, last=desk.draft.year - 1)
        desk.chance.choice(desk.draft.sections["一"][1:]).append(text)
        return Planted(kind, rules, text, sentence=text, least=least)

    return plant


_SAID = ("general",)
_SENTENCES = (
    ("placeholder", "wording", ("Q-PLACEHOLDER",), _PLACEHOLDERS, Severity.WARNING),
    ("wrong character", "wording", ("Q-TYPO", "Q-UNTIL"), _TYPOS, Severity.INFO),
    ("missing character", "wording", ("Q-MISS",), _MISSING, Severity.WARNING),
    ("web page remains", "wording", ("Q-PASTE",), _PASTED, Severity.WARNING),
    ("English in Chinese", "wording", ("Q-LATIN",), _LATIN, Severity.INFO),
    ("secret", "privacy", ("V-SECRET",), _SECRET, Severity.WARNING),
    ("private person", "privacy", ("V-NAME",), _PERSONS, Severity.WARNING),
    ("part of the year", "wording", ("N-PERIOD",), _PERIODS, Severity.WARNING),
)
KINDS = (
    *(Kind(f"private: {what}", "privacy", private(what), _SAID) for what in _RULES),
    Kind("doubled word", "wording", doubled_word, _SAID),
    *(
        Kind(kind, group, sentence(kind, rules, texts, least), _SAID)
        for kind, group, rules, texts, least in _SENTENCES
    ),
)
