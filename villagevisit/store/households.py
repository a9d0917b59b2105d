"""Rows of households and persons."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sqlite_utils import Database

from villagevisit.domain import names
from villagevisit.domain.access import Within
from villagevisit.domain.household import Household, Person
from villagevisit.store import search

Db = Database


@dataclass(slots=True)
class HouseholdData:
    """One household as it stands in the table, with its persons; `row` is 0 for a new one."""

    id: str
    village_code: str
    household_no: str
    row: int = 0
    village_group: str = ""
    head_name: str = ""
    assist_category: str = ""
    insured_persons: int = 0
    amount_month: str = "0"
    hukou_type: str = ""
    address: str = ""
    phone: str = ""
    members: int = 0
    state: str = "active"
    version: int = 1
    extra: str = "{}"
    persons: list["PersonData"] = field(default_factory=list)


@dataclass(slots=True)
class PersonData:
    id: str
    household_id: str
    position: int
    name: str
    relation: str = ""
    id_no: str = ""
    id_kind: str = "resident"
    sex: str = "9"
    birth: str = ""
    origin: str = "roster"
    extra: str = "{}"
    row: int = 0


_HOUSEHOLD = (
    "id, village_code, household_no, row, village_group, head_name, assist_category, insured_persons, amount_month, "
    "hukou_type, address, phone, members, state, version, extra"
)
_PERSON = "id, household_id, position, name, relation, id_no, id_kind, sex, birth, origin, extra, row"


def _one(db: Database, where: str, params: Sequence[str]) -> HouseholdData | None:
    row = db.execute(f"SELECT {_HOUSEHOLD} FROM household WHERE {where}", params).fetchone()  # noqa: S608
    if row is None:
        return None
    found = HouseholdData(*row)
    found.persons = persons_of(db, found.id)
    return found


def by_id(db: Database, household_id: str) -> HouseholdData | None:
    return _one(db, "id = ?", [household_id])


def by_number(db: Database, village_code: str, household_no: str) -> HouseholdData | None:
    return _one(db, "village_code = ? AND household_no = ?", [village_code, household_no])


def by_group(db: Database, within: Within) -> list[tuple[str, str, int, int]]:
    """(village, group, households, people) of every group in which somebody lives, by village and first number."""
    sql = (
        "SELECT village_code, village_group, count(*), sum(members) FROM household WHERE state = 'active' "
        "AND (?1 IS NULL OR village_code IN (SELECT value FROM json_each(?1))) "
        "GROUP BY 1, 2 ORDER BY 1, min(sort_key)"
    )
    given = [None if within is None else json.dumps(within)]
    return [(village, group, int(homes), int(people)) for village, group, homes, people in db.execute(sql, given)]


def by_head(db: Database, village_code: str, head_name: str, village_group: str) -> HouseholdData | None:
    """The only household of that head in the village (and group); None when there is none or several."""
    where = "village_code = ? AND head_name = ? AND village_group = ?"
    ids = db.execute(f"SELECT id FROM household WHERE {where} LIMIT 2", [village_code, head_name, village_group])  # noqa: S608
    found = ids.fetchall()
    return by_id(db, found[0][0]) if len(found) == 1 else None


def by_member_id(db: Database, village_code: str, id_no: str) -> HouseholdData | None:
    """The household of the village in which the number is registered; head first when it is in several."""
    row = db.execute(
        "SELECT h.id FROM person p JOIN household h ON h.id = p.household_id "
        "WHERE p.id_no = ? AND h.village_code = ? ORDER BY p.position LIMIT 1",
        [id_no, village_code],
    ).fetchone()
    return by_id(db, row[0]) if row else None


def persons_of(db: Database, household_id: str) -> list[PersonData]:
    sql = f"SELECT {_PERSON} FROM person WHERE household_id = ? ORDER BY position, row"  # noqa: S608
    return [PersonData(*row) for row in db.execute(sql, [household_id])]


def of_village(db: Database, village_code: str) -> dict[str, HouseholdData]:
    """Every household of a village with its persons, by id; households and persons in the order of their ids."""
    sql = f"SELECT {_HOUSEHOLD} FROM household WHERE village_code = ? ORDER BY id"  # noqa: S608
    found = {one.id: one for one in (HouseholdData(*row) for row in db.execute(sql, [village_code]))}
    columns = ", ".join(f"p.{name}" for name in _PERSON.split(", "))
    sql = (
        f"SELECT {columns} FROM person p JOIN household h ON h.id = p.household_id "  # noqa: S608
        "WHERE h.village_code = ? ORDER BY p.household_id, p.position, p.id"
    )
    for row in db.execute(sql, [village_code]):
        one = PersonData(*row)
        found[one.household_id].persons.append(one)
    return found


def elsewhere(db: Database, id_no: str, household_id: str) -> tuple[str, str, str, str] | None:
    """(household id, head name, household number, person id) of another household that holds the number."""
    row: tuple[str, str, str, str] | None = db.execute(
        "SELECT h.id, h.head_name, h.household_no, p.id FROM person p JOIN household h ON h.id = p.household_id "
        "WHERE p.id_no = ? AND p.household_id <> ? LIMIT 1",
        [id_no, household_id],
    ).fetchone()
    return row


def person(db: Database, person_id: str) -> PersonData | None:
    row = db.execute(f"SELECT {_PERSON} FROM person WHERE id = ?", [person_id]).fetchone()  # noqa: S608
    return PersonData(*row) if row else None


def village_of(db: Database, household_id: str) -> str:
    """Empty when the household is not here."""
    row = db.execute("SELECT village_code FROM household WHERE id = ?", [household_id]).fetchone()
    return str(row[0]) if row else ""


def moved_from(db: Database, person_id: str) -> str:
    """The household out of which a decision took the person; empty when none did."""
    row = db.execute("SELECT json_extract(extra, '$._moved_from') FROM person WHERE id = ?", [person_id]).fetchone()
    return str(row[0] or "") if row else ""


def highest_number(db: Database, village_code: str) -> int:
    """The highest household number of the village that is a plain number; 0 without any."""
    row = db.execute(
        "SELECT max(CAST(household_no AS INTEGER)) FROM household "
        "WHERE village_code = ? AND household_no NOT GLOB '*[^0-9]*' AND length(household_no) < 10",
        [village_code],
    ).fetchone()
    return int(row[0] or 0)


def numbers_of(db: Database, village_code: str) -> Iterable[tuple[int, str, str]]:
    """(row, household number, head name) of every household of a village."""
    found: Iterable[tuple[int, str, str]] = db.execute(
        "SELECT row, household_no, head_name FROM household WHERE village_code = ? ORDER BY sort_key", [village_code]
    )
    return found


def any_person(db: Database) -> bool:
    return db.execute("SELECT 1 FROM person LIMIT 1").fetchone() is not None


def insert(db: Database, new: HouseholdData) -> None:
    cursor = db.execute(
        "INSERT INTO household(id, village_code, household_no, village_group, head_name, assist_category, "
        "insured_persons, amount_month, hukou_type, address, phone, members, state, version, extra, sort_key) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            new.id, new.village_code, new.household_no, new.village_group, new.head_name, new.assist_category,
            new.insured_persons, new.amount_month, new.hukou_type, new.address, new.phone, new.members, new.state,
            new.version, new.extra, _sort_key(new.village_group, new.household_no),
        ],
    )  # fmt: skip
    new.row = int(cursor.lastrowid or 0)


def update(db: Database, household_id: str, values: Mapping[str, str | int]) -> None:
    """Sets columns by name and counts the version up; the caller looks after the search terms of another number."""
    if not values:
        return
    if "village_code" in values:
        _move_terms(db, household_id, str(values["village_code"]))
    columns = ", ".join(f"{name} = ?" for name in values)
    db.execute(f"UPDATE household SET {columns}, version = version + 1 WHERE id = ?", [*values.values(), household_id])  # noqa: S608
    if {"village_group", "household_no"} & values.keys():
        group, number = db.execute(
            "SELECT village_group, household_no FROM household WHERE id = ?", [household_id]
        ).fetchone()
        db.execute("UPDATE household SET sort_key = ? WHERE id = ?", [_sort_key(group, number), household_id])


def _move_terms(db: Database, household_id: str, village: str) -> None:
    """Lets the household and its people be found in another village from now on."""
    home = by_id(db, household_id)
    if home is not None and home.village_code != village:
        for remembered, code in ((search.remove, home.village_code), (search.add, village)):
            remembered(db, search.household_terms(code, home.row, home.household_no))
            for one in home.persons:
                remembered(db, search.person_terms(code, one.row, one.name, one.id_no))


def _sort_key(village_group: str, household_no: str) -> str:
    return names.sort_key(village_group) + "\x1f" + names.sort_key(household_no)


def insert_person(db: Database, new: PersonData) -> None:
    cursor = db.execute(
        "INSERT INTO person(id, household_id, position, name, relation, id_no, id_kind, sex, birth, origin, extra) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            new.id, new.household_id, new.position, new.name, new.relation, new.id_no, new.id_kind, new.sex,
            new.birth, new.origin, new.extra,
        ],
    )  # fmt: skip
    new.row = int(cursor.lastrowid or 0)


def update_person(db: Database, old: PersonData, values: Mapping[str, str | int]) -> None:
    """Sets columns by name and keeps the search terms in step."""
    if not values:
        return
    found_by = {"name", "id_no", "household_id"} & values.keys()
    if found_by:
        search.remove(db, search.person_terms(_lives_in(db, old.id), old.row, old.name, old.id_no))
    columns = ", ".join(f"{name} = ?" for name in values)
    db.execute(f"UPDATE person SET {columns} WHERE id = ?", [*values.values(), old.id])  # noqa: S608
    if found_by:
        name, id_no = str(values.get("name", old.name)), str(values.get("id_no", old.id_no))
        search.add(db, search.person_terms(_lives_in(db, old.id), old.row, name, id_no))


def delete_person(db: Database, old: PersonData) -> None:
    search.remove(db, search.person_terms(_lives_in(db, old.id), old.row, old.name, old.id_no))
    db.execute("DELETE FROM person WHERE id = ?", [old.id])


def _lives_in(db: Database, person_id: str) -> str:
    """The village code of somebody who is here."""
    found = "SELECT h.village_code FROM person p JOIN household h ON h.id = p.household_id WHERE p.id = ?"
    return str(db.execute(found, [person_id]).fetchone()[0])


def delete(db: Database, old: HouseholdData) -> None:
    """Takes a household away with its persons and search terms."""
    for one in old.persons:
        delete_person(db, one)
    search.remove(db, search.household_terms(old.village_code, old.row, old.household_no))
    db.execute("DELETE FROM household WHERE id = ?", [old.id])


def recount(db: Database, household_id: str, at_least: int = 0) -> None:
    db.execute(
        "UPDATE household SET members = max(?2, (SELECT count(*) FROM person WHERE household_id = ?1)) WHERE id = ?1",
        [household_id, at_least],
    )


PageRow = tuple[str, str, str, str, str, str, int, str, int, str, str]
_PAGE = """
SELECT h.id, h.household_no, h.head_name, h.village_code, coalesce(a.name, ''), h.village_group, h.members,
       h.assist_category, h.insured_persons, h.amount_month, h.state
