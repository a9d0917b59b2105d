"""居民健康档案封面: the cover of a person's health record, from his signed F09. For village doctors alone."""

import hashlib
from datetime import date

from printing.document import Document
from printing.layouts import health_cover
from printing.layouts.common import Imprint
from printing.texts import wording
from villagevisit.domain.access import Within
from villagevisit.domain.errors import Refused
from villagevisit.domain.form_ids import RECORD_FORM
from villagevisit.domain.health import Service
from villagevisit.services import areas, frozen_answers, health_lines, identification
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_types import PaperKind, PaperRequest, Subject
from villagevisit.services.workspace import Workspace
from villagevisit.store import health_ledgers as store
from villagevisit.store import visits


def subjects(ws: Workspace, text: str, limit: int, within: Within) -> list[Subject]:
    """People with a signed record, by a part of their name."""
    health_lines.settle(ws)
    found = store.lines(ws.store.reader(), Service.RECORD, [], within, text=text, limit=limit)
    return [Subject(one.person_id, one.name, areas.name(ws, one.village_code)) for one in found]


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Raises Refused `paper.no-subject` for somebody without a signed record."""
    health_lines.settle(ws)
    db = ws.store.reader()
    person, form = store.person(db, request.subject_id), identification.newest_form(ws, request.subject_id, RECORD_FORM)
    stored = visits.submission(db, form[0]) if form else None
    if person is None or stored is None:
        raise Refused("paper.no-subject")
    said = frozen_answers.values(stored.body)

    def draw(imprint: Imprint) -> Document:
        return health_cover.layout(
            health_cover.HealthCover(
                imprint, said.get("ehr_code", ""), said.get("ehr_name", ""), said.get("ehr_live", ""),
                said.get("ehr_hukou", ""), said.get("ehr_phone", ""), said.get("ehr_town", ""),
                said.get("ehr_village", ""), said.get("ehr_unit", ""), said.get("ehr_person", ""),
                said.get("ehr_doctor", ""), date.fromisoformat(stored.frozen_at[:10]),
            )
        )  # fmt: skip

    words = wording("health_cover")
    return Content(
        kind=PaperKind.HEALTH_COVER,
        wording_version=words.version,
        facts={"record": hashlib.sha256(stored.body).hexdigest()},
        draw=draw,
        file_name=f"{words.line('title')}-{said.get('ehr_code', '')[-8:]}.pdf",
        village_code=person.village_code,
        subject_id=person.person_id,
    )
