"""随机分户记录: a kept draw on paper, with the seed and everything that is needed to repeat it."""

from collections import Counter
from collections.abc import Mapping

from printing.document import Document
from printing.layouts import draw as sheet
from printing.layouts.common import Imprint
from printing.texts import wording
from villagevisit.domain.campaign import Campaign
from villagevisit.domain.draw import ticket
from villagevisit.domain.errors import Refused
from villagevisit.services import areas, campaign, people
from villagevisit.services.draw import DrawRecord, Lot
from villagevisit.services.paper_content import Content
from villagevisit.services.paper_types import PaperKind, PaperRequest, Subject
from villagevisit.services.workspace import Workspace
from villagevisit.wording import t

_EXAMPLE_NO = "0001"


def subjects(ws: Workspace, text: str, limit: int) -> list[Subject]:
    """The draws of every round, newest first; `text` is looked for in the round's name, the seed and the day."""
    found: list[Subject] = []
    for one in campaign.rounds(ws):
        for draw in campaign.draws(ws, one.id):
            note = t("paper.draw-note", at=_moment(draw), seed=draw.seed, count=len(draw.lots))
            if text in one.name or text in note:
                found.append(Subject(draw.id, one.name, note))
    return found[:limit]


def content(ws: Workspace, request: PaperRequest) -> Content:
    """Raises Refused `paper.no-subject`."""
    draw = campaign.find_draw(ws, request.subject_id)
    if draw is None:
        raise Refused("paper.no-subject")
    words = wording("draw")
    held = campaign.get(ws, draw.campaign_id)
    by = _drawn_by(ws, draw)
    teams = _teams(draw)
    places = {code: areas.name(ws, code) for code in {lot.village_code for lot in draw.lots}}
    lots = tuple(_lot(draw, held, lot, places) for lot in draw.lots)
    number = draw.lots[0].household_no if draw.lots else _EXAMPLE_NO
    example = (f"{draw.seed}|{held.code}|{number}", ticket(draw.seed, held.code, number))

    def render(imprint: Imprint) -> Document:
        return sheet.layout(
            sheet.Draw(held.name, held.code, draw.seed, _moment(draw), by, teams, lots, example, imprint)
        )

    return Content(
        kind=PaperKind.DRAW_RECORD,
        wording_version=words.version,
        facts={
            "draw": draw.id,
            "round": {"name": held.name, "code": held.code},
            "seed": draw.seed,
            "drawn_at": draw.drawn_at,
            "drawn_by": by,
            "teams": [[team.name, team.load, team.given] for team in teams],
            "rows": [_fact(lot) for lot in lots],
            "households": len(lots),
            "unassignable": len(draw.unassignable),
        },
        draw=render,
        file_name=f"{words.line('file', code=_in_a_file_name(held.code), day=draw.drawn_at[:10])}.pdf",
        subject_id=draw.id,
        rows=len(lots),
    )


def _moment(draw: DrawRecord) -> str:
    return draw.drawn_at[:16].replace("T", " ")


def _drawn_by(ws: Workspace, draw: DrawRecord) -> str:
    officers = [people.get(ws, officer_id) for officer_id in draw.drawn_by.split()]
    return "、".join(f"{one.name}（{one.staff_no}）" for one in officers)


def _teams(draw: DrawRecord) -> tuple[sheet.Team, ...]:
    given = Counter(draw.given.values())
    return tuple(sheet.Team(team.name, team.load, given[team.id]) for team in draw.teams)


def _lot(draw: DrawRecord, held: Campaign, lot: Lot, places: Mapping[str, str]) -> sheet.Lot:
    names = {team.id: team.name for team in draw.teams}
    return sheet.Lot(
        household_no=lot.household_no,
        head_name=lot.head_name,
        place=f"{places[lot.village_code]}{lot.village_group}",
        ticket=ticket(draw.seed, held.code, lot.household_no),
        team=names.get(lot.team_id, ""),
        passed=tuple((names[team_id], code) for team_id, code in lot.passed),
    )


def _fact(lot: sheet.Lot) -> list[object]:
    return [lot.household_no, lot.head_name, lot.place, lot.ticket, lot.team, [list(one) for one in lot.passed]]


def _in_a_file_name(code: str) -> str:
    """A round's code is free text; a file's name is not."""
    return "".join(char if char.isalnum() or char in "-_." else "-" for char in code)
