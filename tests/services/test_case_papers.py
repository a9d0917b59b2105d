"""Papers of a case: asked for once, printed as they were entered; the form that begins it; parts for departments."""

from datetime import timedelta

import pypdfium2 as pdfium

from tests.services import case_story as story
from tests.services.case_story import CLERK, COUNTY, number, refusal, step
from tests.services.town import Town
from villagevisit.domain.case_steps import Step
from villagevisit.services import case_application, case_decide, case_office, case_papers, case_tasks, paper
from villagevisit.services.case_office import Acceptance, Application
from villagevisit.services.case_papers import Missing
from villagevisit.services.paper_types import PaperRequest


def test_papers_are_asked_for_once_and_never_when_they_are_on_file(office: Town) -> None:
    home, who = number(office, "0002"), office.actor(CLERK)
    case_office.apply(office.ws, who, home, Application("1", papers=("居民户口簿",)))
    with refusal("case.no-authority"):
        case_office.accept(office.ws, who, home, Acceptance())
    due = story.today(office) + timedelta(days=5)
    with refusal("case.on-file"):
        case_office.ask_supplement(office.ws, who, home, [Missing("居民户口簿")], due)
    case_office.ask_supplement(office.ws, who, home, [Missing("授权书", "全体成年成员签字")], due)
    with refusal("case.not-now"):
        case_office.ask_supplement(office.ws, who, home, [Missing("病历")], due)
    case_office.bring(office.ws, who, home)
    assert case_papers.on_file(office.ws, home) == {"居民户口簿": "2026-11-23", "授权书": "2026-11-23"}
    case_office.accept(office.ws, who, home, Acceptance(authorised=True))
    assert step(office, home) is Step.CHECK


def printed(town: Town, kind: str, home: str) -> str:
    """The words of a paper."""
    request = PaperRequest(kind, subject_id=home)
    made_of = paper.make(town.ws, town.actor(CLERK), request).value
    assert made_of.pages >= 1
    with pdfium.PdfDocument(made_of.pdf) as document:
        text = "".join(document[at].get_textpage().get_text_range() for at in range(len(document)))
    return "".join(text.split())


def test_the_served_papers_say_what_was_entered(office: Town) -> None:
    home = number(office, "0001")
    words = printed(office, "acceptance", home)
    assert "受理编号：清溪救受〔2026〕1号" in words
    assert "自受理之日起30个工作日内办结" in words
    with refusal("case.no-paper"):
        printed(office, "confirmation", home)
    story.to_decision(office, home)
    story.confirmed(office, home)
    words = printed(office, "confirmation", home)
    said = ("人民币玖佰伍拾伍元整", "2027年1月", "281.81", "云溪县民政局", "清溪救确〔2026〕1号")
    assert all(it in words for it in said)
    assert "审核确认通知书" in printed(office, "service_receipt", home)
    assert [one.title for one in paper.subjects(office.ws, office.actor(CLERK), "confirmation")] == ["张三丰"]


def test_a_refusal_on_paper_has_reason_figures_article_and_remedy(office: Town) -> None:
    home = number(office, "0001")
    story.opined(office, home, agree=False)
    case_decide.refuse(office.ws, office.actor(COUNTY), home, story.signing(office), "收入高于标准", "办法第二十三条")
    words = printed(office, "refusal", home)
    assert all(it in words for it in ("收入高于标准", "10,145.00", "办法第二十三条", "六十日内", "3个工作日"))


def test_the_list_of_missing_papers_names_them_all(office: Town) -> None:
    home = number(office, "0002")
    case_office.apply(office.ws, office.actor(CLERK), home, Application("1"))
    missing = [Missing("残疾人证", "核对残疾等级"), Missing("授权书")]
    due = story.today(office) + timedelta(days=5)
    case_office.ask_supplement(office.ws, office.actor(CLERK), home, missing, due, "清溪救补〔2026〕1号")
    words = printed(office, "supplement", home)
    assert all(it in words for it in ("残疾人证", "核对残疾等级", "授权书", "2026年11月28日"))


def test_a_signed_application_form_is_not_typed_again(office: Town) -> None:
    home = number(office, "0002")
    form = story.written(office, home)
    asked = case_application.waiting(office.ws, home)
    assert asked is not None
    assert (asked.category, asked.others, asked.source, asked.kin, asked.authorised) == ("1", ("6",), form, False, True)
    case_office.apply(office.ws, office.actor(CLERK), home, asked)
    assert case_application.waiting(office.ws, home) is None
    case_office.accept(office.ws, office.actor(CLERK), home, Acceptance())
    words = printed(office, "application", home)
    assert "户主长年看病，家里没有劳动力" in words
    assert "清溪救受〔2026〕2号" in words


def test_one_application_is_split_among_departments_each_part_with_one_owner(office: Town) -> None:
    home, who, day = number(office, "0002"), office.actor(CLERK), story.today(office)
    with refusal("task.no-owner"):
        case_tasks.give(office.ws, who, home, "6", "民政办", " ", day)
    relief = case_tasks.give(office.ws, who, home, "6", "民政办", "钱一", day + timedelta(days=5)).value
    case_tasks.give(office.ws, who, home, "3", "敬老院", "赵二", day + timedelta(days=3))
    with refusal("task.twice"):
        case_tasks.give(office.ws, who, home, "6", "社保所", "孙三", day)
    with refusal("case.no-reason"):
        case_tasks.move(office.ws, who, home, relief, "社保所", "孙三", "")
    case_tasks.move(office.ws, who, home, relief, "社保所", "孙三", "属于工伤待遇")
    first, second = case_tasks.of_household(office.ws, home)
    assert (first.owner, first.due) == ("赵二", "2026-11-26")
    assert (second.owner, second.due, second.moves) == ("孙三", "2026-11-28", ("属于工伤待遇",))
    case_tasks.close(office.ws, who, home, relief, "已发放临时救助 800 元")
    with refusal("task.unknown"):
        case_tasks.close(office.ws, who, home, relief, "再来一次")
    assert [task.late(day + timedelta(days=9)) for task in case_tasks.of_household(office.ws, home)] == [True, False]
