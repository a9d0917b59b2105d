"""What the papers of the roster and the township can be made of."""

from villagevisit.domain.access import Within
from villagevisit.services import areas, households, inquiries, people
from villagevisit.services.paper_types import Needs, Subject
from villagevisit.services.workspace import Workspace
from villagevisit.wording import t

KIN_SEPARATOR = ":"
BLANK = "blank"
"""An empty form, for people who are not in the roster yet."""


def of(ws: Workspace, needs: Needs, text: str, limit: int, within: Within) -> list[Subject]:
    """Villages, households, the township, or the declared kin of officers, by name or number.

    Papers of a household or of kin can be had empty too. `within`: the villages that the reader sees.
    """
    empty = [] if text else [Subject(BLANK, t("paper.blank_form"), t("paper.blank_form.note"))]
    if needs == "village":
        seen = [one for one in areas.villages(ws) if within is None or one.code in within]
        return [Subject(area.code, area.name) for area in seen if text in area.name]
    if needs == "household":
        return [*empty, *_households(ws, text, limit, within)]
    if needs == "township":
        here = areas.township(ws)
        return [Subject(here.code, here.name)] if here and text in here.name else []
    if needs == "inquiry":
        return [*empty, *_inquiries(ws, text, within)]
    if needs == "supervised":
        return [*_inquiries(ws, text, within, letters=True)]
    return [*empty, *_kin(ws, text)]


def _inquiries(ws: Workspace, text: str, within: Within, *, letters: bool = False) -> list[Subject]:
    """Registered matters; `letters`: those that are supervised or offered to a colleague."""
    return [
        Subject(one.id, one.number, one.content[:40])
        for one in inquiries.every(ws, within)
        if (text in one.number or text in one.content) and (not letters or one.reference or one.waiting)
    ]


def _households(ws: Workspace, text: str, limit: int, within: Within) -> list[Subject]:
    if not text:
        rows = households.page(ws, offset=0, limit=limit, within=within)
        return [Subject(row.id, row.head_name, f"{row.village_name} {row.household_no}") for row in rows]
    found: dict[str, Subject] = {}
    for hit in households.search(ws, text, limit, within=within):
        note = f"{hit.village_name} {hit.household_no}"
        found.setdefault(hit.household_id, Subject(hit.household_id, hit.head_name, note))
    return list(found.values())


def _kin(ws: Workspace, text: str) -> list[Subject]:
    """One for each near relative that an officer declared."""
    return [
        Subject(f"{officer.id}{KIN_SEPARATOR}{place}", f"{officer.name} — {kin.name}", kin.relation)
        for officer in people.officers(ws)
        for place, kin in enumerate(officer.kin)
        if text in officer.name or text in kin.name
    ]
