"""Rows of the consent register: one for each act, never changed."""

from collections.abc import Iterable

from sqlite_utils import Database

from villagevisit.domain.consent import Act, Consent, How, Purpose

_COLUMNS = (
    "id, act, village_code, household_id, person_id, name, purposes, wording, how, guardian, day, source, at, by"
)


def add(db: Database, entry: str, acts: Iterable[Consent]) -> int:
    """Keeps the acts of one record, each once; returns how many are new."""
    sql = f"INSERT OR IGNORE INTO consent({_COLUMNS}, entry) VALUES ({', '.join('?' * 15)})"  # noqa: S608 - constants
    return sum(db.execute(sql, [*_values(one), entry]).rowcount for one in acts)


def of_household(db: Database, household_id: str) -> list[Consent]:
    """Newest first."""
    sql = f"SELECT {_COLUMNS} FROM consent WHERE household_id = ? ORDER BY day DESC, at DESC, id DESC"  # noqa: S608
    return _acts(db.query(sql, [household_id]))


def refusals(db: Database, prefixes: Iterable[str], limit: int) -> list[Consent]:
    """What was refused or taken back in these areas, newest first."""
    wanted = tuple(prefixes)
    near = " OR ".join("substr(village_code, 1, length(?)) = ?" for _ in wanted) or "0"
    sql = (
        f"SELECT {_COLUMNS} FROM consent WHERE act <> 'given' AND ({near}) "  # noqa: S608 - constants and marks
        "ORDER BY day DESC, at DESC, id DESC LIMIT ?"
    )
    return _acts(db.query(sql, [*(one for prefix in wanted for one in (prefix, prefix)), limit]))


def clear(db: Database) -> None:
    """Forgets everything, to be projected again."""
    db.execute("DELETE FROM consent")


def _values(one: Consent) -> list[str]:
    return [
        one.id, one.act, one.village_code, one.household_id, one.person_id, one.name,
        " ".join(sorted(one.purposes)), one.wording, one.how, one.guardian, one.day, one.source, one.at, one.by,
    ]  # fmt: skip


def _acts(rows: Iterable[dict[str, str]]) -> list[Consent]:
    return [
        Consent(**row, act=Act(act), how=How(how), purposes=frozenset(map(Purpose, purposes.split())))
        for row in rows
        for act, how, purposes in [(row.pop("act"), row.pop("how"), row.pop("purposes"))]
    ]
