"""Rows of printed papers, and what papers are made of: households in benefit, signed visits, signed pledges."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from villagevisit.domain.access import Within
from villagevisit.domain.form_ids import VISIT_FORM


@dataclass(frozen=True, slots=True)
class Printed:
    """A row of `document`. `content` is the JSON the paper was made from, `digest` its SHA-256 (hex)."""

    id: str
    kind: str
    village_code: str
    subject_id: str
    wording_version: str
    content: str
    digest: str
    made_at: str
    made_by: str


@dataclass(frozen=True, slots=True)
class InBenefit:
    """A household of a village with the newest complete visit, when there is one."""

    household_id: str
    household_no: str
    head_name: str
    village_group: str
    head_birth: str
    assist_category: str
    members: int
    insured_persons: int
    amount_month: str
    result: Mapping[str, Any]
    """Derived figures of the visit; empty when none that came to a figure is signed yet."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A frozen record whose signatures are complete or not, with what its paper needs."""

    id: str
    form_id: str
    form_version: str
    household_id: str
    digest: str
    body: bytes
    frozen_at: str
    frozen_by: str
    signatures: tuple[tuple[int, str, str], ...]
    """(place, officer's name, moment)"""
    result: Mapping[str, Any]
    """Derived figures."""
    village_code: str = ""
    village_group: str = ""
    household_no: str = ""
    head_name: str = ""


_NEWEST = """
    SELECT s.household_id, s.result, max(s.stands_at) FROM submission s
    WHERE s.form_id = :form AND json_extract(s.result, '$.printed_supplement') IS NOT NULL
    AND (SELECT count(*) FROM signoff g WHERE g.submission_id = s.id) >= 2
    AND NOT EXISTS (
      SELECT 1 FROM submission n WHERE n.replaces = s.id AND coalesce(json_extract(n.result, '$.final'), '') <> '1'
    )
    GROUP BY s.household_id
"""


def in_benefit(db: Database, village_code: str) -> list[InBenefit]:
    """Households of the village that receive something, or that a signed visit speaks of, by group and number."""
    rows = db.query(
        f"SELECT h.*, p.birth, n.result FROM household h "  # noqa: S608 - a constant
        f"LEFT JOIN person p ON p.household_id = h.id AND p.position = 1 "
        f"LEFT JOIN ({_NEWEST}) n ON n.household_id = h.id "
        f"WHERE h.village_code = :village AND h.state = 'active' "
        f"AND (h.assist_category <> '' OR n.result IS NOT NULL) ORDER BY h.sort_key, h.household_no",
        {"form": VISIT_FORM, "village": village_code},
    )
    return [
        InBenefit(
            household_id=row["id"],
            household_no=row["household_no"],
            head_name=row["head_name"],
            village_group=row["village_group"],
            head_birth=row["birth"] or "",
            assist_category=row["assist_category"],
            members=row["members"],
            insured_persons=row["insured_persons"],
            amount_month=row["amount_month"],
            result=json.loads(row["result"] or "{}"),
        )
        for row in rows
    ]


def count_in_benefit(db: Database, within: Within = None) -> int:
    """Households that the roster has in dibao: rural, urban, and single persons counted with them."""
    sql = (
        "SELECT count(*) FROM household WHERE state = 'active' AND assist_category IN ('1', '2', '7') "
        "AND (? = '' OR village_code IN (SELECT value FROM json_each(?)))"
    )
    return int(db.execute(sql, ["" if within is None else "1", json.dumps(within or [])]).fetchone()[0])


@dataclass(frozen=True, slots=True)
class BoardPrint:
    """A printed board, without its rows."""

    document: str
    kind: str
    """Of the paper."""
    village_code: str
    printed: str
    """ISO moment."""
    board: str
    closes: str
    """ISO day."""
    rows: int
    posted: bool


def boards_since(db: Database, kinds: Iterable[str], since: str) -> list[BoardPrint]:
    """Boards that were printed since a day, newest first."""
    rows = db.query(
        "SELECT d.id AS document, d.kind, d.village_code, d.made_at AS printed, json_extract(d.content, '$.board') AS "
        "board, json_extract(d.content, '$.closes') AS closes, json_array_length(d.content, '$.rows') AS rows, "
        "EXISTS (SELECT 1 FROM event e WHERE e.source = d.id AND e.kind = 'board.posted') AS posted FROM document d "
        "WHERE d.kind IN (SELECT value FROM json_each(:kinds)) AND d.made_at >= :since ORDER BY d.made_at DESC, d.id",
        {"kinds": json.dumps(list(kinds)), "since": since},
    )
    return [BoardPrint(**{**row, "posted": bool(row["posted"])}) for row in rows]


