"""From the rows of one household to its persons and its own fields."""

from dataclasses import dataclass
from datetime import date

from villagevisit.domain import roster_checks as checks
from villagevisit.domain.citizen_id import read as read_id
from villagevisit.domain.roster import HEAD, SPOUSE
from villagevisit.domain.roster_checks import Candidate, Problem
from villagevisit.domain.roster_rows import Row, Traits
from villagevisit.domain.roster_values import Cell, amount_of, assist_of, count_of, hukou_of, text_of
from villagevisit.services.roster_write import HouseholdPlan
from villagevisit.services.workspace import new_id


@dataclass(slots=True)
class Member:
    """One person of a household run. `row` is None for a head who stands in columns of his own."""

    row: Row | None
    one: Candidate
    status: str = ""
    """`doubtful` or `rejected` once the row was reported."""


Warnings = list[tuple[Row, Problem]]


def members(run: list[Row], traits: Traits, today: date) -> list[Member]:
    """One member per row, in order, the head known or asked for."""
    found = [Member(row, _candidate(row)) for row in run]
    heads = [member.one for member in found if member.one.relation == HEAD]
    for second in heads[1:]:
        second.head_twice = True
    if heads:
        return found
    named = next((row.head_name for row in run if row.head_name), "")
    if not traits.has_name or (len(run) == 1 and not run[0].relation and named in {"", run[0].name}):
        found[0].one.relation = HEAD
        return found
    by_name = next((member for member in found if named and member.one.name == named), None)
    if by_name:
        by_name.one.relation = HEAD
        return found
    head_cell: Cell = next((row.head_id for row in run if row.head_id != ""), "")
    if named and head_cell != "" and not isinstance(head_cell, date):
        reading = read_id(head_cell, today)
        head = checks.candidate(reading, name=named, relation=HEAD, birth="", sex="")
        return [Member(None, head), *found]
    found[0].one.head_missing = True
    return found


def _candidate(row: Row) -> Candidate:
    relation = "97" if row.relation == "?" else row.relation
    one = checks.candidate(row.id, name=row.name, relation=relation, birth=row.birth, sex=row.sex)
    one.extra = dict(row.extra)
    return one


def plan(run: list[Row], found: list[Member], traits: Traits) -> tuple[HouseholdPlan, Warnings]:
    """The household's own fields, from the head's row first; what cannot be read becomes a warning."""
    first = run[0]
    head = next((member for member in found if member.one.relation == HEAD), None)
    named = next((row.head_name for row in run if row.head_name), "")
    head_name = (head.one.name if head else "") or named or next((row.name for row in run if row.name), "")
    result = HouseholdPlan(
        id=new_id(),
        village_code=first.village_code,
        household_no=next((row.household_no for row in run if row.household_no), ""),
        village_group=next((row.village_group for row in run if row.village_group), ""),
        head_name=head_name,
    )
    warnings: Warnings = []
    cells: dict[str, tuple[Row, Cell]] = {}
    for row in sorted(run, key=lambda r: head is None or r is not head.row):
        for name, cell in row.values.items():
            cells.setdefault(name, (row, cell))
    for name, (row, cell) in cells.items():
        _value(result, name, row, cell, warnings)
    stated = result.values.get("members", 0)
    if traits.lists_members and len(run) > 1 and stated and stated != len(found):
        warnings.append((first, Problem("roster.members-differ", {"stated": stated, "listed": len(found)})))
    spouses = [row for row in run if row.relation == SPOUSE]
    warnings += [(row, Problem("roster.spouse-twice")) for row in spouses[1:]]
    warnings += [
        (row, Problem("roster.relation-unknown", {"text": row.relation_text})) for row in run if row.relation == "?"
    ]
    return result, warnings


def _value(result: HouseholdPlan, name: str, row: Row, cell: Cell, warnings: Warnings) -> None:
    text = text_of(cell)
    if name in {"phone", "address"}:
        result.values[name] = text
    elif name == "hukou_type":
        result.values[name] = hukou_of(cell)
    elif name == "assist_category":
        code = assist_of(cell)
        if code == "?":
            warnings.append((row, Problem("roster.assist-unknown", {"text": text})))
            result.extra["assist_text"] = text
        elif code:
            result.values[name] = code
    elif name in {"insured_persons", "members"}:
        number = count_of(cell)
        if number is None:
            warnings.append((row, Problem("roster.number-unreadable", {"text": text})))
        else:
            result.values[name] = number
    elif name == "amount_month":
        amount = amount_of(cell)
        if amount is None or amount < 0:
            warnings.append((row, Problem("roster.amount-unreadable", {"text": text})))
        else:
            result.values[name] = str(amount)
    elif name == "payment_account" and isinstance(cell, float) and cell >= 1e15:
        warnings.append((row, Problem("roster.account-lost-by-excel")))
    else:
        result.extra[name] = text
