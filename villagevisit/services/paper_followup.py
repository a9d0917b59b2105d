"""随访服务记录表: a year of somebody's follow-ups for high pressure or diabetes on one sheet, the rest open to fill in.

Named `disease:year:person`, as `htn:2026:…`; `htn:blank` is wholly empty. Only for those whose form it is, and that
somebody opened one is written down. The list of papers tells nobody what was measured: it keeps a digest.
"""

from collections.abc import Mapping

from printing.document import Document
from printing.layouts import followup as sheet
from printing.layouts.common import Imprint
from printing.layouts.followup import Disease
from printing.texts import wording
from villagevisit.domain.access import Deed, Thing, Within, may
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.health import ENDED, HealthVisit, Service
from villagevisit.services import (
    areas,
    form_list,
    health_due,
    health_lines,
    health_record,
    paper_marks,
    reveal,
)
from villagevisit.services.paper_content import Content, digest_of
from villagevisit.services.paper_followup_answers import Reader
from villagevisit.services.paper_subjects import BLANK
from villagevisit.services.paper_types import PaperKind, PaperRequest, Subject
from villagevisit.services.workspace import NOBODY, Actor, Workspace
from villagevisit.store import health_ledgers as store
from villagevisit.store import health_lines as lines
from villagevisit.wording import t

_OF: Mapping[Service, Disease] = {Service.HYPERTENSION: "htn", Service.DIABETES: "dm"}
_FORMS: Mapping[Disease, str] = {disease: health_due.FORMS[service] for service, disease in _OF.items()}


def named(service: str, year: int, person_id: str) -> str:
    """How the sheet of a person and a year is named; empty for a service that has none."""
    disease = next((disease for one, disease in _OF.items() if one == service), None)
    return f"{disease}:{year}:{person_id}" if disease else ""


def subjects(ws: Workspace, text: str, limit: int, within: Within) -> list[Subject]:
    """This year's sheets of all who are followed up, those due soonest first; empty ones. For a name that is looked
    for also the years before and after.
    """
    health_lines.settle(ws)
    words, year = wording("followup"), today(ws.clock).year
    years = (year, year + 1, year - 1) if text else (year,)
    found = []
    for service, disease in _OF.items():
        for one in store.lines(ws.store.reader(), service, [], within, text=text, limit=limit):
            if not one.state.startswith(ENDED):
                title = f"{one.name}　{words.line(f'short.{disease}')}"
                place = f"{areas.name(ws, one.village_code)}{one.village_group}"
                made = [
                    Subject(f"{disease}:{each}:{one.person_id}", title, f"{words.line('year', year=each)}　{place}")
                    for each in years
                ]
                found.append((one.next_day, made))
    found.sort(key=lambda one: one[0])
    empty = [
        Subject(f"{disease}:{BLANK}", words.line(f"title.{disease}"), t("paper.blank_form")) for disease in _OF.values()
    ]
    return [*(one for _, made in found for one in made), *(one for one in empty if text in one.title)]


def allow(ws: Workspace, actor: Actor, subject: str) -> None:
    """Raises Refused `paper.no-subject`, `visit.form-not-for-role` (form). Notes whose record is read, and by whom."""
    disease, _, person_id = _asked(subject)
    form = form_list.shelf_form(ws, _FORMS[disease])
    if not may(actor.officers, Deed.FORM, Thing(duties=form.roles)):
        raise Refused("visit.form-not-for-role", form=form.title)
    if person_id:
        reveal.note_health(ws, actor, person_id)


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Raises Refused `paper.no-subject`, and what `health_record.read` raises."""
    disease, year, person_id = _asked(request.subject_id)
    words = wording("followup")
    name = code = place = village = number = ""
    visits: tuple[Mapping[str, str], ...] = ()
    if person_id:
        record = health_record.read(ws, NOBODY, person_id)
        name, village, number = record.person.name, record.household.village_code, record.household.household_no
        place = f"{record.village}{record.household.village_group}"
        known = _visits(ws, disease, person_id)
        code = record.number or next((one.answers["ehr_code"] for one in known if one.answers.get("ehr_code")), "")
        reader = Reader(ws, words)
        visits = tuple(reader.column(disease, one) for one in known if one.day.startswith(year))
    said = words.line("year", year=year) if year else ""

    def draw(imprint: Imprint) -> Document:
        mark = paper_marks.watermark(imprint) if person_id else ""
        return sheet.layout(sheet.Followup(imprint, disease, name, code, visits, mark, said, place))

    title, tail = words.line(f"title.{disease}"), code[-8:] or number
    name_of = words.line("file", title=title, year=year, code=tail) if person_id else f"{title}-{BLANK}"
    return Content(
        kind=PaperKind.FOLLOWUP,
        wording_version=words.version,
        facts={"sheet": disease, "year": year, "person": person_id, "values": digest_of(repr((name, code, visits)))},
        draw=draw,
        file_name=f"{name_of}.pdf",
        village_code=village,
        subject_id=request.subject_id,
        rows=max(1, len(visits)),
    )


def _asked(subject: str) -> tuple[Disease, str, str]:
    """Disease, year and person; the last two empty for an empty sheet."""
    wanted, year, person_id = (*subject.split(":"), "", "")[:3]
    disease = next((one for one in _FORMS if one == wanted), None)
    if disease is None or not (year == BLANK or (len(year) == 4 and year.isdigit() and person_id)):
        raise Refused("paper.no-subject")
    return (disease, "", "") if year == BLANK else (disease, year, person_id)


def _visits(ws: Workspace, disease: Disease, person_id: str) -> list[HealthVisit]:
    """Finished follow-ups that nothing replaces, also those of other systems; oldest first."""
    db, form = ws.store.reader(), _FORMS[disease]
    rows = lines.forms(db, [person_id], [form]).get(person_id, [])
    every = health_lines.visits_of(rows, lines.events_of(db, [person_id]).get(person_id, []))
    mine = [one for one in every if one.form_id == form]
    return sorted(mine, key=lambda one: (one.day, one.source))
