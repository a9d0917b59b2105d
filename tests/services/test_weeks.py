"""Weekly dispatch: F20 is filled in from what is there, frozen once, and whoever is late is named."""

import pytest

from tests.services.test_bulletin import confirm, enter, opening, stop
from tests.services.town import TOWNSHIP, Town, opened, team
from villagevisit.domain.errors import Refused
from villagevisit.domain.supervising import HELD
from villagevisit.services import bulletin, paper, supervising, visit_lookup, weeks
from villagevisit.services.paper_record import values
from villagevisit.services.paper_types import PaperRequest
from villagevisit.services.weeks import Said

WEEK = "2026-11-16"
"""Its Monday; the clock stands on its Sunday."""
SAID = Said("两户外出未归", "李芳", next="补访")


def reported(town: Town) -> str:
    return weeks.report(town.ws, town.actor("005"), TOWNSHIP.code, WEEK, SAID).value.source


def test_the_figures_of_f20_come_from_what_is_there(town: Town) -> None:
    home = town.family("0001")
    town.family("0002")
    team(town, opened(town), "第 1 组", "001", "002")
    confirm(town, home)
    stop(town, home, 3)
    confirm(town, home, day="2026-11-15")
    enter(town, "clue.concluded", thing=enter(town, "clue.listed", day="2026-03-01"), ending="cancel")
    enter(town, "inquiry.opened", area=TOWNSHIP.code, channel="1")
    enter(town, "board.posted", board="initial", closes="2026-11-30")
    said = values(visit_lookup.submission(town.ws, reported(town)).body)
    got = [said[key] for key in ("hh_total", "hh_done", "n_teams", "n_people", "n_add_hh", "n_stop_hh", "n_stop_p")]
    assert got == ["2", "0", "1", "2", "1", "1", "3"]
    assert (said["n_clue"], said["n_clue_closed"], said["n_petition"], said["n_publicity"]) == ("1", "1", "1", "1")
    assert (said["unit_code"], said["reporter"], said["week_end"]) == ("清溪镇", "孙经办", "2026-11-22")


def test_a_week_is_reported_once_and_waits_for_a_signature(town: Town) -> None:
    source = reported(town.with_pins())
    with pytest.raises(Refused, match=r"week\.reported"):
        reported(town)
    assert [row.id for row in visit_lookup.waiting_for_signature(town.ws)] == [source]


@pytest.mark.parametrize(
    ("said", "code"),
    [(Said(" ", "李芳"), "week.problems"), (Said("无", "孙经办"), "week.approver"), (Said("无", ""), "week.approver")],
)
def test_what_a_report_lacks(town: Town, said: Said, code: str) -> None:
    with pytest.raises(Refused) as refused:
        weeks.report(town.ws, town.actor("005"), TOWNSHIP.code, WEEK, said)
    assert refused.value.code == code


def test_who_does_not_report_is_later_every_day(town: Town) -> None:
    town.family()
    opened(town)

    def late() -> int:
        return weeks.overview(town.ws, town.actor("005"), WEEK)[0].late

    with town.ws.store.transaction() as db:
        db.execute("DELETE FROM policy WHERE key = 'week_report_days'")
    assert late() == 0
    town.clock.advance(days=3)
    assert late() == 2
    assert weeks.missing(town.ws, town.actor("005")) == 0
    with town.ws.store.transaction() as db:
        db.execute("UPDATE campaign SET opened_on = '2026-11-10'")
    assert weeks.missing(town.ws, town.actor("005")) == 1
    reported(town)
    town.clock.advance(days=3)
    assert late() == 2
    assert weeks.missing(town.ws, town.actor("005")) == 0


def test_the_papers_of_the_week_and_the_month(town: Town) -> None:
    town.family("0001")
    opening(town, 1, 3)
    clerk = town.actor("005")
    fixed = bulletin.freeze(town.ws, clerk, TOWNSHIP.code, "2026-11", 0, {"problems": "个别村进度慢"}).value
    reported(town)
    meeting = {"topic": "调度会", "attendance": "40", "minutes": "讲成效。\n摆问题。", "todo": "补访", "who": "李芳"}
    supervising.enter(town.ws, clerk, TOWNSHIP.code, HELD, meeting)
    for kind in ("bulletin", "supervision", "minutes"):
        (subject,) = paper.subjects(town.ws, clerk, kind)
        made = paper.make(town.ws, clerk, PaperRequest(kind, subject_id=subject.id)).value
        assert made.pages >= 1
        assert paper.verify(town.ws, made.code).verdict == "genuine"
    assert fixed.said == {"problems": "个别村进度慢"}
    with pytest.raises(Refused, match=r"paper\.no-subject"):
        paper.make(town.ws, clerk, PaperRequest("bulletin", subject_id="nothing"))
