"""The rule manual, written from the rules themselves.

``python -m rules.manual`` prints it; ``docs/rules.md`` is that print, and a test compares them.
"""

import sys
from collections.abc import Iterator

from domain.finding import Severity
from rules.definition import RuleInfo
from rules.registry import all_rules

SEVERITY_NAMES = {
    Severity.ERROR: "必须改",
    Severity.WARNING: "请核对",
    Severity.INFO: "小建议",
}

_HEAD = """# 规则手册

本页由规则自身生成（`python -m rules.manual`），不要手工修改。

级别：**必须改**（一定有错）、**请核对**（多半有错，须人工确认）、**小建议**（供参考）。
空格按 0 参与计算，每张表合并提示一次；认不清的格子不判断，单独列出。
"""


def manual_markdown() -> str:
    """The whole manual as Markdown: a list of the rules, then each one explained."""
    infos = all_rules()
    lines = [_HEAD, "| 编号 | 规则 | 级别 |", "|---|---|---|"]
    lines += [
        f"| [{info.id}](#{info.id.lower()}) | {info.title} | {SEVERITY_NAMES[info.severity]} |"
        for info in infos
    ]
    for info in infos:
        lines += ["", *_entry(info)]
    return "\n".join(lines) + "\n"


def _entry(info: RuleInfo) -> Iterator[str]:
    yield f"## {info.id}"
    yield ""
    yield f"**{info.title}**"
    yield ""
    yield f"级别：{SEVERITY_NAMES[info.severity]}　适用：{'、'.join(info.forms)} 版格式"
    yield ""
    yield f"依据：{info.basis}"
    yield ""
    if info.formula is not None:
        yield f"算式：{info.formula_words}（`{info.formula}`）"
        yield ""
    yield f"为什么：{info.manual.why}"
    yield ""
    yield f"- 错例：{info.manual.wrong}"
    yield f"- 对例：{info.manual.right}"
    yield f"- 改法：{info.manual.mend}"


if __name__ == "__main__":
    sys.stdout.write(manual_markdown())
