"""健康曲线 of one person. The list of papers tells nobody what was measured: it keeps a digest of the values."""

from printing.document import Document
from printing.layouts import health_curves as sheet
from printing.layouts.common import Imprint
from printing.layouts.health_curves import Drawn, HealthCurves
from printing.texts import Wording, wording
from villagevisit.domain.access import Within
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.domain.health_curves import Curve
from villagevisit.domain.health_warnings import Kind
from villagevisit.services import health_curves, health_lines, health_record, paper_marks
from villagevisit.services.health_record import Record
from villagevisit.services.paper_content import Content, digest_of
from villagevisit.services.paper_types import PaperKind, PaperRequest, Subject
from villagevisit.services.workspace import NOBODY, Workspace
from villagevisit.store import health_people as rows


def subjects(ws: Workspace, text: str, limit: int, within: Within) -> list[Subject]:
    """People of whom a health form was finished."""
    if health_lines.waiting(ws) <= health_record.AT_ONCE:
        health_lines.settle(ws)
    found = rows.known(ws.store.reader(), text, within, limit)
    return [Subject(one.person_id, one.name, f"{one.village} {one.household_no}") for one in found]


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Raises Refused `paper.no-subject`, and what `health_record.read` raises."""
    if not request.subject_id:
        raise Refused("paper.no-subject")
    record = health_record.read(ws, NOBODY, request.subject_id)
    words, curves = wording("health_curves"), health_curves.of(ws, record)
    drawn = tuple(_drawn(curve, words) for curve in curves)
    person, now = record.person, today(ws.clock)
    years = health_record.years(person, now)
    age = words.line("years", years=years) if years is not None else ""
    sex = words.words("sexes")[int(person.sex)] if person.sex in ("1", "2") else ""
    warned = _warned(record, words)

    def draw(imprint: Imprint) -> Document:
        return sheet.layout(
            HealthCurves(
                imprint, person.name, record.number, sex, age, record.village, record.doctor, warned, drawn,
                paper_marks.watermark(imprint),
            )
        )  # fmt: skip

    return Content(
        kind=PaperKind.HEALTH_CURVES,
        wording_version=words.version,
        facts={"person": person.id, "values": digest_of(repr((record.number, warned, curves)))},
        draw=draw,
        file_name=f"{words.line('file', code=record.number or now.isoformat())}.pdf",
        village_code=record.household.village_code,
        subject_id=person.id,
    )


def _drawn(curve: Curve, words: Wording) -> Drawn:
    title = words.line(curve.kind)
    days = sorted(day for line in curve.lines for day, _ in line.values)
    if not days:
        return Drawn(title, "", None)
    count = max(len(line.values) for line in curve.lines)
    note = words.line("span", since=days[0].isoformat(), until=days[-1].isoformat(), count=count)
    return Drawn(title, note, health_curves.drawing(curve, lambda key, value: _words(words, key, value)))


def _words(words: Wording, key: str, value: str) -> str:
    return words.line(key, value=value) if key in words.texts else ""


def _warned(record: Record, words: Wording) -> str:
    """Allergies and reactions to drugs: whoever looks at the curves to change a treatment must see them."""
    found = []
    for one in record.alerts:
        if one.kind is Kind.ALLERGY:
            known = [f"allergy.{code}" for code in one.data["codes"].split()]
            names = [words.line(key) for key in known if key in words.texts]
            found.append(words.line("allergy", names="、".join([*names, *filter(None, [one.data["other"]])])))
        elif one.kind in (Kind.NO_ALLERGY, Kind.ALLERGY_UNKNOWN):
            found.append(words.line(one.kind))
        elif one.kind is Kind.ADVERSE:
            found.append(words.line("adverse", what=one.data["what"], day=one.day))
    return "；".join(found)
