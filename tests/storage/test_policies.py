"""What an office decides about rules holds for its units; what a person explains is kept."""

from datetime import datetime

from domain.finding import Finding, Severity, Where
from domain.policy import STANDARD, Policy
from domain.unit import Role, Unit

from .conftest import Work

FINDING = Finding(
    rule="T2-VALID",
    severity=Severity.WARNING,
    message="现行有效件数比本年制发件数少。",
    fix="请核对。",
    where=Where("二", "disclosure", ("disclosure.normative_documents.in_force",), 2),
    found="3",
)


def join(work: Work, unit: Unit, now: datetime) -> int:
    with work() as uow:
        code = uow.members.invite(unit.id, Role.CLERK, 1, now.replace(year=now.year + 1), now).code
        membership = uow.members.join(77, "小陈", "zh", code, now)
        uow.commit()
    assert membership is not None
    return membership.member.id


def policy(work: Work, unit: Unit) -> Policy:
    with work() as uow:
        return uow.policies.for_unit(unit)


def test_a_unit_without_decisions_has_the_rules_as_they_are_written(
    work: Work, township: Unit
) -> None:
    assert policy(work, township) == STANDARD


def test_what_the_unit_above_decides_holds_unless_the_unit_decides_otherwise(
    work: Work, county: Unit, township: Unit
) -> None:
    with work() as uow:
        uow.policies.set_rule(county.id, "S-LEN", None)
        uow.policies.set_rule(county.id, "T3-BLANK", Severity.ERROR)
        uow.policies.set_rule(township.id, "S-LEN", Severity.INFO)
        uow.commit()
    assert policy(work, township) == Policy(
        severities={"S-LEN": Severity.INFO, "T3-BLANK": Severity.ERROR}
    )
    assert policy(work, county).off == {"S-LEN"}


def test_a_decision_is_replaced_and_taken_back(work: Work, township: Unit) -> None:
    with work() as uow:
        uow.policies.set_rule(township.id, "S-LEN", Severity.WARNING)
        uow.policies.set_rule(township.id, "S-LEN", None)
        uow.commit()
    assert policy(work, township).off == {"S-LEN"}
    with work() as uow:
        uow.policies.reset_rule(township.id, "S-LEN")
        uow.commit()
    assert policy(work, township) == STANDARD


def test_an_explained_finding_is_known_with_its_reason_and_who_gave_it(
    work: Work, county: Unit, township: Unit, now: datetime
) -> None:
    member_id = join(work, township, now)
    with work() as uow:
        uow.policies.justify(township.id, FINDING, "有 2 件自动失效", member_id, now)
        uow.policies.justify(township.id, FINDING, "有 2 件到期自动失效", member_id, now)
        uow.commit()
    assert policy(work, township).justified == {FINDING.key: "有 2 件到期自动失效"}
    assert policy(work, county).justified == {}
    with work() as uow:
        kept = uow.policies.justifications(township.id)
        assert [(row.rule, row.message, row.member) for row in kept] == [
            ("T2-VALID", FINDING.message, "小陈")
        ]
        uow.policies.withdraw(township.id, FINDING.key)
        uow.commit()
    assert policy(work, township) == STANDARD
