"""The page of duty in its states, empty, usual and crowded: nothing cut, and each first verb does what it says."""

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.services.town import HEAD_OF_0001, RED_STAR
from tests.ui.day_town import Day
from tests.ui.judge import faults, seen, small_targets, words_of
from villagevisit.domain.blame import SEVERITIES
from villagevisit.domain.engagement import SORTS, Attended
from villagevisit.domain.event import Value
from villagevisit.domain.kin_filing import STEPS
from villagevisit.domain.officer import Kin
from villagevisit.services import blames, engaged, events, kin_filings, letters, people, pledges, scores
from villagevisit.services.blames import NewCase
from villagevisit.services.engaged import NewPerson
from villagevisit.services.events import New
from villagevisit.services.letters import NewLetter
from villagevisit.ui.pages.duty import DutyPage
from villagevisit.ui.pages.duty_blame import BlamePanel
from villagevisit.ui.pages.duty_kin import KinPanel
from villagevisit.ui.pages.duty_letters import LettersPanel
from villagevisit.ui.pages.duty_pledges import PledgesPanel

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
SHOTS = os.environ.get("VILLAGEVISIT_SHOTS", "")
TABS = ("pledges", "kin", "letters", "blame", "people")
LONG = "欧阳喆堃·买买提江"


def page(day: Day, tab: str) -> DutyPage:
    day.frame.sign_in("005", to="duty", tab=tab)
    found = day.frame.page
    assert isinstance(found, DutyPage)
    return found


def judged(day: Day, look: str, state: str) -> list[str]:
    """Faults of every tab with one row of each kind."""
    wrong: list[str] = []
    for tab in TABS:
        panel = page(day, tab).panels[tab]
        kinds: set[tuple[str, str]] = set()
        for at, row in enumerate(panel.rows()):
            if (row.kind, row.aside) in kinds:
                continue
            kinds.add((row.kind, row.aside))
            panel.list.choose(at)
            for _ in range(3):
                QApplication.processEvents()
            found = faults(day.frame.window) + small_targets(day.frame.window)
            wrong += [f"{look} {state} {tab} {at}: {one}" for one in found]
            if SHOTS:
                Path(SHOTS).mkdir(parents=True, exist_ok=True)
                day.frame.window.grab().save(f"{SHOTS}/{look}-{state}-{tab}-{at:02d}.png")
    return wrong


def usual(day: Day) -> None:
    ws, actor = day.shell.ws, day.frame.town.actor("005")
    people.declare_kin(ws, actor, day.frame.town.officer("001").id, Kin("张三丰", HEAD_OF_0001, "4"))
    (match,) = kin_filings.matches(ws)
    kin_filings.recuse(ws, actor, match, number="清溪回〔2026〕1号", steps=STEPS[:1], replaced_by="王强")
    engaged.engage(ws, actor, NewPerson("committee", "陈支书", "红星村委会", "书记", RED_STAR.code))
    due = next(one for one in pledges.roster(ws) if one.name == "陈支书")
    pledges.on_paper(ws, actor, due, day="2026-11-20", valid_to="2027-11-20")
    pledges.posted(ws, actor, place="镇政府公开栏")
    targets = ("公示率100%", "备案率100%")
    letters.sign(ws, actor, NewLetter("responsibility", 2026, "清溪镇政府", "红星村委会", RED_STAR.code, targets))
    blames.found(ws, actor, NewCase("吴某", "红星村委会", "2", "为亲属说情，要求把其列入低保", "第十二条"))
    scores.deduct(ws, actor, day.frame.town.officer("001").id, rule="A1", fact="十月未报")
    engaged.train(ws, actor, topic="社会救助业务", place="县民政局", attended=(Attended("陈代办", "代办员", "92"),))
    engaged.talk(ws, actor, to="赵村干", topic="节前廉政提醒")


def filed(day: Day, begun: str, review: str, result: str = "1") -> None:
    """As a signed F03 would enter it, about somebody who has no account here."""
    data: dict[str, Value] = {
        "number": "2026-0007-003", "officer": "", "staff": LONG, "role": "3", "unit": "红星村委会", "post": "委员",
        "kin": f"买合木提{result}", "relation": "4", "assist": "1", "visited_on": "2026-11-20", "result": result,
        "next_review": review, "begun": begun, "staff_signed": True, "kin_signed": True, "replaces": "",
        "recused": [True, False, False],
    }  # fmt: skip
    new = New("kin.filed", RED_STAR.code, households=(day.households["unvisited"],), source="f03", data=data)
    events.record(day.shell.ws, day.frame.town.actor("005"), new)


