"""Reading the answers of F01 as the facts that the rules compute with.

References are those of the shipped form (forms.md F01). A county may take a question out of its own version; it then
reads as unanswered.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal, InvalidOperation

from forms import FormSession
from villagevisit.domain.income import Expense, IncomeItem
from villagevisit.domain.membership import Member, severely_disabled
from villagevisit.domain.property_test import RENTED, Vehicle
from villagevisit.domain.suggestion import Facts
from villagevisit.domain.supplement import Beneficiary
from villagevisit.domain.support_duty import Obligor

YES, NO = "1", "0"
SEVERELY_ILL = "4"
LOST_ABILITY, NONE_BY_AGE = "4", "5"
"""Codes of `labor`."""
SURVEY_DATE = "/data/survey_date"
VISIT_RESULT = "/data/g_meta/visit_result"
REVISIT_DATE = "/data/g_meta/revisit_date"
CONSENT = "/data/g_consent/consent_general"
_DIFFERS = Decimal("0.2")
_NEIGHBOURS = 2
_ZERO = Decimal(0)


class Answers:
    """The answers of F01 as they would be frozen; what is not asked is not among them and reads as empty."""

    def __init__(self, values: Mapping[str, str]) -> None:
        """`values` are reference → text."""
        self._values = values
        self._instances = {part for ref in values for part in _instance_refs(ref)}

    @classmethod
    def of(cls, session: FormSession) -> "Answers":
        """What would be frozen now. One pass over the answers is far cheaper than asking node by node."""
        return cls(session.answers())

    def text(self, ref: str) -> str:
        return self._values.get(ref, "")

    def number(self, ref: str) -> Decimal:
        return self.optional(ref) or _ZERO

    def optional(self, ref: str) -> Decimal | None:
        with suppress(InvalidOperation):
            value = Decimal(self.text(ref))
            return value if value.is_finite() else None
        return None

    def day(self, ref: str) -> date | None:
        with suppress(ValueError):
            return date.fromisoformat(self.text(ref)[:10])
        return None

    def yes(self, ref: str) -> bool:
        return self.text(ref) == YES

    def instances(self, repeat: str) -> Iterator[str]:
        """The ref of each instance of a repeat that is asked."""
        number = 1
        while (ref := f"{repeat}[{number}]") in self._instances:
            yield ref
            number += 1


def _instance_refs(ref: str) -> Iterator[str]:
    end = ref.find("]/")
    while end >= 0:
        yield ref[: end + 1]
        end = ref.find("]/", end + 1)


def facts(answers: Answers) -> Facts:
    """What has been answered so far; an incomplete entry counts as far as it goes."""
    members = list(answers.instances("/data/member"))
    return Facts(
        hukou_type=answers.text("/data/g_house/hukou_type"),
        members=[_member(answers, ref) for ref in members],
        beneficiaries=[_beneficiary(answers, ref) for ref in members],
        items=[_item(answers, ref) for ref in answers.instances("/data/income")],
        expenses=[
            Expense(
                answers.text(f"{ref}/exp_cat"), answers.number(f"{ref}/exp_gross"), answers.number(f"{ref}/exp_reimb")
            )
            for ref in answers.instances("/data/expense")
        ],
        obligors=[found for ref in answers.instances("/data/obligor") if (found := _obligor(answers, ref))],
        financial=sum(
            (answers.number(f"{ref}/f_amount") for ref in answers.instances("/data/g_asset/fin")), _ZERO
        ),
        vehicles=[_vehicle(answers, ref) for ref in answers.instances("/data/g_asset/vehicle")],
        houses=sum(_is_own_house(answers, ref) for ref in answers.instances("/data/g_asset/house")),
        income_asked=bool(answers.text("/data/has_income")),
        insured_now=int(answers.number("/data/g_house/assist_persons_now")),
        single_application=any(answers.yes(f"{ref}/m_single_apply") for ref in members),
        seen=frozenset(_seen(answers)),
    )


def _member(answers: Answers, ref: str) -> Member:
    override = answers.text(f"{ref}/m_counted_override")
    return Member(
        relation=answers.text(f"{ref}/m_relation"),
        age=_age(answers, ref),
        lives_here=answers.yes(f"{ref}/m_live"),
        support_duty=answers.text(f"{ref}/m_obligation") != NO,
        absent_by_law=answers.yes(f"{ref}/m_prison"),
        clergy_apart=answers.yes(f"{ref}/m_clergy3y"),
        study=answers.text(f"{ref}/m_study") or NO,
        severely_disabled=_severely_disabled(answers, ref),
        override={YES: True, NO: False}.get(override),
    )


def _beneficiary(answers: Answers, ref: str) -> Beneficiary:
    labour = answers.text(f"{ref}/m_labor")
    return Beneficiary(
        age=_age(answers, ref),
        severely_disabled=_severely_disabled(answers, ref),
        severely_ill=answers.text(f"{ref}/m_health") == SEVERELY_ILL,
        unable=labour in (LOST_ABILITY, NONE_BY_AGE),
        lost_ability=labour == LOST_ABILITY,
    )


def _age(answers: Answers, ref: str) -> int | None:
    age = answers.optional(f"{ref}/m_age")
    return None if age is None else int(age)


def _severely_disabled(answers: Answers, ref: str) -> bool:
    return answers.yes(f"{ref}/m_dis_cert") and severely_disabled(answers.text(f"{ref}/m_dis_no"))


def _item(answers: Answers, ref: str) -> IncomeItem:
    quantity, price = answers.optional(f"{ref}/inc_qty"), answers.optional(f"{ref}/inc_price")
    gross = answers.number(f"{ref}/inc_gross_in") if quantity is None or price is None else quantity * price
    return IncomeItem(
        answers.text(f"{ref}/inc_cat"), answers.text(f"{ref}/inc_sub"), gross, answers.number(f"{ref}/inc_cost")
    )


def _obligor(answers: Answers, ref: str) -> Obligor | None:
    """None while the numbers that the formula divides by are missing."""
    size, supported = answers.number(f"{ref}/o_size"), answers.number(f"{ref}/o_supported")
    if size < 1 or supported < 1:
        return None
    return Obligor(
        income_month=answers.number(f"{ref}/o_income_month"),
        size=int(size),
        supported=int(supported),
        supported_here=int(answers.number(f"{ref}/o_supported_here")),
        no_capacity=answers.yes(f"{ref}/o_no_capacity"),
        agreed=answers.number(f"{ref}/o_agreed"),
        actual=answers.number(f"{ref}/o_actual"),
    )


def _vehicle(answers: Answers, ref: str) -> Vehicle:
    return Vehicle(
        answers.text(f"{ref}/v_type"),
        answers.number(f"{ref}/v_price"),
        answers.day(f"{ref}/v_date"),
        answers.yes(f"{ref}/v_exempt"),
    )


def _is_own_house(answers: Answers, ref: str) -> bool:
    exempt = answers.yes(f"{ref}/h_exempt") or answers.yes(f"{ref}/h_demolition")
    return answers.text(f"{ref}/h_type") not in RENTED and not exempt


def _seen(answers: Answers) -> Iterator[str]:
    questions = {
        "business": "/data/g_asset/biz_registered",
        "high-fee-school": "/data/g_living/high_fee_school",
        "travel-abroad": "/data/g_living/abroad_travel",
        "luxury": "/data/g_living/luxury",
        "kin": "/data/g_house/kin_flag",
    }
    yield from (name for name, ref in questions.items() if answers.yes(ref))
    items = list(answers.instances("/data/income"))
    if any(_differs(answers, ref) for ref in items) or _undeclared(answers, items):
        yield "declared-differs"
    if len(list(answers.instances("/data/neighbour"))) < _NEIGHBOURS:
        yield "few-neighbours"


def _undeclared(answers: Answers, items: list[str]) -> bool:
    """Whether the applicant declared some of the income and something else was found (R-03, S-090)."""
    silent = [answers.optional(f"{ref}/inc_declared") is None for ref in items]
    found = [_item(answers, ref).counted > 0 for ref in items]
    return not all(silent) and any(quiet and counts for quiet, counts in zip(silent, found, strict=True))


def _differs(answers: Answers, ref: str) -> bool:
    declared = answers.optional(f"{ref}/inc_declared")
    if declared is None:
        return False
    counted = _item(answers, ref).counted
    return abs(counted - declared) > _DIFFERS * max(abs(counted), declared)
