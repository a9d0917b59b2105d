"""Official papers of an office: issuing with the next number, withdrawing, and the register of a year (发文登记)."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from villagevisit.domain import office as rules
from villagevisit.domain import office_text
from villagevisit.domain.access import Deed, Thing, may
from villagevisit.domain.changes import NOTHING, Done, Topic, changes
from villagevisit.domain.clock import stamp, today
from villagevisit.domain.errors import Refused
from villagevisit.domain.event import Value
from villagevisit.domain.office import Issued, Kind, Series, Text, Used
from villagevisit.services import allowing, events, export, office_drafts, office_names, office_sheet
from villagevisit.services.events import New
from villagevisit.services.folded import Folded
from villagevisit.services.office_drafts import Draft
from villagevisit.services.workspace import Actor, Workspace
from villagevisit.store import audit
from villagevisit.store import events as rows
from villagevisit.wording import t

_CHANGED = changes(Topic.EVENTS, Topic.EXCHANGE)
_KEPT = Folded(rules.KINDS, rules.fold, bare=True)


def every(ws: Workspace, actor: Actor) -> tuple[Issued, ...]:
    """Issued papers that these people may read, the newest first."""
    found = _KEPT.of(ws).values()
    seen = [one for one in found if not actor.officers or may(actor.officers, Deed.WRITE, Thing(one.area))]
    return tuple(sorted(seen, key=lambda one: (one.at, one.id), reverse=True))


def find(ws: Workspace, paper_id: str) -> Issued | None:
    return rules.fold(rows.of_thing(ws.store.reader(), paper_id)).get(paper_id)


def get(ws: Workspace, paper_id: str) -> Issued:
    """Raises Refused `office.unknown`."""
    one = find(ws, paper_id)
    if one is None:
        raise Refused("office.unknown")
    return one


def numbers(ws: Workspace, area: str, kind: Kind) -> tuple[str, Used]:
    """The code under which a paper would be numbered today, and what of its year is gone."""
    day = today(ws.clock)
    code = office_names.named(ws, area, day).code(kind)
    return code, rules.used(_KEPT.of(ws).values(), area, code, day.year)


def look(ws: Workspace, area: str, text: Text) -> tuple[office_text.Found, ...]:
    """What keeps a text from being issued, and what somebody should look at."""
    found = office_text.look(text, today(ws.clock))
    if not office_names.named(ws, area).code(text.kind):
        kind = "brief" if text.kind is Kind.BRIEF else "code"
        return (*found, office_text.Found(f"office.unnamed-{kind}"))
    return found


def issue(ws: Workspace, actor: Actor, draft_id: str, number: int = 0, total: int = 0) -> Done[Issued]:
    """Freezes a draft with the next number of its code and year, or with a higher one where others were given before.
    `total`: of a bulletin, its number among all.

    Raises:
        Refused: `actor.role`, `actor.area`, `office.draft-gone`, what `look` finds, `office.number` (least, most),
            `paper.missing-glyph` (characters).
    """
    draft = office_drafts.get(ws, draft_id)
    allowing.require(ws, actor, Deed.WRITE, Thing(draft.area), named=True)
    for one in look(ws, draft.area, draft.text):
        if one.stops:
            raise Refused(one.code, **one.params)
    office_sheet.pages(ws, draft)
    day = today(ws.clock)
    code, gone = numbers(ws, draft.area, draft.text.kind)
    chosen = number or gone.next
    running = (total or max(gone.total + 1, chosen)) if draft.text.kind is Kind.BRIEF else 0
    data: dict[str, Value] = {
        "text": rules.text_data(draft.text), "office": asdict(office_names.named(ws, draft.area, day)), "code": code,
        "year": day.year, "number": chosen, "total": running,
    }  # fmt: skip
    event = events.made(ws, actor, New(rules.ISSUED, draft.area, data=data))
    with ws.store.transaction() as db:
        there = rules.fold(rows.of_kinds(db, rules.KINDS, bare=True)).values()
        left = rules.used(there, draft.area, code, day.year)
        if not left.next <= chosen <= rules.HIGHEST:
            raise Refused("office.number", least=left.next, most=rules.HIGHEST)
        if running and not max(left.total + 1, chosen) <= running <= rules.HIGHEST:
            raise Refused("office.number", least=max(left.total + 1, chosen), most=rules.HIGHEST)
        office_drafts.forget(db, draft_id)
        events.enter(db, event)
    return Done(get(ws, event.thing), _CHANGED)


def withdraw(ws: Workspace, actor: Actor, paper_id: str, reason: str) -> Done[Issued]:
    """An issued paper no longer counts; its number stays used.

    Raises Refused `office.unknown`, `actor.role`, `actor.area`, `office.no-reason`, `office.withdrawn`.
    """
    one = get(ws, paper_id)
    allowing.require(ws, actor, Deed.WRITE, Thing(one.area), named=True)
    if not reason.strip():
        raise Refused("office.no-reason")
    if one.withdrawn:
        raise Refused("office.withdrawn")
    events.record(ws, actor, New(rules.WITHDRAWN, one.area, one.id, data={"reason": reason.strip()}))
    return Done(get(ws, paper_id), _CHANGED)


def again(ws: Workspace, actor: Actor, paper_id: str) -> Done[Draft]:
    """A new draft with the text of an issued paper. Raises as `office_drafts.start` and `office.unknown`."""
    one = get(ws, paper_id)
    return office_drafts.start(ws, actor, one.area, one.text)


def years(ws: Workspace, area: str) -> tuple[int, ...]:
    """This year and those in which the office issued something, newest first."""
    found = {one.year for one in _KEPT.of(ws).values() if one.area == area} | {today(ws.clock).year}
    return tuple(sorted(found, reverse=True))


def register(ws: Workspace, area: str, year: int) -> tuple[Series, ...]:
    return rules.register(_KEPT.of(ws).values(), area, year)


def save(ws: Workspace, actor: Actor, area: str, year: int, path: Path) -> Done[int]:
    """发文登记 of a year as a table; how many rows.

    Raises:
        Refused: `actor.role`, `actor.area`, `export.format`.
        EnvironmentFailed: `export.unwritable`.
    """
    write = export.writer(path)
    allowing.require(ws, actor, Deed.LISTS, named=True)
    allowing.require(ws, actor, Deed.WRITE, Thing(area), named=True)
    columns = [t(f"office.column.{one}") for one in _COLUMNS]
    lines = (dict(zip(columns, cells, strict=True)) for one in register(ws, area, year) for cells in _cells(one))
    with export.whole(path) as part:
        count = write(part, columns, lines)
        with ws.store.transaction() as db:
            detail = {"rows": count, "year": year}
            audit.append(db, stamp(ws.clock), actor.id, "export", "office_register", detail)
    return Done(count, NOTHING)


_COLUMNS = ("number", "day", "kind", "title", "to", "copies", "signer", "by", "remark")


def _cells(series: Series) -> Iterator[list[str | int]]:
    for one in series.issued:
        text = one.text
        yield [
            one.mark, one.day, t(f"office.kind.{text.kind}"), text.title.replace("\n", ""),
            "、".join(office_text.names(text.to)), "、".join(office_text.names(text.copies)), text.signer, one.by,
            remark(series, one),
        ]  # fmt: skip
    for first, last in series.gaps:
        yield ["", "", "", "", "", "", "", "", gap(series, first, last)]


def remark(series: Series, one: Issued) -> str:
    """What the register says beside a paper; empty when there is nothing to say."""
    if one.withdrawn:
        return t("office.remark.withdrawn", day=one.withdrawn.day, reason=one.withdrawn.reason)
    return t("office.remark.twice") if one.number in series.twice else ""


def gap(series: Series, first: int, last: int) -> str:
    """`清政发〔2026〕1—57号不在本机登记`."""
    key = "office.gap.one" if first == last else "office.gap"
    return t(key, code=series.code, year=series.year, first=first, last=last)
