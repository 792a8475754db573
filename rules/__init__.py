"""The rules of annual reports and the engine that judges a report by them.

A rule that is arithmetic is an entry in ``relations/*.toml``; any other is one function under the
decorator `rules.definition.rule`, alone in a file named after its id, in ``structure``, ``tables``,
``text`` or ``cross``. To add one, write it and its cases in ``tests/rules/cases/<ID>.toml``, then
print the manual again (``python -m rules.manual > docs/rules.md``).
"""
