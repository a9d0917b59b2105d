"""R-14 as a table: classes in their order, names of diseases that mean the same, what does not fit together."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from villagevisit.domain import identification as rules
from villagevisit.domain.event import Event
from villagevisit.domain.identification import Exam, Registered
from villagevisit.services import health_tables

NAMES = health_tables.names(date(2026, 11, 22))
ILL, OTHER = "1", "7"


def exam(
    diseases: str = "", *, alive: bool = True, major: bool = False, chronic: bool = False, injury: bool = False,
    labour: str = "3", treatment: str = "3",
) -> Exam:  # fmt: skip
    return Exam(alive, major, chronic, injury, labour, treatment, diseases)


@pytest.mark.parametrize(
    ("cause", "disease", "found", "code"),
    [
        (OTHER, "", exam(chronic=True, diseases="高血压"), "4"),
        (OTHER, "", exam(major=True, diseases="肺癌", labour="1", treatment="1"), "4"),
        (OTHER, "", exam(), "0"),
        (ILL, "高血压", exam(), "3"),
        (ILL, "高血压", exam(chronic=True, diseases="高血压", labour="1", treatment="2"), "3"),
        (ILL, "高血压", exam(chronic=True, diseases="高血压", labour="2", treatment="1"), "3"),
        (ILL, "高血压", exam(chronic=True, diseases="高血压", labour="1", treatment="3"), "0"),
        (ILL, "高血压", exam(chronic=True, diseases="高血压", labour="3", treatment="2"), "0"),
        (ILL, "腰伤", exam(injury=True), "1"),
        (OTHER, "", exam(injury=True), "1"),
        (ILL, "腰伤", exam(injury=True, labour="1", treatment="1"), "3"),
        (ILL, "高血压", exam(injury=True, chronic=True, diseases="高血压"), "0"),
        (ILL, "胃癌", exam(major=True, diseases="肺癌"), "2"),
        (ILL, "", exam(major=True, diseases="肺癌"), "0"),
        (ILL, "高血压", exam(alive=False), ""),
    ],
)
def test_the_four_classes_in_the_order_4_3_1_2_0(cause: str, disease: str, found: Exam, code: str) -> None:
    assert rules.classify(Registered(cause, disease, "3"), found, NAMES).code == code


@pytest.mark.parametrize(
    ("registered", "found", "missing"),
    [
        ("高血压", "高血压病3级", ()), ("高血压", "高血压病3级（极高危）", ()), ("高血压病2级", "原发性高血压", ()),
        ("糖尿病", "2型糖尿病", ()), ("Ⅱ型糖尿病", "二型糖尿病", ()), ("1型糖尿病", "2型糖尿病", ("1型糖尿病",)),
        ("脑梗死", "脑卒中", ()), ("中风", "脑梗塞", ()), ("脑出血", "脑梗死", ("脑出血",)),
        ("食道癌", "食管癌", ()), ("癌症", "肺癌", ()), ("肺癌", "胃癌", ("肺癌",)),
        ("I10", "高血压", ()), ("C34.1", "肺癌", ()), ("C16", "肺癌", ("C16",)),
        ("高血压、糖尿病", "高血压", ("糖尿病",)), ("高血压", "高血压、糖尿病", ()),
        ("高血压伴糖尿病", "2型糖尿病,高血压", ()),
        ("无高血压、糖尿病", "糖尿病", ()), ("地方病甲", "地方病甲重型", ()), ("地方病甲", "地方病乙", ("地方病甲",)),
        ("慢阻肺", "慢性阻塞性肺疾病", ()), ("尿毒症", "终末期肾病", ()), ("重症精神障碍", "精神分裂症", ()),
    ],
)  # fmt: skip
def test_names_that_mean_the_same_are_not_a_difference(registered: str, found: str, missing: tuple[str, ...]) -> None:
    assert rules.differing(registered, found, NAMES) == missing


WHOLE = {
    "person_name": "张三丰", "person_id": "1", "household_no": "1", "fam_type": "01", "reg_cause": "1",
    "reg_disease": "宫颈癌", "reg_health": "4", "alive": "1", "exam_date": "2026-11-22", "exam_org": "卫生院",
    "exam_doctor": "周村医", "has_major": "1", "major_code": "11", "major_icd": "C53", "has_chronic": "0",
    "injury_dis": "0", "labor_now": "3", "treat": "3", "one_op_cure": "0", "long_med": "1", "cannot_recover": "0",
    "expert_needed": "0", "diff_class": "0", "batch_sys": "2", "batch_list": "1 3",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "sex", "birth", "odd"),
    [
        ({}, "2", "1970-01-01", []),
        ({}, "1", "1970-01-01", ["sex"]),
        ({"major_code": "16", "major_icd": "", "reg_disease": "儿童淋巴瘤"}, "2", "2008-11-22", ["age"]),
        ({"major_code": "16", "major_icd": "", "reg_disease": "儿童淋巴瘤"}, "2", "2008-11-23", []),
        ({"treat": "1", "cannot_recover": "1"}, "2", "", ["cured-never"]),
        ({"labor_now": "5"}, "2", "2008-11-22", ["too-young-or-old"]),
        ({"labor_now": "5"}, "2", "2008-11-23", []),
        ({"labor_now": "5"}, "2", "1966-11-22", []),
        ({"reg_health": "1"}, "2", "", ["ill-healthy"]),
        ({"major_code": "99", "major_name": "肺癌", "major_icd": ""}, "2", "", ["listed-as-other"]),
        ({"major_icd": "C34"}, "2", "", ["icd"]),
        (
            {"has_major": "0", "has_chronic": "1", "chronic_name": "尿毒症", "major_code": ""}, "2", "",
            ["chronic-is-major"],
        ),
        ({"alive": "0", "treat": "5"}, "1", "", []),
    ],
)  # fmt: skip
def test_what_does_not_fit_together(changed: dict[str, str], sex: str, birth: str, odd: list[str]) -> None:
    answers = WHOLE | changed
    assert rules.odd(answers, sex, birth, NAMES, health_tables.major_name(answers["major_code"])) == odd


def test_completeness_counts_what_is_asked() -> None:
    assert rules.completeness(WHOLE) == (24, 24)
    assert rules.completeness(WHOLE | {"exam_org": "", "major_icd": ""}) == (22, 24)
    assert rules.completeness({"alive": "0"} | dict.fromkeys(("person_name", "person_id"), "x")) == (2, 6)


def event(kind: str, number: int, source: str = "F", **data: str) -> Event:
    at = f"2026-11-22T10:00:{number:02d}"
    day = at[:10]
    return Event(f"e{number}", kind, "999999100201", "p", day, at, "周村医", (), source=source, data=dict(data))


def test_where_it_stands() -> None:
    form = ("F", "2026-11-20", WHOLE | {"diff_class": "2"})
    steps = [event(rules.REGISTERED, 1, "", cause="1", disease="高血压")]
    assert rules.file_of(None, []) is None

    def step() -> str:
        found = rules.file_of(form, steps)
        assert found is not None
        return found.step

    assert step() == "ask"
    steps.append(event(rules.SENT, 2))
    assert step() == "sent"
    steps.append(event(rules.ANSWERED, 3, verdict="refused"))
    assert step() == "refused"
    steps.append(event(rules.SENT, 4))
    assert step() == "sent", "asked once more"
    steps.append(event(rules.ANSWERED, 5, verdict="changed"))
    assert step() == "closed"
    form = ("G", "2026-11-21", form[2])
    assert step() == "ask", "a corrected form is asked for anew"


def test_hard_cases_wait_for_the_experts_whose_class_counts() -> None:
    form = ("F", "2026-11-20", WHOLE | {"diff_class": "2", "expert_needed": "1"})
    waiting, judged = rules.file_of(form, []), rules.file_of(form, [event(rules.PANEL, 1, code="0")])
    assert waiting is not None
    assert judged is not None
    assert (waiting.step, judged.step, judged.code) == ("panel", "none", "0")


KINDS = (rules.REGISTERED, rules.SENT, rules.ANSWERED, rules.PANEL)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(KINDS), max_size=6).flatmap(lambda kinds: st.permutations(list(enumerate(kinds)))))
def test_the_order_of_arrival_changes_nothing(told: list[tuple[int, str]]) -> None:
    events = [event(kind, number, verdict="changed", code="2") for number, kind in told]
    form = ("F", "2026-11-20", WHOLE | {"diff_class": "2"})
    assert rules.file_of(form, events) == rules.file_of(form, sorted(events, key=lambda one: one.id))


@pytest.mark.parametrize(("day", "late"), [("2027-05-10", []), ("2027-05-11", ["b"])])
def test_a_summary_is_late_the_day_after(day: str, late: list[str]) -> None:
    assert rules.late(["a", "b"], {"a": "2027-05-10"}, "2027-05-10", day) == late
