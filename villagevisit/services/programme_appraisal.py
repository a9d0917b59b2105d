"""The third party's appraisal: drawing records, the workbook for the appraiser, his scores back (S-290).

Only people who agreed to the use of their health data are in the frame. The workbook holds what finds a record (its
number, name, sex, age, services), nothing that was measured and no number of a citizen; it leaves as other health
records do, with a second doctor's PIN, and the audit log keeps who did.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

from villagevisit.domain import programme_appraisal as rules
from villagevisit.domain.access import ANYTHING, Deed
from villagevisit.domain.changes import NOTHING, Done, Topic, changes
from villagevisit.domain.clock import stamp, today
from villagevisit.domain.draw import ticket
from villagevisit.domain.errors import Param, Refused
from villagevisit.domain.event import Value
from villagevisit.domain.form_ids import RECORD_FORM
from villagevisit.domain.health import ENDED, FINDINGS, Service
from villagevisit.domain.programme_appraisal import DRAWN, MOST, SCORED, Draw, Item, One
from villagevisit.domain.roster_values import text_of
from villagevisit.services import (
    allowing,
    areas,
    events,
    export_approval,
    health_consent,
    health_lines,
    identification,
    shipped_tables,
    spreadsheet_apart,
)
from villagevisit.services.events import New
from villagevisit.services.export import whole
from villagevisit.services.export_approval import Approval
from villagevisit.services.health_presets import age_on
from villagevisit.services.spreadsheet import OutSheet, write_workbook
from villagevisit.services.workspace import Actor, Progress, Workspace, silent
from villagevisit.store import audit
from villagevisit.store import events as event_rows
from villagevisit.store import health_ledgers as store
from villagevisit.store.health_ledgers import Row
from villagevisit.wording import language, t

_ALL: Final = 100_000
_LOOK: Final = 12
"""Rows among which the head of a score sheet is looked for."""
_WIDTHS: Final = (14, 14, 22, 10, 6, 6, 30)
_CHANGED = changes(Topic.EVENTS, Topic.EXCHANGE)


def items(day: str) -> list[Item]:
    """The score sheet in force on an ISO day."""
    zh = language() == "zh_CN"
    return [
        Item(row["item"], row["zh" if zh else "en"], row["look_zh" if zh else "look_en"], Decimal(row["weight"]))
        for row in _table() if shipped_tables.holds(row["valid_from"], row["valid_to"], day)
    ]  # fmt: skip


def every(ws: Workspace, actor: Actor) -> list[Draw]:
    """All draws, the newest first: one that was drawn again with another seed stays in sight. Raises `actor.role`."""
    allowing.require(ws, actor, Deed.HEALTH)
    return rules.fold(event_rows.of_kinds(ws.store.reader(), [DRAWN, SCORED], bare=True))


def newest(ws: Workspace, actor: Actor, year: int) -> Draw | None:
    """The last draw of a calendar year. Raises Refused `actor.role`."""
    return next((one for one in every(ws, actor) if one.day[:4] == str(year)), None)


def draw(
    ws: Workspace, actor: Actor, per_village: str, seed: str, appraiser: str, progress: Progress = silent
) -> Done[Draw]:
    """Draws so many records of each village. The seed is the appraiser's own: whoever draws must not choose it.

    Raises:
        Refused: `actor.role`, `appraise.number` (most), `appraise.seed` (no seed or no appraiser), `appraise.nobody`.
        Cancelled: from `progress`; nothing was drawn.
    """
    allowing.require(ws, actor, Deed.HEALTH)
    if not per_village.strip().isdecimal() or not 1 <= int(per_village) <= MOST:
        raise Refused("appraise.number", most=MOST)
    if not seed.strip() or not appraiser.strip():
        raise Refused("appraise.seed")
    frame, withheld = _frame(ws, actor, progress)
    if not frame:
        raise Refused("appraise.nobody", withheld=withheld)
    day, number = today(ws.clock).isoformat(), int(per_village)
    drawn: list[Value] = [list(one) for one in rules.sample(frame, seed.strip(), day, number)]
    data: dict[str, Value] = {
        "seed": seed.strip(), "batch": day, "per_village": number, "appraiser": appraiser.strip(),
        "digest": rules.digest_of(frame), "frame": len(frame), "withheld": withheld, "drawn": drawn,
    }  # fmt: skip
    one = events.record(ws, actor, New(DRAWN, identification.office(ws), day=day, data=data))
    return Done(rules.fold([one])[0], _CHANGED)


def repeated(ws: Workspace, actor: Actor, one: Draw) -> str:
    """Drawn again with the same seed: `same`, `other` (the kept list is not what the seed gives), or `frame`: records
    came or went since, so that only the frame in the workbook can tell. Raises Refused `actor.role`."""
    frame, _ = _frame(ws, actor, silent)
    if rules.digest_of(frame) != one.digest:
        return "frame"
    return "same" if rules.sample(frame, one.seed, one.batch, one.per_village) == one.drawn else "other"


def _frame(ws: Workspace, actor: Actor, progress: Progress) -> tuple[list[One], int]:
    """(records in use of people who agreed, how many others there are)."""
    allowing.require(ws, actor, Deed.HEALTH)
    health_lines.settle(ws, progress)
    lines = store.lines(ws.store.reader(), Service.RECORD, [], allowing.within(ws, actor), limit=_ALL)
    used = [one for one in lines if not one.state.startswith(ENDED)]
    found = []
    for at, one in enumerate(used):
        progress(at, len(used))
        if health_consent.agreed(ws, one.household_id, one.person_id):
            found.append((one.village_code, one.person_id))
    return found, len(used) - len(found)


def export(ws: Workspace, actor: Actor, one: Draw, path: Path, approval: Approval | None = None) -> Done[int]:
    """Writes the workbook for the appraiser: the score sheet, and the whole frame to draw again from.

    Raises:
        Refused: `actor.role`, what `export_approval.approved` raises.
        EnvironmentFailed: `export.unwritable`, `roster.file-unwritable`.
    """
    allowing.require(ws, actor, Deed.HEALTH, named=True)
    detail: dict[str, Param] = {"people": len(one.drawn), "draw": one.id}
    if export_approval.needed("health", len(one.drawn), full_ids=True):
        second = export_approval.approved(ws, actor, approval, Deed.HEALTH, ANYTHING, len(one.drawn))
        detail["approved_by"] = second.staff_no
    frame, _ = _frame(ws, actor, silent)
    with whole(path) as part:
        write_workbook(part, [_sheet(ws, one), _drawing(one, frame)])
        with ws.store.transaction() as db:
            audit.append(db, stamp(ws.clock), actor.id, "health.appraisal-exported", one.id, detail)
    return Done(len(one.drawn), NOTHING)


def _sheet(ws: Workspace, one: Draw) -> OutSheet:
    listed = items(one.day)
    heads = (*(t(f"appraise.column.{key}") for key in ("number", "village", "code", "name", "sex", "age", "services")),
             *(t("appraise.points", name=item.name, most=f"{item.weight:f}") for item in listed),
             t("appraise.column.note"))  # fmt: skip
    rows = []
    for place, (_, person_id) in enumerate(one.drawn, start=1):
        found = record(ws, person_id)
        said = one.scores.get(person_id, {})
        if found is not None:
            rows.append([one.number(place), *found, *(str(said.get(item.code, "")) for item in listed), ""])
    looks = [(t("appraise.points", name=item.name, most=f"{item.weight:f}"), item.look) for item in listed]
    return OutSheet(t("appraise.sheet"), heads, rows, _WIDTHS, above=(
        (t("appraise.title", appraiser=one.appraiser, day=one.day),), *looks
    ))  # fmt: skip


def record(ws: Workspace, person_id: str) -> tuple[str, str, str, str, str, str] | None:
    """(village, number of the record, name, sex, age, services) of somebody; None once he is erased."""
    db = ws.store.reader()
    person = store.person(db, person_id)
    if person is None:
        return None
    form = identification.newest_form(ws, person_id, RECORD_FORM)
    code = form[2].get("ehr_code", "") if form is not None else ""
    mine = store.lines_of(db, person_id)
    services = [one for one in Service if one in mine and one not in FINDINGS and one is not Service.RECORD]
    return (
        f"{areas.name(ws, person.village_code)}{person.village_group}", code, person.name, _sex(person),
        str(age_on(person.birth, today(ws.clock)) or ""), "、".join(t(f"round.service.{one}") for one in services),
    )  # fmt: skip


def _sex(person: Row) -> str:
    return t(f"health.sex.{person.sex}") if person.sex in ("1", "2") else ""


def _drawing(one: Draw, frame: Sequence[One]) -> OutSheet:
    """The frame with each record's ticket, so that anybody draws again without this program."""
    drawn = set(one.drawn)
    rows = sorted(
        (village, ticket(one.seed, one.batch, person), person, t("appraise.yes") if (village, person) in drawn else "")
        for village, person in frame
    )
    changed = () if rules.digest_of(frame) == one.digest else ((t("appraise.frame_changed"),),)
    heads = tuple(t(f"appraise.column.{key}") for key in ("village", "ticket", "person", "drawn"))
    return OutSheet(t("appraise.frame_sheet"), heads, [list(row) for row in rows], (16, 70, 40, 8), above=(
        (t("appraise.how", seed=one.seed, batch=one.batch, count=one.per_village),),
        (t("appraise.digest", digest=one.digest, frame=one.frame, withheld=one.withheld),), *changed,
    ))  # fmt: skip


