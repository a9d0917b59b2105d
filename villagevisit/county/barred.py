"""Whether somebody went whom the rules keep away: kin that is filed, or the pair whose visit was objected to.

A laptop refuses such a team before it goes; a phone knows neither, so the county looks when everything has arrived.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from villagevisit.domain import kin_filing, objections
from villagevisit.domain.kin_filing import Filing
from villagevisit.domain.objections import Objection
from villagevisit.domain.suspicion import Scope, Trace
from villagevisit.store import county_certificates, county_suspicion, events
from villagevisit.store.households import Db

KINDS = frozenset({*objections.KINDS, kin_filing.FILED, kin_filing.SIGNED, kin_filing.EXITED})


def look_again(db: Db, area: str) -> None:
    """Something was said that bars people: the visits of that village are looked at anew."""
    county_suspicion.due_if_known(db, Scope.VILLAGE, area)


def marked(db: Db, traces: Sequence[Trace]) -> list[Trace]:
    """The same, each with those of its people who should not have gone."""
    villages = tuple(sorted({one.village for one in traces}))
    told = events.of_kinds(db, KINDS, within=villages)
    said = objections.fold(one for one in told if one.kind in objections.KINDS)
    filed = kin_filing.filings(one for one in told if one.kind not in objections.KINDS)
    known = county_certificates.officers(db)
    return [replace(one, barred=_by_objection(one, said) | _by_kin(one, filed, known)) for one in traces]


def _by_objection(one: Trace, said: Iterable[Objection]) -> frozenset[str]:
    """Staff numbers of those who went again while the objection to their own visit was open."""
    found: frozenset[str] = frozenset()
    for objection in said:
        ended = objection.settled.at if objection.settled else ""
        open_ = _moment(objection.at) <= one.frozen and (not ended or one.frozen < _moment(ended))
        if open_ and one.household in objection.households:
            found |= objection.barred & one.staff
    return found


def _by_kin(one: Trace, filed: Iterable[Filing], known: Mapping[str, str]) -> frozenset[str]:
    """Ids of those whose kinship with the household was filed by the day of the visit."""
    went = one.officers | {known[number] for number in one.staff if number in known}
    day = one.frozen.date().isoformat()
    mine = [it for it in filed if it.household == one.household and it.current and it.day <= day]
    return frozenset(it.officer for it in mine if it.officer in went)


def _moment(at: str) -> datetime:
    return datetime.fromisoformat(at)
