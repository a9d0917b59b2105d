"""What a key press looks up lies with township and village: after the step, and wherever people move afterwards."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.store.older import TABLES, file_before
from villagevisit.domain.area import Area
from villagevisit.store import areas, households, search
from villagevisit.store.connection import Store
from villagevisit.store.households import Db, HouseholdData, PersonData

KEY = b"k" * 32
VILLAGES = ("999999101201", "999999101202", "999999102201")
NAMES = ("王伟", "王小芳", "张王", "欧阳国")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "villagevisit.db", KEY)
    yield opened
    opened.close()


def _fill(db: Db) -> None:
    """A household in each village, two people in each."""
    areas.put(db, [Area(code, code[-3:], "village") for code in VILLAGES], in_scope=True)
    for n, code in enumerate(VILLAGES):
        home = HouseholdData(f"h{n}", code, f"{n + 7}A", head_name=NAMES[n])
        households.insert(db, home)
        search.add(db, search.household_terms(code, home.row, home.household_no))
        for m in range(2):
            one = PersonData(f"p{n}{m}", home.id, m + 1, NAMES[n + m], id_no=f"99999919500101{n}{m}1X")
            households.insert_person(db, one)
            search.add(db, search.person_terms(code, one.row, one.name, one.id_no))


def _kept(db: Db) -> list[search.Term]:
    return db.execute("SELECT kind, town, term, village, row FROM find ORDER BY 1, 2, 3, 4, 5").fetchall()


def _meant(db: Db) -> list[search.Term]:
    """What the tables say should be found."""
    terms: list[search.Term] = []
    for home_id, code in db.execute("SELECT id, village_code FROM household").fetchall():
        home = households.by_id(db, home_id)
        assert home
        terms += search.household_terms(code, home.row, home.household_no)
        for one in home.persons:
            terms += search.person_terms(code, one.row, one.name, one.id_no)
    return sorted(set(terms))


def _found(db: Db, prefix: str, within: tuple[str, ...] | None, kind: int = search.NAME, limit: int = 9) -> list[str]:
    rows = search.rows(db, kind, prefix, limit, within)
    return [hit[4] for hit in search.hits(db, rows, households=False)]


def test_a_file_of_the_step_before_finds_the_same_people_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "villagevisit.db"
    old = file_before(path, KEY, "021_find_by_town.sql")
    new = Store(tmp_path / "new.db", KEY)
    with new.transaction() as db:
        _fill(db)
        meant = _meant(db)
        tables = {name: db.execute(f"SELECT * FROM {name}").fetchall() for name in TABLES}
    new.close()
    for name, rows in tables.items():
        old.executemany(f"INSERT INTO {name} VALUES ({','.join('?' * len(rows[0]))})", rows)
    old.executemany("INSERT INTO find VALUES (?, ?, ?)", [(kind, term, row) for kind, _, term, _, row in meant])
    old.execute("INSERT INTO find VALUES (0, 'nobody', 99)")
    old.close()
    opened = Store(path, KEY)
    assert _kept(opened.reader()) == meant
    opened.close()


def test_hits_come_in_the_order_of_the_terms_from_all_townships_and_only_from_where_one_may_look(store: Store) -> None:
    with store.transaction() as db:
        _fill(db)
        assert _found(db, "王", None) == ["王伟", "王小芳", "王小芳"]
        assert _found(db, "王", None, limit=2) == ["王伟", "王小芳"]
        assert _found(db, "王", VILLAGES[1:]) == ["王小芳"]
        assert _found(db, "王", VILLAGES[2:]) == []
        assert _found(db, "王", ()) == []
        assert _found(db, "王", VILLAGES[2:], search.INNER) == ["张王"]
        assert _found(db, "oy", VILLAGES[::2], search.INITIALS) == ["欧阳国"]


_MOVES = some.lists(
    some.tuples(some.sampled_from(("home", "person", "name", "gone")), some.integers(0, 5), some.integers(0, 2)),
    max_size=6,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_MOVES)
def test_wherever_people_move_they_are_found_there(store: Store, moves: list[tuple[str, int, int]]) -> None:
    with store.transaction() as db:
        for table in ("find", "person", "household"):
            db.execute(f"DELETE FROM {table}")
        _fill(db)
        for what, who, where in moves:
            one = households.person(db, f"p{who // 2}{who % 2}")
            if what == "home":
                households.update(db, f"h{who // 2}", {"village_code": VILLAGES[where]})
            elif one is None:
                continue
            elif what == "person":
                households.update_person(db, one, {"household_id": f"h{where}"})
                households.update_person(db, one, {"id_no": ""})  # `one` still says where he lived before
            elif what == "name":
                households.update_person(db, one, {"name": NAMES[where]})
            else:
                households.delete_person(db, one)
        assert _kept(db) == _meant(db)
