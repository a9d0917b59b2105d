"""Reading the lines of people's health for lists: who stands in which state, a page at a time, and counts."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from villagevisit.domain.access import Within

_WITHIN = "(:within IS NULL OR {where} IN (SELECT value FROM json_each(:within)))"


@dataclass(frozen=True, slots=True)
class Row:
    """A person in a list, with his line where he has one."""

    person_id: str
    household_id: str
    village_code: str
    village_group: str
    head_name: str
    name: str
    sex: str
    birth: str
    phone: str
    category: str
    """Of assistance, `assist`."""
    state: str = ""
    last_day: str = ""
    next_day: str = ""
    count: int = 0
    since: str = ""
    """ISO day on which the line began."""


_PERSON = (
    "p.id, p.household_id, h.village_code, h.village_group, h.head_name, p.name, p.sex, p.birth, h.phone, "
    "h.assist_category"
)


def counts(db: Database, service: str, within: Within) -> list[tuple[str, str, int]]:
    """(village, state, people) of a service."""
    sql = (
        "SELECT village_code, state, count(*) FROM health_standing WHERE service = :service AND "  # noqa: S608
        + _WITHIN.format(where="village_code") + " GROUP BY 1, 2"
    )  # fmt: skip
    return [tuple(row) for row in db.execute(sql, {"service": service, **_given(within)})]


def ending(db: Database, service: str, until: str, within: Within, since: str = "0001") -> int:
    """People whose line's next day lies from `since` to `until` (ISO)."""
    sql = (
        "SELECT count(*) FROM health_standing WHERE service = :service AND next_day BETWEEN :since AND :until AND "  # noqa: S608
        + _WITHIN.format(where="village_code")
    )
    given = {"service": service, "since": since, "until": until, **_given(within)}
    return int(db.execute(sql, given).fetchone()[0])


def lines(
    db: Database, service: str, states: Sequence[str], within: Within, *, since: str = "", until: str = "9999",
    born_from: str = "", text: str = "", offset: int = 0, limit: int = 200,
) -> list[Row]:  # fmt: skip
    """People with a line of this service whose state begins with one of `states`, next day from `since` to `until`;
    an empty `states` is every state. `text` is part of a name. By village, the soonest first. `born_from`: ISO day.
    """
    sql = (
        f"SELECT {_PERSON}, s.state, s.last_day, s.next_day, s.count, s.since FROM health_standing s "  # noqa: S608
        "JOIN person p ON p.id = s.person_id JOIN household h ON h.id = p.household_id "
        "WHERE s.service = :service AND s.next_day BETWEEN :since AND :until AND p.birth >= :born_from AND "
        "(:states = '[]' OR EXISTS (SELECT 1 FROM json_each(:states) w WHERE s.state GLOB w.value)) "
        f"AND (:text = '' OR instr(p.name, :text) > 0) AND {_WITHIN.format(where='s.village_code')} "
        "ORDER BY s.next_day, s.person_id LIMIT :limit OFFSET :offset"
    )
    given: dict[str, str | int | None] = {
        "service": service, "states": json.dumps(states), "since": since, "until": until, "text": text,
        "born_from": born_from, "limit": limit, "offset": offset, **_given(within),
    }  # fmt: skip
    return [Row(*row) for row in db.execute(sql, given)]


def lines_of(db: Database, person_id: str) -> dict[str, Row]:
    """Service → the line of one person."""
    sql = (
        f"SELECT {_PERSON}, s.state, s.last_day, s.next_day, s.count, s.service FROM health_standing s "  # noqa: S608
        "JOIN person p ON p.id = s.person_id JOIN household h ON h.id = p.household_id WHERE s.person_id = ?"
    )
    return {row[-1]: Row(*row[:-1]) for row in db.execute(sql, [person_id])}


def person(db: Database, person_id: str) -> Row | None:
    sql = f"SELECT {_PERSON} FROM person p JOIN household h ON h.id = p.household_id WHERE p.id = ?"  # noqa: S608
    found = db.execute(sql, [person_id]).fetchone()
    return Row(*found) if found else None


