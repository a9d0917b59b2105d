"""The printed draw: whoever holds the paper can repeat it from the seed that stands on it."""

import hashlib

from tests.printing.papers import ID_PATTERN, texts
from tests.services.town import Town, opened, team
from villagevisit.services import campaign, paper
from villagevisit.services.paper_types import PaperRequest, Verdict

SEED = "20261122-58213"


def _drawn(town: Town) -> tuple[str, str]:
    for number in range(1, 13):
        town.family(f"{number:04d}")
    round_ = opened(town)
    team(town, round_, "甲组", "001", "002")
    team(town, round_, "乙组", "002", "003")
    return round_.code, campaign.draw(town.ws, town.actor("005"), round_.id, SEED).value.id


def test_the_order_on_the_paper_follows_from_its_seed(town: Town) -> None:
    code, draw_id = _drawn(town)
    made = paper.make(town.ws, town.actor("005"), PaperRequest(kind="draw_record", subject_id=draw_id)).value
    text = "".join(texts(made.pdf))
    assert SEED in text
    tickets = {
        f"{number:04d}": hashlib.sha256(f"{SEED}|{code}|{number:04d}".encode()).hexdigest() for number in range(1, 13)
    }
    places = [text.rindex(tickets[number][:8]) for number in sorted(tickets, key=tickets.__getitem__)]
    assert places == sorted(places)
    assert not ID_PATTERN.search(text)
    assert paper.verify(town.ws, made.code).verdict is Verdict.GENUINE


def test_the_office_finds_the_draw_to_print_it(town: Town) -> None:
    _, draw_id = _drawn(town)
    office = town.actor("005")
    assert "draw_record" in [offer.kind for offer in paper.offers(town.ws, office)]
    assert [subject.id for subject in paper.subjects(town.ws, office, "draw_record", "")] == [draw_id]
    assert "draw_record" not in [offer.kind for offer in paper.offers(town.ws, town.actor("001"))]
