"""A village's roster as another laptop sent it, beside what is here.

The newest roster of a village is the list. A field that somebody changed here since the last one stays as it is here;
where both sides changed it, a person is told. A household that is no longer listed goes, unless work hangs on it: then
it is marked as gone.
"""

from collections.abc import Iterator, Sequence

from villagevisit.domain.area import Area, level_of
from villagevisit.services.exchange_bodies_replica import ROSTER, RosterBody
from villagevisit.store import areas, campaigns, replicas, search, visits
from villagevisit.store import households as store
from villagevisit.store.households import Db, HouseholdData, PersonData
from villagevisit.store.replicas import Problem

KEPT_LOCAL = "replica.kept-local"
HOUSEHOLD = "household"
GONE = "gone"
_FIELDS = (
    "village_group", "head_name", "assist_category", "insured_persons", "amount_month", "hukou_type", "address",
    "phone", "state", "extra",
)  # fmt: skip
_PERSON = ("position", "name", "relation", "id_no", "id_kind", "sex", "birth", "origin", "extra")
_MEMBERS = "members"


class RosterTaker:
    """Brings one village up to the newest roster, inside the caller's transaction."""

    def __init__(self, db: Db, body: RosterBody, before: RosterBody | None, at: str) -> None:
        """`before` is the roster that this laptop took last, if any."""
        self._db = db
        self._body = body
        self._at = at
        self._before = {one.id: one for one in before.households} if before else {}
        self._here = store.of_village(db, body.village)
        self._terms: list[search.Term] = []

    def take(self) -> None:
        areas.put(self._db, (Area(code, name, level_of(code)) for code, name in self._body.names), in_scope=True)
        listed = {one.id for one in self._body.households}
        self._make_room(listed)
        for one in self._body.households:
            old = self._here.get(one.id) or store.by_id(self._db, one.id)
            if old is None:
                self._add(one)
            elif not self._is_newer(old.village_code):
                self._update(old, one)
        for household_id, old in self._here.items():
            if household_id not in listed:
                self._leave(old)
        search.add(self._db, self._terms)

    def _make_room(self, listed: set[str]) -> None:
        """Numbers may have changed hands, so who has another one from now on, or none, gives his up first."""
        wanted = {one.id: one.household_no for one in self._body.households}
        taken = set(wanted.values())
        for old in self._here.values():
            if old.id in listed and wanted[old.id] != old.household_no:
                self._renumber(old, old.id)
            elif old.id not in listed and old.household_no in taken:
                self._renumber(old, f"{old.household_no}*{old.id[-4:]}")

    def _renumber(self, old: HouseholdData, number: str) -> None:
        search.remove(self._db, search.household_terms(old.village_code, old.row, old.household_no))
        search.add(self._db, search.household_terms(old.village_code, old.row, number))
        store.update(self._db, old.id, {"household_no": number})
        old.household_no = number

    def _add(self, one: HouseholdData) -> None:
        store.insert(self._db, one)
        self._terms += search.household_terms(one.village_code, one.row, one.household_no)
        for person in one.persons:
            self._put_person(one.id, person)

    def _update(self, old: HouseholdData, new: HouseholdData) -> None:
        before = self._before.get(old.id, old)
        doubtful = []
        wanted: dict[str, str | int] = {"village_code": new.village_code}
        for name in _FIELDS:
            here, listed, then = getattr(old, name), getattr(new, name), getattr(before, name)
            if here in (listed, then):
                wanted[name] = listed
            elif listed != then:
                doubtful.append(name)
        if _members(old.persons) in (_members(before.persons), _members(new.persons)):
            self._put_persons(old, new)
            wanted["members"] = new.members
        elif _members(new.persons) != _members(before.persons):
            doubtful.append(_MEMBERS)
        if old.household_no != new.household_no:
            self._renumber(old, new.household_no)
        store.update(self._db, old.id, {name: value for name, value in wanted.items() if getattr(old, name) != value})
        self._tell(old.id, doubtful)

    def _put_persons(self, old: HouseholdData, new: HouseholdData) -> None:
        listed = {one.id for one in new.persons}
        for one in new.persons:
            self._put_person(old.id, one)
        for gone in old.persons:
            here = store.person(self._db, gone.id)
            if gone.id not in listed and here is not None and here.household_id == old.id:
                self._drop_person(here)

    def _put_person(self, household_id: str, one: PersonData) -> None:
        old = store.person(self._db, one.id)
        if old is not None and self._is_newer(store.village_of(self._db, old.household_id)):
            return
        if old is None:
            store.insert_person(self._db, one)
            self._terms += search.person_terms(self._body.village, one.row, one.name, one.id_no)
            return
        wanted: dict[str, str | int] = {name: getattr(one, name) for name in _PERSON}
        wanted["household_id"] = household_id
        store.update_person(
            self._db, old, {name: value for name, value in wanted.items() if getattr(old, name) != value}
        )

    def _is_newer(self, village: str) -> bool:
        """Whether another village's roster, which has somebody of ours, is newer than this one: he moved there."""
        if village == self._body.village:
            return False
        other = replicas.newest(self._db, ROSTER, village)
        return other is not None and other.generation > self._body.generation

    def _drop_person(self, one: PersonData) -> None:
        if not visits.work_on_person(self._db, one.id):
            store.delete_person(self._db, one)

    def _leave(self, old: HouseholdData) -> None:
        if visits.work_on_household(self._db, old.id):
            store.update(self._db, old.id, {"state": GONE} if old.state != GONE else {})
            return
        campaigns.forget_household(self._db, old.id)
        old.persons = store.persons_of(self._db, old.id)
        store.delete(self._db, old)

    def _tell(self, household_id: str, doubtful: Sequence[str]) -> None:
        replicas.settle_problem(self._db, HOUSEHOLD, household_id)
        if doubtful:
            params = {"fields": " ".join(doubtful)}
            village = self._body.village
            replicas.note_problem(self._db, Problem(HOUSEHOLD, household_id, KEPT_LOCAL, params, village, self._at))


def _members(persons: Sequence[PersonData]) -> list[tuple[str | int, ...]]:
    return sorted(tuple(_cells(one)) for one in persons)


def _cells(one: PersonData) -> Iterator[str | int]:
    yield one.id
    for name in _PERSON:
        yield getattr(one, name)
