"""What is typed, read as an official paper wants it; and the fold of issued papers."""

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from villagevisit.domain import office as rules
from villagevisit.domain.event import Event, Value
from villagevisit.domain.office import Kind, Text
from villagevisit.domain.office_text import Line, line, lines, look, pieces

DAY = date(2026, 11, 22)
GOOD = Text(Kind.NOTICE, "关于复核的通知", "各村", "请照办。")


def made(changed: dict[str, str]) -> Text:
    found = rules.read_text({**rules.text_data(GOOD), **changed})
    assert found is not None
    return found


def codes(text: Text) -> set[str]:
    return {one.code for one in look(text, DAY)}


@pytest.mark.parametrize(("typed", "read"), [
    ("一、工作目标", Line("", 1, 1, "工作目标")),
    ("一、工作目标。到年底完成。", Line("到年底完成。", 1, 1, "工作目标。")),
    ("十二、其他", Line("", 1, 12, "其他")),
    ("（二）入户核查。两人一组。", Line("两人一组。", 2, 2, "入户核查。")),
    ("(三)公示", Line("", 2, 3, "公示")),
    ("1.每户必到。不得代填。", Line("每户必到。不得代填。", 3, 1)),
    ("2、外出的另约", Line("外出的另约", 3, 2)),
    ("（4）无", Line("无", 4, 4)),
    ("1.5万元已发放", Line("1.5万元已发放")),
    ("一是加强领导", Line("一是加强领导")),
    ("2026年11月", Line("2026年11月")),
    ("十十、不是编号", Line("十十、不是编号")),
    ("一、", Line("一、")),
])  # fmt: skip
def test_a_paragraph_is_a_heading_of_the_level_whose_number_it_begins_with(typed: str, read: Line) -> None:
    assert line(typed) == read


@given(st.text(alphabet="一二三十、（）()1.2。核查\n　 ", max_size=40))
@settings(max_examples=60)
def test_nothing_that_was_typed_is_lost(body: str) -> None:
    kept = [one for one in (part.strip() for part in body.splitlines()) if one]
    for typed, read in zip(kept, lines(body), strict=True):
        ours = "".join(sign for sign in read.title + read.text if not sign.isspace())
        assert "".join(sign for sign in typed if not sign.isspace()).endswith(ours)
        assert bool(read.depth) == bool(read.number)


def test_a_bulletin_has_articles_with_second_titles() -> None:
    text = Text(Kind.BRIEF, "总述", body="开头。\n【石桥村的做法】\n——关于入户的调研\n一、人员\n【问题】\n没有。")
    assert [(one.title, one.subtitle, len(one.lines)) for one in pieces(text)] == [
        ("总述", "", 1), ("石桥村的做法", "关于入户的调研", 1), ("问题", "", 1),
    ]  # fmt: skip
    assert len(pieces(Text(Kind.NOTICE, body="【不是篇目】\n一、"))) == 1


@pytest.mark.parametrize(("changed", "code"), [
    ({"title": " "}, "office.no-title"), ({"to": "、"}, "office.no-to"), ({"body": "\n　"}, "office.no-body"),
    ({"kind": Kind.REPORT}, "office.no-signer"), ({"kind": Kind.REQUEST}, "office.no-signer"),
    ({"kind": Kind.BRIEF}, "office.no-signer"),
    ({"title": "长" * 61}, "office.title-long"), ({"title": f"{'长' * 21}\n短"}, "office.title-long"),
    ({"title": "一\n二\n三\n四"}, "office.title-long"),
    ({"body": "见附件2。", "attachments": "名单"}, "office.attachment"),
    ({"body": "见附件。"}, "office.attachment"), ({"body": "〔待填：期限〕前完成"}, "office.left-open"),
    ({"body": "机密★一年"}, "office.secret"), ({"body": "电话 138 0000 0000"}, "office.look-phone"),
    ({"body": "卡号 6222020200112233445"}, "office.look-number"), ({"body": "一、甲\n三、乙"}, "office.look-order"),
    ({"body": "自理能力完好的农村失能对象年生活费5460元。"}, "office.look-care"),
    ({"kind": Kind.REPORT, "signer": "李", "body": "妥否，请批示。"}, "office.look-asks"),
    ({"kind": Kind.REQUEST, "signer": "李", "to": "县政府、县民政局"}, "office.look-many"),
    ({"attachments": "名单"}, "office.look-attachment"),
])  # fmt: skip
def test_what_is_wrong_is_told(changed: dict[str, str], code: str) -> None:
    assert codes(made(changed)) == {code}