def without(
    db: Database, service: str, within: Within, *, born_from: str = "", born_to: str = "9999", sex: str = "",
    hukou: str = "", having: Iterable[str] = (), helped: bool = False, since: str = "", last_since: str = "",
    text: str = "", offset: int = 0, limit: int = 200,
) -> list[Row]:  # fmt: skip
    """People of the register without a line of this service that runs until `since` at least (or whose last day is
    `last_since` or later), by place; the other arguments narrow whom it is about, as `people` does.
    """
    where, given = _people(within, born_from, born_to, sex, hukou, having, helped)
    sql = (
        f"SELECT {_PERSON} FROM household h JOIN person p ON p.household_id = h.id WHERE {where} "  # noqa: S608
        "AND NOT EXISTS (SELECT 1 FROM health_standing s WHERE s.person_id = p.id AND s.service = :service "
        "AND s.next_day >= :since AND s.last_day >= :last_since) AND (:text = '' OR instr(p.name, :text) > 0) "
        "ORDER BY h.village_code, h.sort_key, p.position LIMIT :limit OFFSET :offset"
    )
    asked = {
        "service": service, "since": since, "last_since": last_since, "text": text, "limit": limit, "offset": offset
    }
    return [Row(*row) for row in db.execute(sql, {**given, **asked})]


def people(
    db: Database, within: Within, *, born_from: str = "", born_to: str = "9999", sex: str = "", helped: bool = False,
    text: str = "", limit: int = 200,
) -> list[Row]:
    """People of the register by place, narrowed as in `without`."""
    where, given = _people(within, born_from, born_to, sex, "", (), helped)
    sql = (
        f"SELECT {_PERSON} FROM household h JOIN person p ON p.household_id = h.id WHERE {where} "  # noqa: S608
        "AND (:text = '' OR instr(p.name, :text) > 0) ORDER BY h.village_code, h.sort_key, p.position LIMIT :limit"
    )
    return [Row(*row) for row in db.execute(sql, {**given, "text": text, "limit": limit})]


def covered(
    db: Database, service: str, within: Within, *, born_from: str = "", born_to: str = "9999", sex: str = "",
    hukou: str = "", having: Iterable[str] = (), helped: bool = False, since: str = "", last_since: str = "",
) -> list[tuple[str, int, int]]:  # fmt: skip
    """(village, people, of them with such a line of the service)."""
    where, given = _people(within, born_from, born_to, sex, hukou, having, helped)
    sql = (
        "SELECT h.village_code, count(*), count(s.person_id) FROM household h JOIN person p ON p.household_id = h.id "  # noqa: S608
        "LEFT JOIN health_standing s ON s.person_id = p.id AND s.service = :service AND s.next_day >= :since "
        f"AND s.last_day >= :last_since WHERE {where} GROUP BY 1 ORDER BY 1"
    )
    asked = {"service": service, "since": since, "last_since": last_since}
    return [tuple(row) for row in db.execute(sql, {**given, **asked})]


def _people(
    within: Within, born_from: str, born_to: str, sex: str, hukou: str, having: Iterable[str], helped: bool
) -> tuple[str, dict[str, str | int | None]]:
    """Whom a list is about: born between two days, of a sex, of a kind of registration, with one of some services."""
    wanted = list(having)
    parts = ["h.state = 'active'", _WITHIN.format(where="h.village_code")]
    if born_from or born_to != "9999":
        parts.append("p.birth BETWEEN :born_from AND :born_to AND p.birth <> ''")
    if sex:
        parts.append("p.sex = :sex")
    if hukou:
        parts.append("h.hukou_type = :hukou")
    if helped:
        parts.append(
            "(h.assist_category IN ('1', '2', '3', '7') OR EXISTS (SELECT 1 FROM health_standing r "
            "WHERE r.person_id = p.id AND r.service = 'identified'))"
        )
    if wanted:
        parts.append(
            "EXISTS (SELECT 1 FROM health_standing k WHERE k.person_id = p.id AND k.state NOT GLOB 'closed:*' "
            "AND k.service IN (SELECT value FROM json_each(:having)))"
        )
    given: dict[str, str | int | None] = {
        "born_from": born_from, "born_to": born_to, "sex": sex, "hukou": hukou, "having": json.dumps(wanted),
        **_given(within),
    }  # fmt: skip
    return " AND ".join(parts), given


