"""Figures of many households at once: what the last signed visits found, and what the register pays per village."""

import json
from collections.abc import Iterator
from typing import NamedTuple

from sqlite_utils import Database

from villagevisit.domain.access import Within


class Visited(NamedTuple):
    """Money as the text that was kept. The `then` parts are the parameters the visit was computed with."""

    household_id: str
    hukou_type: str
    net_year: str
    members: str
    standard: str
    supplement: str
    rural_then: str
    urban_then: str
    mode_then: str
    bands_then: str
    least_then: str


_VISITED = """
SELECT s.household_id, h.hukou_type, json_extract(s.result, '$.net_year'), json_extract(s.result, '$.counted_members'),
  json_extract(s.result, '$.standard_month'), json_extract(s.result, '$.supplement_month'),
  coalesce(json_extract(s.policy, '$.dibao_std_month_rural'), ''),
  coalesce(json_extract(s.policy, '$.dibao_std_month_urban'), ''),
  coalesce(json_extract(s.policy, '$.benefit_mode'), ''), coalesce(json_extract(s.policy, '$.class_band_table'), ''),
  coalesce(json_extract(s.policy, '$.min_pay_month'), '')
FROM submission s JOIN household h ON h.id = s.household_id
WHERE s.form_id = :form AND h.state = 'active' AND json_extract(s.result, '$.counted_members') > ''
  AND (SELECT count(*) FROM signoff g WHERE g.submission_id = s.id) >= 2
  AND NOT EXISTS (SELECT 1 FROM submission n WHERE n.replaces = s.id)
  AND (:within IS NULL OR h.village_code IN (SELECT value FROM json_each(:within)))
ORDER BY s.household_id, s.frozen_at, s.id
"""


def visited(db: Database, form_id: str, within: Within = None) -> Iterator[Visited]:
    """Signed and not replaced visits with figures, by household and then oldest first."""
    given = {"form": form_id, "within": None if within is None else json.dumps(within)}
    return (Visited(*row) for row in db.execute(_VISITED, given))


class Grown(NamedTuple):
    """The last visit of a year beside the last one before it; yuan of a person and month, as the text that was kept."""

    village_code: str
    household_no: str
    head_name: str
    before_on: str
    before: str
    now_on: str
    now: str


_GROWN = """
WITH seen AS (
  SELECT s.household_id AS id, substr(s.frozen_at, 1, 10) AS day, json_extract(s.result, '$.per_capita_month') AS each,
    row_number() OVER (PARTITION BY s.household_id, s.frozen_at >= :first ORDER BY s.frozen_at DESC, s.id DESC) AS place
  FROM submission s
  WHERE s.form_id = :form AND s.frozen_at < :next AND json_extract(s.result, '$.counted_members') > ''
    AND (SELECT count(*) FROM signoff g WHERE g.submission_id = s.id) >= 2
    AND NOT EXISTS (SELECT 1 FROM submission n WHERE n.replaces = s.id)
)
SELECT h.village_code, h.household_no, h.head_name, b.day, b.each, n.day, n.each
FROM seen n JOIN seen b ON b.id = n.id AND b.place = 1 AND b.day < :first JOIN household h ON h.id = n.id
WHERE n.place = 1 AND n.day >= :first
  AND (:within IS NULL OR h.village_code IN (SELECT value FROM json_each(:within)))
ORDER BY h.village_code, h.sort_key
"""


def grown(db: Database, form_id: str, year: int, within: Within = None) -> list[Grown]:
    """Households with a signed visit in the year and one before it, by village and number (S-114)."""
    given = {"form": form_id, "first": f"{year:04d}-01-01", "next": f"{year + 1:04d}-01-01", **_given(within)}
    return [Grown(*row) for row in db.execute(_GROWN, given)]


def outcomes(db: Database, form_id: str, campaign_id: str, low: str, high: str) -> dict[str, int]:
    """Households of a round by what their signed visit came to: dibao, edge, above. Villages from `low` to `high`."""
    rows = db.execute(
        "SELECT json_extract(s.result, '$.category'), count(DISTINCT s.household_id) FROM submission s "
        "JOIN frame f ON f.campaign_id = s.campaign_id AND f.household_id = s.household_id "
        "WHERE s.form_id = ? AND s.campaign_id = ? AND f.village_code BETWEEN ? AND ? "
        "AND json_extract(s.result, '$.counted_members') > '' "
        "AND (SELECT count(*) FROM signoff g WHERE g.submission_id = s.id) >= 2 "
        "AND NOT EXISTS (SELECT 1 FROM submission n WHERE n.replaces = s.id) GROUP BY 1",
        [form_id, campaign_id, low, high],
    )
    return {str(category): int(many) for category, many in rows}


class Paid(NamedTuple):
    """Households of one village and category that are paid the same per person."""

    village_code: str
    assist_category: str
    each: int
    """Fen per person covered and month, cut off: equal payments stay equal."""
    households: int
    persons: int
    members: int
    partial: int
    fen: int
    """Per month for all of them."""


_FEN = "CAST(round(CAST(amount_month AS REAL) * 100) AS INTEGER)"
_EACH = f"({_FEN} / CASE WHEN insured_persons > 0 THEN insured_persons ELSE max(members, 1) END)"
_PAID = f"""
SELECT village_code, assist_category, {_EACH}, count(*),
  sum(CASE WHEN insured_persons > 0 THEN insured_persons ELSE members END), sum(members),
  sum(insured_persons > 0 AND insured_persons < members AND assist_category <> '7'), sum({_FEN})
FROM household WHERE state = 'active' AND assist_category IN ('1', '2', '7')
  AND (:within IS NULL OR village_code IN (SELECT value FROM json_each(:within)))
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""  # noqa: S608 - constants


def paid(db: Database, within: Within = None) -> list[Paid]:
    """Dibao only. One pass over the register: the clerk's home asks for it."""
    return [Paid(*row) for row in db.execute(_PAID, _given(within))]


def partial(db: Database, village_code: str) -> list[tuple[str, str, str, int, int]]:
    """(id, number, head, members, covered) of the households of a village that cover fewer than they count."""
    sql = (
        "SELECT id, household_no, head_name, members, insured_persons FROM household WHERE village_code = ? "
        "AND state = 'active' AND assist_category IN ('1', '2') AND insured_persons > 0 "
        "AND insured_persons < members ORDER BY sort_key"
    )
    return [(row[0], row[1], row[2], row[3], row[4]) for row in db.execute(sql, [village_code])]


def paid_each(db: Database, village_code: str, each: int) -> list[tuple[str, str, str, int, int]]:
    """The same of the households of a village that are paid so many fen per person."""
    sql = (
        "SELECT id, household_no, head_name, members, insured_persons FROM household WHERE village_code = ? "  # noqa: S608
        f"AND state = 'active' AND assist_category IN ('1', '2', '7') AND {_FEN} > 0 AND {_EACH} = ? ORDER BY sort_key"
    )
    return [(row[0], row[1], row[2], row[3], row[4]) for row in db.execute(sql, [village_code, each])]


def _given(within: Within) -> dict[str, str | None]:
    return {"within": None if within is None else json.dumps(within)}
