"""Formulas of relations: sums of named rows or columns compared with each other.

The grammar is a small part of Python's: names, whole numbers, ``+``, ``-``, ``sum(group)`` and
one comparison out of ``==``, ``>=`` and ``<=``.
"""

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Number = int | Decimal

_COMPARISONS: dict[type[ast.cmpop], str] = {ast.Eq: "==", ast.GtE: ">=", ast.LtE: "<="}
_HOLDS: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    ">=": operator.ge,
    "<=": operator.le,
}


class FormulaError(ValueError):
    """A formula outside the grammar, or one with a name that does not exist."""


@dataclass(frozen=True, slots=True)
class Term:
    """One summand. `sign` is 1 or -1; exactly one of `name`, `group` and `number` is set."""

    sign: int
    name: str | None = None
    group: str | None = None
    number: int | None = None

    def value(self, values: Mapping[str, Number]) -> Number:
        """What it adds, without its sign. A group must have been expanded."""
        return self.number if self.number is not None else values[self.name or ""]


@dataclass(frozen=True, slots=True)
class Formula:
    """A parsed formula. `comparison` is ``==``, ``>=`` or ``<=``."""

    text: str
    left: tuple[Term, ...]
    comparison: str
    right: tuple[Term, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names that stand in it by themselves, in order."""
        return tuple(term.name for term in (*self.left, *self.right) if term.name is not None)

    @property
    def groups(self) -> tuple[str, ...]:
        return tuple(term.group for term in (*self.left, *self.right) if term.group is not None)

    def expand(self, groups: Mapping[str, tuple[str, ...]]) -> "Formula":
        """The same formula with every ``sum(group)`` written out. Raises FormulaError for a group
        that does not exist."""
        return Formula(
            self.text,
            _expand(self.left, groups, self.text),
            self.comparison,
            _expand(self.right, groups, self.text),
        )

    def replace(self, names: Mapping[str, str]) -> "Formula":
        """The same formula with names replaced; names replaced by the same one count once."""
        return Formula(
            self.text, _replace(self.left, names), self.comparison, _replace(self.right, names)
        )

    def holds(self, values: Mapping[str, Number]) -> bool:
        """Whether it is true of `values`, by name. Groups must have been expanded."""
        compare = _HOLDS[self.comparison]
        return compare(total(self.left, values), total(self.right, values))


def total(terms: tuple[Term, ...], values: Mapping[str, Number]) -> Number:
    """The sum of one side."""
    return sum((term.sign * term.value(values) for term in terms), start=0)


def parse(text: str) -> Formula:
    """Raises FormulaError, which says what is wrong and at which column."""
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        raise FormulaError(
            f"{text!r} does not parse: {error.msg}, column {error.offset}"
        ) from error
    if not isinstance(tree, ast.Compare) or len(tree.ops) != 1:
        raise FormulaError(f"{text!r} is not one comparison")
    comparison = _COMPARISONS.get(type(tree.ops[0]))
    if comparison is None:
        raise FormulaError(f"{text!r} must compare with ==, >= or <=")
    return Formula(
        text=text,
        left=tuple(_terms(tree.left, 1, text)),
        comparison=comparison,
        right=tuple(_terms(tree.comparators[0], 1, text)),
    )


def _terms(node: ast.expr, sign: int, text: str) -> list[Term]:
    match node:
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return [*_terms(left, sign, text), *_terms(right, sign, text)]
        case ast.BinOp(left=left, op=ast.Sub(), right=right):
            return [*_terms(left, sign, text), *_terms(right, -sign, text)]
        case ast.Name(id=name):
            return [Term(sign, name=name)]
        case ast.Constant(value=int(number)) if not isinstance(number, bool):
            return [Term(sign, number=number)]
        case ast.Call(func=ast.Name(id="sum"), args=[ast.Name(id=group)], keywords=[]):
            return [Term(sign, group=group)]
    raise FormulaError(
        f"{text!r}: {ast.unparse(node)!r}, column {node.col_offset + 1}, not allowed"
    )


def _expand(
    terms: tuple[Term, ...], groups: Mapping[str, tuple[str, ...]], text: str
) -> tuple[Term, ...]:
    result: list[Term] = []
    for term in terms:
        if term.group is None:
            result.append(term)
        elif term.group in groups:
            result += [Term(term.sign, name=name) for name in groups[term.group]]
        else:
            raise FormulaError(f"{text!r}: unknown group {term.group!r}")
    return tuple(result)


def _replace(terms: tuple[Term, ...], names: Mapping[str, str]) -> tuple[Term, ...]:
    result: list[Term] = []
    for term in terms:
        if term.name is None or term.name not in names:
            result.append(term)
        elif (new := Term(term.sign, name=names[term.name])) not in result:
            result.append(new)
    return tuple(result)
