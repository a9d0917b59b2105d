"""Writing one household of a roster beside what is already known, and saying field by field what that changed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from villagevisit.domain.citizen_id import RESIDENT
from villagevisit.domain.roster import HEAD, RowChange
from villagevisit.domain.roster_checks import Candidate
from villagevisit.services.workspace import new_id
from villagevisit.store import households as store
from villagevisit.store import search
from villagevisit.store.households import Db, HouseholdData, PersonData


@dataclass(slots=True)
class HouseholdPlan:
    """A household as the file describes it; empty values say nothing and overwrite nothing."""

    id: str
    village_code: str
    household_no: str
    village_group: str
    head_name: str
    values: dict[str, str | int] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)

    def to_dict(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.__slots__}


_PERSON_FIELDS = ("name", "relation", "id_no", "id_kind", "sex", "birth")


class Writer:
    """Writes into one transaction and collects search terms and changes until `flush`."""

    def __init__(self, db: Db) -> None:
        self._db = db
        self.terms: list[search.Term] = []
        self.changes: list[RowChange] = []
        self._highest: dict[str, int] = {}

    def flush_terms(self) -> None:
        search.add(self._db, self.terms)
        self.terms.clear()

    def free_number(self, village_code: str, taken: set[str]) -> str:
        """The next household number of the village that neither the store nor the file uses."""
        number = self._highest.get(village_code)
        if number is None:
            number = store.highest_number(self._db, village_code)
        number += 1
        while f"{number:04d}" in taken or str(number) in taken:
            number += 1
        self._highest[village_code] = number
        return f"{number:04d}"

    def add_household(self, plan: HouseholdPlan, members: int) -> HouseholdData:
        new = HouseholdData(
            plan.id, plan.village_code, plan.household_no, village_group=plan.village_group, head_name=plan.head_name,
            members=members, extra=_json(plan.extra),
        )  # fmt: skip
        for name, value in plan.values.items():
            setattr(new, name, value)
        store.insert(self._db, new)
        self.terms += search.household_terms(new.village_code, new.row, new.household_no)
        self._note(new, "added", "", "", "", plan.head_name)
        return new

    def update_household(self, old: HouseholdData, plan: HouseholdPlan) -> bool:
        """True when a field changed."""
        wanted: dict[str, str | int] = dict(plan.values)
        for name in ("household_no", "village_group", "head_name"):
            if value := getattr(plan, name):
                wanted[name] = value
        extra = {**json.loads(old.extra), **plan.extra}
        wanted["extra"] = _json(extra) if extra != json.loads(old.extra) else old.extra
        changed = {name: value for name, value in wanted.items() if getattr(old, name) != value}
        for name, value in changed.items():
            if name == "extra":
                self._note_extra(old, "", json.loads(old.extra), extra)
            else:
                self._note(old, "changed", "", name, str(getattr(old, name)), str(value))
        if "household_no" in changed:
            search.remove(self._db, search.household_terms(old.village_code, old.row, old.household_no))
            self.terms += search.household_terms(old.village_code, old.row, plan.household_no)
        store.update(self._db, old.id, changed)
        return bool(changed)

    def renumber(self, old: HouseholdData, household_no: str) -> None:
        """Gives a household another number, because the file uses its own for somebody else."""
        self.update_household(old, HouseholdPlan(old.id, old.village_code, household_no, "", ""))

    def add_person(self, home: HouseholdData, one: Candidate) -> None:
        new = PersonData(
            new_id(), home.id, one.position, one.name, one.relation, one.id_no, one.id_kind, one.sex, one.birth,
            "roster", _json(one.extra),
        )  # fmt: skip
        store.insert_person(self._db, new)
        self.terms += search.person_terms(home.village_code, new.row, new.name, new.id_no)

    def note_added(self, home: HouseholdData, one: Candidate) -> None:
        self._note(home, "added", one.name, "name", "", one.name)

    def update_person(self, home: HouseholdData, old: PersonData, one: Candidate) -> bool:
        """True when a field changed."""
        wanted: dict[str, str | int] = {"position": one.position}
        for name in _PERSON_FIELDS:
            value = getattr(one, name)
            if value or name == "id_no":
                wanted[name] = value
        extra = {**json.loads(old.extra), **one.extra}
        if extra != json.loads(old.extra):
            wanted["extra"] = _json(extra)
        changed = {name: value for name, value in wanted.items() if getattr(old, name) != value}
        store.update_person(self._db, old, changed)
        for name, value in changed.items():
            if name == "extra":
                self._note_extra(home, old.name, json.loads(old.extra), extra)
            elif name != "position":
                self._note(home, "changed", old.name, name, str(getattr(old, name)), str(value))
        return bool(changed.keys() - {"position"})

    def remove_person(self, home: HouseholdData, old: PersonData) -> None:
        store.delete_person(self._db, old)
        self._note(home, "left", old.name, "id_no", old.id_no, "")

    def move_person(self, home: HouseholdData, one: Candidate) -> bool:
        """Takes the person out of his other household; False when he is no longer there."""
        old = store.person(self._db, one.move_from)
        if old is None:
            return False
        source = store.by_id(self._db, old.household_id)
        before = source.household_no if source else ""
        one.extra["_moved_from"] = old.household_id
        store.update_person(self._db, old, {"household_id": home.id})
        store.recount(self._db, old.household_id)
        self._note(home, "moved", old.name, "household_no", before, home.household_no)
        self.update_person(home, old, one)
        return True

    def note_gone(self, village_code: str, household_no: str, head_name: str) -> None:
        self.changes.append(RowChange(household_no, village_code, "gone", "", "", head_name, ""))

    def _note(self, home: HouseholdData, kind: str, person: str, name: str, before: str, after: str) -> None:
        self.changes.append(RowChange(home.household_no, home.village_code, kind, person, name, before, after))

    def _note_extra(
        self, home: HouseholdData, person: str, before: Mapping[str, str], after: Mapping[str, str]
    ) -> None:
        for name, value in after.items():
            if before.get(name, "") != value and not name.startswith("_"):
                self._note(home, "changed", person, name, before.get(name, ""), value)


def _json(value: Mapping[str, str]) -> str:
    return json.dumps(dict(value), ensure_ascii=False, sort_keys=True) if value else "{}"


def place(persons: list[Candidate], start: int = 1) -> None:
    """Positions: the head first, the others in the order of the file."""
    for n, one in enumerate(sorted(persons, key=lambda c: c.relation != HEAD), start=start):
        one.position = n


def match(old: list[PersonData], one: Candidate) -> PersonData | None:
    """The known person that the row speaks of: the same number, else the same name when the numbers do not deny it."""
    if one.id_no:
        for person in old:
            if person.id_no == one.id_no:
                return person
    same = [person for person in old if person.name == one.name]
    for person in same:
        if not person.id_no or not one.id_no or person.birth == one.birth or person.id_kind == "unverified":
            return person
    return None


def strangers(old: HouseholdData, listed: list[Candidate]) -> bool:
    """True when a number that was this household's now stands before another family: numbers of identity on both
    sides, and neither a number nor a name in common. A slip in one of them does not make a stranger.
    """
    numbers = {person.id_no for person in old.persons if person.id_kind == RESIDENT}
    theirs = {one.id_no for one in listed if one.id_kind == RESIDENT and not one.id_problem}
    names = {old.head_name, *(person.name for person in old.persons)}
    return bool(numbers and theirs) and not numbers & theirs and not any(one.name in names for one in listed)
