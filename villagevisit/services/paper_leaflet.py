"""明白纸: the county's own parameters of the day, in words that a villager understands."""

from decimal import Decimal

from printing.document import Document
from printing.layouts import leaflet as sheet
from printing.layouts.common import Imprint
from printing.layouts.notice import Reckoning
from printing.texts import wording
from villagevisit.domain.clock import today
from villagevisit.domain.errors import Refused
from villagevisit.services import areas, paper_board, policy
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_types import PaperKind, PaperRequest
from villagevisit.services.workspace import Workspace

_PERSONS = 3


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Raises Refused `paper.no-subject` without a county, and what a missing parameter raises (`policy.…`)."""
    words = wording("leaflet")
    county = areas.county(ws)
    if county is None:
        raise Refused("paper.no-subject")
    day = request.posted_on or today(ws.clock)
    held = policy.on(ws, day)
    rural, urban = held.decimal("dibao_std_month_rural"), held.decimal("dibao_std_month_urban")
    edge, most = held.decimal("edge_ratio"), held.integer("decide_wd_extended")
    publicity, days = held.integer("publicity_days"), held.integer("decide_wd")
    township_phone, county_phone = paper_board.phones(ws, request)
    blank = words.line("phone.blank")

    def draw(imprint: Imprint) -> Document:
        return sheet.layout(
            sheet.Leaflet(
                imprint=imprint,
                county=county.name,
                rural=rural,
                urban=urban,
                edge=edge,
                publicity_days=publicity,
                days=days,
                most_days=most,
                change_days=int(words.line("change_days")),
                example=example(rural),
                params_of=day,
                township_phone=township_phone or blank,
                county_phone=county_phone or blank,
                officer=blank,
                officer_phone="",
            )
        )

    return Content(
        kind=PaperKind.LEAFLET,
        wording_version=words.version,
        facts={
            "county": county.name,
            "posted": day.isoformat(),
            "parameters": [str(one) for one in (rural, urban, edge, publicity, days, most)],
            "phones": [township_phone, county_phone],
        },
        draw=draw,
        file_name=f"{words.line('file', day=day.isoformat())}.pdf",
        subject_id=county.code,
    )


def example(standard: Decimal) -> Reckoning:
    """Three people with half the standard each: easy to follow whatever the standard is."""
    return Reckoning(_PERSONS, standard * 12 * _PERSONS / 2, standard)