def crowded(day: Day) -> None:
    ws, actor, town = day.shell.ws, day.frame.town.actor("005"), day.frame.town
    filed(day, "2026-11-21", "2027-05-22")
    filed(day, "2026-11-22", "2026-11-01", "3")
    for at, sort in enumerate(SORTS):
        unit = "云溪县清溪镇红星村村民委员会（社区居民委员会）"
        new = NewPerson(sort, f"{LONG}{at}", unit, "党支部书记兼村委会主任", RED_STAR.code, "2026-12-31")
        engaged.engage(ws, actor, new)
    gone = engaged.engage(ws, actor, NewPerson("agent", LONG, "红星村", "", RED_STAR.code, "2026-11-01")).value
    engaged.end(ws, actor, gone.thing)
    fact = "利用职务便利为近亲属办理低保提供方便，干预入户调查、民主评议和公示，并要求经办人员隐瞒家庭收入" * 2
    for handling, severity in zip(("talk", "joint", "transfer", "talk", "joint"), SEVERITIES[1:], strict=True):
        found = blames.found(ws, actor, NewCase(LONG, "清溪镇", "1", fact, "《追究办法》第十二条")).value
        case = blames.get(ws, found.thing)
        blames.handled(ws, actor, case, handling=handling, body="云溪县纪委监委派驻纪检监察组", sheet="移〔2026〕12号")
        if handling != "transfer":
            blames.closed(ws, actor, case, severity=severity, result="给予批评教育，责令作出书面检查")
        if severity == "office":
            blames.approved(ws, actor, case, by="钱局长")
        if severity == "court":
            blames.approved(ws, actor, case, by="钱局长")
            blames.published(ws, actor, case, place="县政府网站和镇政府公开栏")
    for rule in ("B1", "A1"):
        scores.deduct(ws, actor, town.officer("002").id, rule=rule, fact=fact)
    other = NewLetter("规范生产承诺书（丧葬用品加工点）", 2026, "县民政局", "红星花圈加工点", targets=("一", "二"))
    letters.sign(ws, actor, other)


def test_every_tab_empty_usual_and_crowded(day: Day, look: str) -> None:
    wrong = judged(day, look, "empty") if look == "zh_CN" else []
    usual(day)
    wrong += judged(day, look, "usual") if look == "en" else []
    crowded(day)
    wrong += judged(day, look, "crowded")
    assert not wrong, "\n".join(wrong)


def words(day: Day) -> str:
    return "\n".join(word for widget in seen(day.frame.window) for word in words_of(widget))


def test_the_desk_says_who_is_missing_and_leads_there(day: Day) -> None:
    day.frame.sign_in("005")
    assert "人没有有效承诺书" in words(day)
    shown = page(day, "pledges")
    panel = shown.panels["pledges"]
    assert isinstance(panel, PledgesPanel)
    first = panel.list.key(1)
    panel.list.choose(1)
    panel.fill.click()
    assert day.frame.window.way.place == (
        "visit", {"form_id": "pledge", "household_id": "", "person_id": first, "campaign_id": ""},
    )  # fmt: skip


def test_a_pledge_on_paper_goes_to_the_end_of_the_list(day: Day) -> None:
    panel = page(day, "pledges").panels["pledges"]
    assert isinstance(panel, PledgesPanel)
    panel.list.choose(1)
    who = panel.list.current_key()
    panel.signed_on.setText("2026-11-30")
    panel.enter_paper.click()
    assert day.shell.message[1] == "refused"
    assert panel.signed_on.text() == "2026-11-30"
    panel.signed_on.setText("2026-11-20")
    panel.enter_paper.click()
    assert day.shell.message[1] == "done"
    assert panel.list.key(panel.list.count() - 1) == panel.list.current_key() == who


def test_whoever_saw_both_sign_completes_a_filing(day: Day) -> None:
    filed(day, "2026-11-21", "2027-05-22")
    panel = page(day, "kin").panels["kin"]
    assert isinstance(panel, KinPanel)
    panel.list.choose(1)
    panel.together.click()
    assert kin_filings.filings(day.shell.ws)[0].state == "filed"
    day.frame.settle()
    assert "已备案" in words(day)


def test_kin_are_filed_and_stand_back(day: Day) -> None:
    ws, town = day.shell.ws, day.frame.town
    people.declare_kin(ws, town.actor("005"), town.officer("001").id, Kin("张三丰", HEAD_OF_0001, "4"))
    panel = page(day, "kin").panels["kin"]
    assert isinstance(panel, KinPanel)
    panel.list.choose(1)
    panel.number.setText("清溪回〔2026〕1号")
    panel.replaced.setText("王强")
    panel.recuse.click()
    (match,) = kin_filings.matches(ws)
    assert match.missing == ()
    panel.left.click()
    assert kin_filings.filings(ws)[0].state == "exited"


def test_a_case_and_a_missing_letter_are_entered(day: Day) -> None:
    panel = page(day, "blame").panels["blame"]
    assert isinstance(panel, BlamePanel)
    panel.person.setText("吴某")
    panel.save.click()
    assert day.shell.message[1] == "refused"
    for field in (panel.unit, panel.fact, panel.article):
        field.setText("甲")
    panel.save.click()
    panel.list.choose(1)
    panel.next.click()
    assert blames.cases(day.shell.ws)[0].handling == "talk"
    chain = page(day, "letters").panels["letters"]
    assert isinstance(chain, LettersPanel)
    before = letters.missing(day.shell.ws, 2026)
    chain.list.choose(1)
    chain.above.setText("临沂市人民政府")
    chain.save.click()
    assert letters.missing(day.shell.ws, 2026) == before - 1