def take(ws: Workspace, actor: Actor, one: Draw, path: Path) -> Done[int]:
    """Reads the scored sheet back. Rows without any points wait; how many records were scored is the value.

    Raises:
        Refused: `actor.role`, `appraise.wrong-file` (file), `appraise.score` (row, item, most), `appraise.gap`
            (row, item) for a row that is scored in part, `appraise.no-scores`, and what opening a table raises.
    """
    allowing.require(ws, actor, Deed.HEALTH)
    found: dict[str, Value] = {}
    people = {one.number(place): person for place, (_, person) in enumerate(one.drawn, start=1)}
    listed, known = items(one.day), False
    with spreadsheet_apart.open_any(path) as book:
        for sheet in book.sheets():
            columns: dict[str, int] = {}
            for number, cells in enumerate(sheet.rows(), start=1):
                words = [text_of(cell).strip() for cell in cells]
                if not columns and number <= _LOOK + len(listed):
                    columns = _columns(words, listed)
                    known = known or bool(columns)
                elif columns and words and words[0] in people and any(_at(words, at) for at in columns.values()):
                    found[people[words[0]]] = _scored(words, columns, listed, number)
    if not found:
        raise Refused("appraise.no-scores" if known else "appraise.wrong-file", file=path.name)
    events.record(ws, actor, New(SCORED, identification.office(ws), one.id, data={"scores": found}))
    return Done(len(found), _CHANGED)


def _columns(words: Sequence[str], listed: Sequence[Item]) -> dict[str, int]:
    """Item → its column; empty unless the row is the head of the score sheet."""
    names = {row["item"]: (row["zh"], row["en"]) for row in _table()}
    found = {
        item.code: at for item in listed for at, word in enumerate(words) if at and word.startswith(names[item.code])
    }
    return found if len(found) == len(listed) else {}


def _scored(words: Sequence[str], columns: Mapping[str, int], listed: Sequence[Item], row: int) -> dict[str, Value]:
    for item in listed:
        if not _at(words, columns[item.code]):
            raise Refused("appraise.gap", row=row, item=item.name)
    return {item.code: str(rules.points(_at(words, columns[item.code]), item, row)) for item in listed}


def _at(words: Sequence[str], at: int) -> str:
    return words[at] if at < len(words) else ""


@cache
def _table() -> tuple[Mapping[str, str], ...]:
    return tuple(shipped_tables.rows("appraisal_items.csv"))