_SIGNED = """
    SELECT s.*, h.village_code, h.village_group, h.household_no, h.head_name FROM submission s
    LEFT JOIN household h ON h.id = s.household_id WHERE s.id = :id
"""
_COMPLETE = """
    SELECT s.*, h.village_code, h.village_group, h.household_no, h.head_name FROM submission s
    LEFT JOIN household h ON h.id = s.household_id
    WHERE s.form_id = :form AND (SELECT count(*) FROM signoff g WHERE g.submission_id = s.id) >= :need
    AND (:text = '' OR instr(coalesce(h.head_name, '') || ' ' || coalesce(h.household_no, ''), :text) > 0)
    AND NOT EXISTS (SELECT 1 FROM submission later WHERE later.replaces = s.id)
    ORDER BY s.frozen_at DESC LIMIT :limit
"""


def signed(db: Database, submission_id: str) -> Signed | None:
    """A frozen record with its signatures; None when there is no such record."""
    row = next(iter(db.query(_SIGNED, {"id": submission_id})), None)
    return _signed(db, row) if row else None


def complete(db: Database, form_id: str, signatures: int, text: str, limit: int) -> list[Signed]:
    """Records of a form that enough people have signed, newest first; `text` is found in head, number or name."""
    rows = db.query(_COMPLETE, {"form": form_id, "need": signatures, "text": text, "limit": limit})
    return [_signed(db, row) for row in rows]


def ready(db: Database, form_id: str, signatures: int) -> list[tuple[str, str, str]]:
    """(id, village, household number) of the records that `complete` gives, without their bodies, by household."""
    rows = db.query(
        "SELECT s.id, h.village_code, h.household_no FROM submission s JOIN household h ON h.id = s.household_id "
        "WHERE s.form_id = :form AND (SELECT count(*) FROM signoff g WHERE g.submission_id = s.id) >= :need "
        "AND NOT EXISTS (SELECT 1 FROM submission later WHERE later.replaces = s.id) "
        "ORDER BY h.village_code, h.sort_key, h.household_no, s.frozen_at",
        {"form": form_id, "need": signatures},
    )
    return [(row["id"], row["village_code"], row["household_no"]) for row in rows]


def _signed(db: Database, row: Mapping[str, Any]) -> Signed:
    people = db.query(
        "SELECT g.place, g.signed_at, o.name FROM signoff g JOIN officer o ON o.id = g.officer_id "
        "WHERE g.submission_id = :id ORDER BY g.place",
        {"id": row["id"]},
    )
    return Signed(
        id=row["id"],
        form_id=row["form_id"],
        form_version=row["form_version"],
        household_id=row["household_id"],
        digest=row["digest"],
        body=bytes(row["body"]),
        frozen_at=row["frozen_at"],
        frozen_by=row["frozen_by"],
        signatures=tuple((one["place"], one["name"], one["signed_at"]) for one in people),
        result=json.loads(row["result"] or "{}"),
        village_code=row["village_code"] or "",
        village_group=row["village_group"] or "",
        household_no=row["household_no"] or "",
        head_name=row["head_name"] or "",
    )


def add(db: Database, paper: Printed) -> None:
    """Records a paper that is printed for the first time."""
    db.execute(
        "INSERT INTO document(id, kind, village_code, subject_id, wording_version, content, digest, made_at, made_by) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            paper.id,
            paper.kind,
            paper.village_code,
            paper.subject_id,
            paper.wording_version,
            paper.content,
            paper.digest,
            paper.made_at,
            paper.made_by,
        ],
    )


def get(db: Database, document_id: str) -> Printed | None:
    row = next(iter(db.query("SELECT * FROM document WHERE id = :id", {"id": document_id})), None)
    return Printed(**row) if row else None


def by_short(db: Database, prefix: str) -> list[Printed]:
    """Papers whose digest begins with these hex digits."""
    rows = db.query("SELECT * FROM document WHERE substr(digest, 1, length(:p)) = :p ORDER BY made_at", {"p": prefix})
    return [Printed(**row) for row in rows]


def submission_by_short(db: Database, prefix: str) -> list[str]:
    """Ids of frozen records whose digest begins with these hex digits."""
    rows = db.query("SELECT id FROM submission WHERE substr(digest, 1, length(:p)) = :p", {"p": prefix})
    return [row["id"] for row in rows]


def made(db: Database, kind: str = "", limit: int = 100) -> list[Printed]:
    """What was printed, newest first."""
    rows = db.query(
        "SELECT * FROM document WHERE :kind = '' OR kind = :kind ORDER BY made_at DESC LIMIT :limit",
        {"kind": kind, "limit": limit},
    )
    return [Printed(**row) for row in rows]