@pytest.mark.parametrize("changed", [
    {"title": "长" * 60}, {"title": f"{'长' * 20}\n{'短' * 20}\n好"},
    {"body": "见附件1、附件2。", "attachments": "甲\n乙"},
    {"body": "一、甲\n（一）乙\n（二）丙\n二、丁\n（一）戊\n1.己\n2.庚"}, {"note": "联系人：孙经办，电话：13800000000"},
    {"body": "2026-11-22 2026-11-23 完成，共 12345 元。"}, {"kind": Kind.BRIEF, "to": "", "signer": "李镇长"},
])  # fmt: skip
def test_what_is_right_is_left_alone(changed: dict[str, str]) -> None:
    assert codes(made(changed)) == set()


@pytest.mark.parametrize(("number", "stops"), [
    ("11010519491231002X", True), ("１１０１０５１９４９１２３１００２Ｘ", True), ("110105 19491231 002x", True),
    ("110105194912310021", False), ("110105********002X", False),
])  # fmt: skip
def test_a_citizens_number_is_not_printed(number: str, stops: bool) -> None:
    """R-10: no number of a person; 11010519491231002X is its example."""
    text = Text(Kind.NOTICE, GOOD.title, GOOD.to, f"张某（{number}）不再享受。")
    assert ("office.id-number" in codes(text)) is stops


def event(known: str, kind: str, thing: str, at: str, **data: Value) -> Event:
    return Event(known, kind, "999999100000", thing, "2026-11-22", at, "孙经办", ("5",), data=data)


def test_the_fold_is_the_same_whatever_came_first() -> None:
    told = {"text": rules.text_data(GOOD), "code": "清政发", "year": 2026, "office": {}, "total": 0}
    every = (
        event("1", rules.ISSUED, "a", "2026-11-22T08:00", number=1, **told),
        event("2", rules.ISSUED, "b", "2026-11-22T09:00", number=4, **told),
        event("3", rules.WITHDRAWN, "a", "2026-11-22T10:00", reason="甲"),
        event("4", rules.WITHDRAWN, "a", "2026-11-22T11:00", reason="乙"),
        event("5", rules.WITHDRAWN, "c", "2026-11-22T11:00", reason="没有这份"),
        event("6", rules.ISSUED, "d", "2026-11-22T12:00", number=0, **told),
    )
    wanted = rules.fold(every)
    assert set(wanted) == {"a", "b"}
    assert wanted["a"].withdrawn is not None
    assert wanted["a"].withdrawn.reason == "甲"
    assert all(rules.fold(one) == wanted for one in permutations(every))
    assert rules.used(wanted.values(), "999999100000", "清政发", 2026).next == 5
    assert rules.used(wanted.values(), "999999100000", "清政发", 2027).next == 1
    (series,) = rules.register(wanted.values(), "999999100000", 2026)
    assert series.gaps == ((2, 3),)


def test_numbers_as_they_stand_on_paper() -> None:
    assert rules.mark(Kind.NOTICE, "清政发", 2026, 3) == "清政发〔2026〕3号"
    assert rules.mark(Kind.BRIEF, "简报", 2026, 3, 15) == "第3期（总第15期）"
    assert rules.mark(Kind.NOTICE, "清政发", 2026, 0) == "清政发〔2026〕　号"
