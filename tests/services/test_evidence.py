"""S-048: everything a household's case rests on, in one file, in the order of a file, with what proves the board."""

import re
from pathlib import Path

import pypdfium2 as pdfium

from tests.printing.papers import texts
from tests.services import case_story as story
from tests.services import f01
from tests.services.case_story import CLERK, number
from tests.services.town import RED_STAR, Town
from villagevisit.services import boards, evidence, households, paper, print_queue
from villagevisit.services.paper_types import PaperRequest
from villagevisit.services.workspace import silent


def test_all_evidence_of_a_household_is_one_file_in_order(office: Town, tmp_path: Path) -> None:
    ws, home, clerk = office.ws, number(office, "0001"), office.actor(CLERK)
    assert print_queue.evidence_of(ws, office.family("0099")) == ()
    story.opined(office, home)
    sheet = paper.make(ws, clerk, PaperRequest("publicity_board", village_code=RED_STAR.code, paper="A4")).value
    board = boards.post(ws, clerk, sheet.id, places=("1",)).value
    boards.prove(ws, clerk, board.id, [("c.jpg", f01.picture())])
    office.clock.advance(days=9)
    story.confirmed(office, home)
    groups = [one.group for one in evidence.pieces(ws, households.get(ws, home))]
    assert groups == ["application", "acceptance", "visit", "check", "board", "decision", "decision"]
    queue = print_queue.evidence_of(ws, home)
    assert [one.request.kind for one in queue] == [
        "archive_cover", "application", "acceptance", "verification_form", "confirmation", "service_receipt",
    ]  # fmt: skip
    target = tmp_path / "all.pdf"
    ran = print_queue.to_one_file(ws, clerk, queue, target, silent).value
    assert (len(ran.finished), ran.failed, ran.left) == (6, (), ())
    words = re.sub(r"\s", "", "".join(texts(target.read_bytes())))
    wanted = ("卷内目录", "公示榜张贴照片", "初审公示（照片）", "云核〔2026〕118号", "另附")
    assert [one for one in wanted if one not in words] == []
    with pdfium.PdfDocument(target) as document:
        assert len(document) >= len(queue)
