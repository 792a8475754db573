"""Who reports: invented units of four kinds, and how each speaks of itself."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

LEVELS = ("township", "county", "department", "city")


@dataclass(frozen=True, slots=True)
class Unit:
    """`we` is how its reports call it, `sub` whom they give tasks to. `busy` scales its counts:
    0 where nothing ever happens, 1 for a large city."""

    name: str
    level: str
    we: str
    sub: str
    busy: float


def draw_unit(chance: Random) -> Unit:
    level = chance.choice(LEVELS)
    names = load("people.toml")
    county = chance.choice(names["counties"])
    kind = county[-1]
    if level == "township":
        name = chance.choice(names["townships"])
        own = name.removesuffix("办事处")[-1] if "街道" not in name else "街道"
        government = "" if "街道" in name else "人民政府"
        busy = chance.choice((0.0, 0.0, 0.02, 0.05))
        return Unit(f"{county}{name}{government}", level, f"我{own}", "各村（社区）", busy)
    if level == "department":
        busy = chance.choice((0.0, 0.05, 0.1, 0.3))
        name = f"{county}{chance.choice(names['departments'])}"
        return Unit(name, level, chance.choice(("我局", "本机关")), "各科室", busy)
    if level == "county":
        return Unit(
            f"{county}人民政府", level, f"我{kind}", "各乡镇、各部门", chance.uniform(0.1, 0.4)
        )
    city = chance.choice(names["cities"])
    return Unit(f"{city}人民政府", level, "我市", "各县区、各部门", chance.uniform(0.5, 1))


@cache
def load(name: str) -> dict[str, Any]:
    """One of the data files of this folder."""
    return tomllib.loads(files(__package__).joinpath(name).read_text("utf-8"))
