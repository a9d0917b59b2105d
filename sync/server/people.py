"""Rows of the people who read the county's pages, of their sessions, and of what they did."""

from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import RowMapping

from sync.server.log import Session
from sync.server.tables_people import audit, person, session

INVITED = "invited"
ACTIVE = "active"
REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    role: str
    area: str
    state: str
    code: str
    code_until: str
    passphrase: str
    failures: int
    closed_until: str
    seen_at: str


@dataclass(frozen=True, slots=True)
class Deed:
    number: int
    at: str
    actor: str
    action: str
    object: str
    area: str


def put(s: Session, one: Person, at: str) -> None:
    """Writes a person, in place of an earlier one of that name; open sessions of that name end."""
    end_all(s, one.name)
    s.db.execute(delete(person).where(person.c.county == s.county, person.c.name == one.name))
    s.db.execute(
        insert(person).values(
            county=s.county,
            name=one.name,
            role=one.role,
            area=one.area,
            state=one.state,
            code=one.code,
            code_until=one.code_until,
            passphrase=one.passphrase,
            failures=one.failures,
            closed_until=one.closed_until,
            made_at=at,
            seen_at=one.seen_at,
        )
    )


def find(s: Session, name: str) -> Person | None:
    row = s.db.execute(select(person).where(person.c.county == s.county, person.c.name == name)).mappings().first()
    return _person(row) if row else None


def every(s: Session) -> list[Person]:
    query = select(person).where(person.c.county == s.county).order_by(person.c.made_at, person.c.name)
    return [_person(row) for row in s.db.execute(query).mappings()]


def change(s: Session, name: str, **values: str | int) -> None:
    s.db.execute(update(person).where(person.c.county == s.county, person.c.name == name).values(**values))


def open_session(s: Session, token: str, name: str, until: str) -> None:
    s.db.execute(insert(session).values(county=s.county, token=token, person=name, until=until))


def person_of(s: Session, token: str, now: str) -> Person | None:
    """Whose session this is, if it is open."""
    query = (
        select(person)
        .join(session, (session.c.county == person.c.county) & (session.c.person == person.c.name))
        .where(session.c.county == s.county, person.c.county == s.county)
        .where(session.c.token == token, session.c.until > now)
    )
    row = s.db.execute(query.where(person.c.state == ACTIVE)).mappings().first()
    return _person(row) if row else None


def end_session(s: Session, token: str, now: str) -> None:
    """Ends one, and forgets those that ran out."""
    gone = (session.c.token == token) | (session.c.until <= now)
    s.db.execute(delete(session).where(session.c.county == s.county, gone))


def end_all(s: Session, name: str) -> None:
    s.db.execute(delete(session).where(session.c.county == s.county, session.c.person == name))


def note(s: Session, at: str, actor: str, action: str, thing: str, area: str) -> None:
    """Writes down what somebody did."""
    s.db.execute(
        insert(audit).values(
            county=s.county,
            number=s.next_number(audit),
            at=at,
            actor=actor,
            action=action,
            object=thing,
            area=area,
        )
    )


def deeds(s: Session, limit: int, offset: int, area: str = "") -> list[Deed]:
    """What people did in an area (a prefix of codes; empty: anywhere and nowhere), newest first."""
    query = select(audit).where(audit.c.county == s.county).order_by(audit.c.number.desc())
    if area:
        query = query.where(audit.c.area.startswith(area, autoescape=True))
    return [_deed(row) for row in s.db.execute(query.limit(limit).offset(offset)).mappings()]


def deeds_after(s: Session, action: str, number: int) -> list[Deed]:
    """Deeds of one kind after a number, oldest first."""
    query = select(audit).where(audit.c.county == s.county, audit.c.number > number, audit.c.action == action)
    return [_deed(row) for row in s.db.execute(query.order_by(audit.c.number)).mappings()]


def _deed(row: RowMapping) -> Deed:
    return Deed(row["number"], row["at"], row["actor"], row["action"], row["object"], row["area"])


def _person(row: RowMapping) -> Person:
    return Person(
        name=row["name"],
        role=row["role"],
        area=row["area"],
        state=row["state"],
        code=row["code"],
        code_until=row["code_until"],
        passphrase=row["passphrase"],
        failures=row["failures"],
        closed_until=row["closed_until"],
        seen_at=row["seen_at"],
    )
