"""The paper of the story: verification form, boards, record of the draw, pledge; looked at, then saved as PDF."""

from pathlib import Path

from villagevisit.demo import place
from villagevisit.demo.book import Summary
from villagevisit.demo.hands import Hands, Lost, ReadyAnswers
from villagevisit.services import campaign, people
from villagevisit.ui.pages.print_centre import PrintPage
from villagevisit.wording import t


def verification_form(hands: Hands, folder: Path) -> None:
    """From the signed record straight to its paper."""
    hands.press(t("sign.print"))
    _save(hands, folder / "入户核查表.pdf", "paper-verification-form")


def office_papers(hands: Hands, folder: Path, summary: Summary) -> None:
    """The board of each village, the record of the draw, a pledge."""
    for code, name in place.VILLAGES:
        hands.desk.shell.go("print", kind="publicity_board", village_code=code)
        summary.notice_rows += _save(hands, folder / f"公示榜-{name}.pdf", f"paper-board-{code}")
    current = campaign.current(hands.desk.ws)
    if current is None:
        raise Lost("a round")
    drawn = campaign.draws(hands.desk.ws, current.id)[0]
    hands.desk.shell.go("print", kind="draw_record", subject_id=drawn.id)
    _save(hands, folder / "随机分户记录.pdf", "paper-draw-record")
    officer = next(each for each in people.officers(hands.desk.ws) if each.name == place.TEAM[0])
    hands.desk.shell.go("print", kind="pledge", subject_id=officer.id)
    _save(hands, folder / "承诺书.pdf", "paper-pledge")


def _save(hands: Hands, path: Path, picture: str) -> int:
    """Waits for the preview, takes its picture, saves the PDF; returns the rows of its list."""
    page = hands.page(PrintPage)
    hands.until(lambda: page.shown is not None, "the preview of a paper")
    hands.settle()
    hands.shot(picture)
    shown = page.shown
    hands.desk.shell.files = ReadyAnswers(path)
    hands.press(page.save_button)
    hands.until(path.exists, "the saved paper")
    hands.settle()
    if shown is None:
        raise Lost("a paper")
    return shown.rows
