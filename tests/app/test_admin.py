"""What the operator decides on the machine itself."""

from pathlib import Path

import pytest
from click.testing import Result

from domain.finding import Severity
from domain.policy import Policy
from storage.engine import make_engine
from storage.unit_of_work import UnitOfWork
from tests.app.command import nianbao

UNIT = "青山县人民政府"


def admin(home: Path, *words: str) -> Result:
    return nianbao("admin", *words, NIANBAO_HOME=str(home))


def policy(home: Path) -> Policy:
    with UnitOfWork(make_engine(f"sqlite:///{home}/nianbao.db")) as uow:
        unit = uow.units.by_name(UNIT)
        assert unit is not None
        return uow.policies.for_unit(unit)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    assert admin(tmp_path, "invite", UNIT).exit_code == 0
    return tmp_path


def test_a_rule_is_switched_off_graded_and_put_back_for_a_unit(home: Path) -> None:
    assert "不再用规则 T3-BLANK" in admin(home, "rule", UNIT, "T3-BLANK", "off").stdout
    assert policy(home) == Policy(off=frozenset({"T3-BLANK"}))
    assert "改为“必须改”" in admin(home, "rule", UNIT, "T3-BLANK", "error").stdout
    assert policy(home) == Policy(severities={"T3-BLANK": Severity.ERROR})
    assert "恢复原样" in admin(home, "rule", UNIT, "T3-BLANK", "usual").stdout
    assert policy(home) == Policy()


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("没有的镇", "T3-BLANK", "off"), "没有登记过“没有的镇”"),
        ((UNIT, "T9-NONE", "off"), "没有编号为 T9-NONE 的规则"),
    ],
)
def test_what_is_not_known_is_told(home: Path, words: tuple[str, ...], complaint: str) -> None:
    result = admin(home, "rule", *words)
    assert (result.exit_code, complaint in result.stderr) == (2, True)