FROM (SELECT row FROM household WHERE village_code = ? ORDER BY sort_key LIMIT ? OFFSET ?) k
JOIN household h ON h.row = k.row LEFT JOIN area a ON a.code = h.village_code
ORDER BY h.sort_key, h.row
"""


def counts(db: Database, village_code: str | None = None, within: Within = None) -> list[tuple[str, int]]:
    """(village code, households) in the order of the codes, without empty villages."""
    found: list[tuple[str, int]] = db.execute(
        "SELECT village_code, n FROM household_count WHERE n > 0 AND (?1 IS NULL OR village_code = ?1) "
        "AND (?2 IS NULL OR village_code IN (SELECT value FROM json_each(?2))) ORDER BY village_code",
        [village_code, None if within is None else json.dumps(within)],
    ).fetchall()
    return found


def page(db: Database, villages: Iterable[tuple[str, int]], offset: int, limit: int) -> list[PageRow]:
    """A slice of the list of these villages, by group and number; those before it are skipped by their `counts`."""
    rows: list[PageRow] = []
    for code, n in villages:
        if offset >= n:
            offset -= n
            continue
        rows += db.execute(_PAGE, [code, limit - len(rows), offset]).fetchall()
        offset = 0
        if len(rows) >= limit:
            break
    return rows


def as_household(found: HouseholdData) -> Household:
    return Household(
        id=found.id, household_no=found.household_no, village_code=found.village_code, head_name=found.head_name,
        village_group=found.village_group, assist_category=found.assist_category,
        insured_persons=found.insured_persons, amount_month=Decimal(found.amount_month),
        hukou_type=found.hukou_type, address=found.address, phone=found.phone, state=found.state,
        version=found.version, persons=tuple(as_person(one) for one in found.persons),
    )  # fmt: skip


def as_person(found: PersonData) -> Person:
    return Person(
        id=found.id, household_id=found.household_id, position=found.position, name=found.name,
        relation=found.relation, id_no=found.id_no, id_kind=found.id_kind, sex=found.sex, birth=found.birth,

        extra={name: text for name, text in json.loads(found.extra).items() if not name.startswith("_")},
    )  # fmt: skip
