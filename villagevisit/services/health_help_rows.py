"""Rows of the ledgers of health aid: who is insured and who is not, operations, measures, the frame of poor households
(S-308, S-360, S-364, S-377, S-404); the score sheet of an appraisal (S-290)."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from printing.layouts.ledger import Kind
from villagevisit.domain.form_ids import RECORD_FORM
from villagevisit.domain.health_help import OPERATION
from villagevisit.domain.poor_frame import ISSUES
from villagevisit.services import (
    areas,
    health_help,
    identification,
    poor_frame,
    programme_appraisal,
    special_registers,
)
from villagevisit.services.health_ledger_base import Asked, Line, base, only
from villagevisit.store import health_ledgers as store
from villagevisit.store.health_ledgers import Row
from villagevisit.wording import t

_OPEN: Final = " "
"""A cell that is not struck, to be written in by hand."""
_PLAIN: Final = ("village", "head", "name", "sex", "age")


def _people(asked: Asked, found: Sequence[Row]) -> Iterator[Row]:
    for number, one in enumerate(found):
        if number % 200 == 0:
            asked.progress(number, len(found))
        if asked.within is None or one.village_code in asked.within:
            yield one


def _category(code: str) -> str:
    return t(f"ui.assist.{code}") if code else ""


def _insured(asked: Asked) -> Iterator[Line]:
    """The registered poor who are in a scheme in the year."""
    known = health_help.insured(asked.ws, asked.actor, asked.year)
    for one in _people(asked, health_help.poor(asked.ws, asked.actor)):
        said = known.get(one.person_id)
        if said is not None and said.covered:
            yield {
                **only(base(asked, one), *_PLAIN), "category": _category(one.category), "year": asked.year,
                "scheme": health_help.name("scheme", said.scheme), "payer": health_help.name("premium", said.payer),
                "day": said.day,
            }  # fmt: skip


def _uninsured(asked: Asked) -> Iterator[Line]:
    """The blind spots: the registered poor in no scheme, and everybody of whom that was entered."""
    known = health_help.insured(asked.ws, asked.actor, asked.year)
    for one in _people(asked, health_help.blind(asked.ws, asked.actor, asked.year)):
        form = identification.newest_form(asked.ws, one.person_id, RECORD_FORM)
        paid = form[2].get("paytype", "").split() if form is not None else []
        yield {
            **only(base(asked, one), *_PLAIN), "category": _category(one.category), "phone": one.phone,
            "known": t("help.known.none") if one.person_id in known else t("help.known.nothing"),
            "record": "、".join(t(f"help.paid.{code}") for code in paid), "reason": _OPEN,
        }  # fmt: skip


def _operation(asked: Asked) -> Iterator[Line]:
    """Operations of the year; `nth` counts those of one person, so that persons are the rows with 1."""
    db, times = asked.ws.store.reader(), Counter[str]()
    for one in special_registers.entries(asked.ws, asked.actor, OPERATION, asked.year):
        person = store.person(db, one.thing)
        if person is not None and (asked.within is None or person.village_code in asked.within):
            times[one.thing] += 1
            yield {
                **only(base(asked, person), *_PLAIN), "day": one.day,
                "kind": health_help.name("operation", one.text("code")), "hospital": one.text("hospital"),
                "payer": health_help.name("operation_paid", one.text("payer")), "nth": str(times[one.thing]),
            }  # fmt: skip


def _measure(asked: Asked) -> Iterator[Line]:
    """Everybody whom a measure reached in the year, with each measure and how often."""
    db = asked.ws.store.reader()
    found = health_help.received(asked.ws, asked.actor, asked.year)
    order = [one.code for one in health_help.codes("measure", asked.year)]
    people = [person for one in found if (person := store.person(db, one)) is not None]
    for one in _people(asked, sorted(people, key=lambda row: (row.village_code, row.head_name, row.person_id))):
        mine = found[one.person_id].days
        yield {
            **only(base(asked, one), *_PLAIN), "category": _category(one.category),
            "measures": "；".join(_times(code, len(mine[code])) for code in order if code in mine),
            "count": str(len(mine)), "last": max(day for days in mine.values() for day in days),
        }  # fmt: skip


def _times(code: str, count: int) -> str:
    name = health_help.name("measure", code)
    return name if count == 1 else t("help.times", name=name, count=count)


def _no_measure(asked: Asked) -> Iterator[Line]:
    """The registered poor whom no measure reached in the year."""
    found = health_help.received(asked.ws, asked.actor, asked.year)
    for one in _people(asked, health_help.poor(asked.ws, asked.actor)):
        if one.person_id not in found:
            yield {
                **only(base(asked, one), *_PLAIN), "category": _category(one.category), "phone": one.phone,
                "reason": _OPEN,
            }  # fmt: skip


def _poor_frame(asked: Asked) -> Iterator[Line]:
    """Households on the roster or on the ledger, then the ledger's rows that are nobody of the register."""
    for one in poor_frame.framed(asked.ws, asked.actor, asked.within):
        home = one.home
        yield {
            "village": f"{areas.name(asked.ws, home.village)}{home.group}", "name": home.head,
            "persons": len(home.people), "category": _category(home.category), "poor": one.poor,
            "ledger_no": one.ledger_no, "issues": "；".join(
                t(f"frame.issue.{issue}", count=one.issues[issue]) for issue in ISSUES if issue in one.issues
            ), "remark": _OPEN,
        }  # fmt: skip
    if asked.within is None:
        for row in identification.unlisted(asked.ws, asked.actor):
            yield {
                "village": row.place, "name": row.name, "persons": "", "category": "", "poor": 1, "ledger_no": "",
                "issues": t("frame.issue.unlisted", row=row.row_no), "remark": _OPEN,
            }  # fmt: skip


def _appraisal_score(asked: Asked) -> Iterator[Line]:
    """The score sheet of the newest draw of the year: each record with each item, open until it is scored (S-290)."""
    found = programme_appraisal.newest(asked.ws, asked.actor, asked.year)
    listed = programme_appraisal.items(found.day) if found else []
    for place, (village, person) in enumerate(found.drawn if found else (), start=1):
        who = programme_appraisal.record(asked.ws, person)
        if found is None or who is None or (asked.within is not None and village not in asked.within):
            continue
        said = found.scores.get(person, {})
        for one in listed:
            yield {
                "number": found.number(place), "village": who[0], "code": who[1], "name": who[2], "item": one.name,
                "look": one.look, "weight": one.weight, "score": said.get(one.code, _OPEN), "remark": _OPEN,
            }  # fmt: skip


MAKERS: Final[Mapping[Kind, Callable[[Asked], Iterator[Line]]]] = {
    "insured": _insured,
    "uninsured": _uninsured,
    "operation": _operation,
    "measure": _measure,
    "no_measure": _no_measure,
    "poor_frame": _poor_frame,
    "appraisal_score": _appraisal_score,
}