def gaps(
    db: Database, services: Sequence[str], since: str, within: Within, text: str, offset: int, limit: int
) -> list[Row]:
    """Patients of these services without a health record, without a visit since an ISO day, or to whom no service was
    done under a contract (S-324); with the line of their contract, by place.
    """
    sql = (
        f"SELECT {_PERSON}, coalesce(c.state, ''), coalesce(c.last_day, ''), coalesce(c.next_day, ''), "  # noqa: S608
        "coalesce(c.count, 0) FROM household h JOIN person p ON p.household_id = h.id "
        "LEFT JOIN health_standing c ON c.person_id = p.id AND c.service = 'contract' "
        "WHERE h.state = 'active' AND EXISTS (SELECT 1 FROM health_standing k WHERE k.person_id = p.id "
        "AND k.service IN (SELECT value FROM json_each(:services)) AND k.state NOT GLOB 'closed:*') "
        "AND (coalesce(c.count, 0) = 0 "
        "OR NOT EXISTS (SELECT 1 FROM health_standing r WHERE r.person_id = p.id AND r.service = 'record') "
        "OR NOT EXISTS (SELECT 1 FROM health_standing v WHERE v.person_id = p.id "
        "AND v.service IN (SELECT value FROM json_each(:services)) AND v.last_day >= :since)) "
        f"AND (:text = '' OR instr(p.name, :text) > 0) AND {_WITHIN.format(where='h.village_code')} "
        "ORDER BY h.village_code, h.sort_key, p.position LIMIT :limit OFFSET :offset"
    )
    given = {
        "services": json.dumps(services), "since": since, "text": text, "limit": limit, "offset": offset,
        **_given(within),
    }  # fmt: skip
    return [Row(*row) for row in db.execute(sql, given)]


def found_by(db: Database, id_no: str, name: str, birth: str, within: Within) -> list[Row]:
    """Who has this number; without one, who has this name and birthday."""
    where = "p.id_no = :id_no" if id_no else "p.birth = :birth AND p.name = :name"
    sql = (
        f"SELECT {_PERSON} FROM person p JOIN household h ON h.id = p.household_id WHERE {where} "  # noqa: S608
        f"AND h.state = 'active' AND {_WITHIN.format(where='h.village_code')} ORDER BY p.id LIMIT 3"
    )
    return [Row(*row) for row in db.execute(sql, {"id_no": id_no, "name": name, "birth": birth, **_given(within)})]


def visits(db: Database, form_id: str, since: str, until: str, within: Within) -> list[tuple[Row, str, str, bytes]]:
    """(person, source, day, frozen bytes) of the finished records of a form between two days, oldest first."""
    sql = (
        f"SELECT {_PERSON}, v.source, v.day, b.body FROM health_visit v JOIN person p ON p.id = v.person_id "  # noqa: S608
        "JOIN household h ON h.id = p.household_id JOIN submission b ON b.id = v.source "
        f"WHERE v.form_id = :form AND v.day BETWEEN :since AND :until AND {_WITHIN.format(where='h.village_code')} "
        "ORDER BY v.day, v.source"
    )
    given = {"form": form_id, "since": since, "until": until, **_given(within)}
    return [(Row(*row[:-3]), row[-3], row[-2], bytes(row[-1])) for row in db.execute(sql, given)]


def _given(within: Within) -> dict[str, str | None]:
    return {"within": None if within is None else json.dumps(within)}


def newest_visit(db: Database, person_id: str, form_id: str) -> tuple[str, str] | None:
    """(source, ISO day) of a person's last finished record of a form."""
    sql = (
        "SELECT source, day FROM health_visit WHERE person_id = ? AND form_id = ? "
        "ORDER BY day DESC, source DESC LIMIT 1"
    )
    row = db.execute(sql, [person_id, form_id]).fetchone()
    return (row[0], row[1]) if row else None


def last_of_form(db: Database, form_id: str) -> bytes | None:
    """The frozen bytes of the record of a form whose line was made last, whomever it is about."""
    sql = (
        "SELECT b.body FROM health_visit v JOIN submission b ON b.id = v.source WHERE v.form_id = ? "
        "ORDER BY v.row DESC LIMIT 1"
    )
    row = db.execute(sql, [form_id]).fetchone()
    return bytes(row[0]) if row else None


def states_since(db: Database, service: str, within: Within, since: str) -> list[tuple[str, int]]:
    """(state, people) of a service whose last visit is of this ISO day or later."""
    sql = (
        "SELECT state, count(*) FROM health_standing WHERE service = :service AND last_day >= :since AND "  # noqa: S608
        + _WITHIN.format(where="village_code") + " GROUP BY 1"
    )  # fmt: skip
    return [tuple(row) for row in db.execute(sql, {"service": service, "since": since, **_given(within)})]


def homes(db: Database, within: Within) -> list[tuple[tuple[str, str, str, str, str], tuple[str, str]]]:
    """((id, village, group, head, category) of a household, (id, number) of a person) of everybody, by place."""
    sql = (
        "SELECT h.id, h.village_code, h.village_group, h.head_name, h.assist_category, p.id, p.id_no "
        "FROM household h JOIN person p ON p.household_id = h.id WHERE h.state = 'active' AND "
        + _WITHIN.format(where="h.village_code") + " ORDER BY h.village_code, h.sort_key, p.position"
    )  # fmt: skip
    return [(row[:5], row[5:]) for row in db.execute(sql, _given(within))]
