"""A villager gets what is held about him, and nobody else's; what is wrong gets corrected by somebody, by a day."""

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest

from tests.printing.papers import texts
from tests.services import f01
from tests.services.town import RED_STAR, Town
from villagevisit.domain.consent import Act, Purpose
from villagevisit.domain.errors import Refused
from villagevisit.domain.own_copy import own_refs
from villagevisit.domain.rights import Outcome
from villagevisit.services import audit_trail, consents, events, households, requests, reveal, visit
from villagevisit.services.consents import Entry
from villagevisit.services.events import New
from villagevisit.services.own_copy_paper import Identity, Shown, give
from villagevisit.services.request_body import read_request
from villagevisit.services.reveal import Secret
from villagevisit.services.visit_freeze import freeze
from villagevisit.store import records


def wife(town: Town, home: str) -> tuple[str, str]:
    person = households.get(town.ws, home).persons[1]
    return person.id, person.id_no[-4:]


def visited(town: Town) -> str:
    home = town.family("0001")
    opened = f01.begin(town, home)
    f01.fill(town, opened, n_words="她家其实不困难", informant_words="情况属实得很")
    session = opened.session
    for member, disease in ((1, "高血压"), (2, "类风湿")):
        session.answer(f"/data/member[{member}]/m_health", "3")
        session.answer(f"/data/member[{member}]/m_disease", disease)
    freeze(town.ws, town.actor("001", "002"), opened.draft_id, session)
    return home


def test_the_copy_holds_his_own_and_nobody_elses(town: Town, tmp_path: Path) -> None:
    home = visited(town)
    person, ending = wife(town, home)
    consents.record(town.ws, town.actor("005"), Entry(home, "王秀英", Act.GIVEN, frozenset({Purpose.CHECK})))
    reveal.reveal(town.ws, town.actor("002"), Secret.PERSON, person, "核对证件")
    asked = requests.ask(town.ws, town.actor("005"), home, "王秀英", "出生日期写错了", town.officer("005").id).value
    events.record(
        town.ws, town.actor("005"),
        New("case.accepted", RED_STAR.code, households=(home,), data={"papers": "户口簿"}),
    )
    events.record(
        town.ws, town.actor("005"),
        New("appraisal.closed", RED_STAR.code, households=(home, town.family("0777")), data={"rows": "张小宝"}),
    )
    path = tmp_path / "本人信息.pdf"
    given = give(town.ws, town.actor("005"), person, Identity(Shown.ID_CARD, ending), path).value
    paper, data = "".join(texts(path.read_bytes())), given.data.read_text("utf-8")
    for words in ("王秀英", "类风湿", "核对收入财产", "查看证件号码", "核对证件", "王强", "出生日期写错了", "孙经办"):
        assert words in paper, words
    for words in ("高血压", "她家其实不困难", "情况属实得很", "张小宝"):
        assert words not in paper, words
        assert words not in data, words
    found = json.loads(data)
    assert found["roster"]["id_no"].endswith(ending)
    assert [one["form"] for one in found["forms"]] == ["F01"]
    assert "类风湿" in found["forms"][0]["answers"].values()
    assert found["requests"][0]["asked"]["id"] == asked
    assert [(one["what"], one["details"]) for one in found["steps"]] == [
        ("case.accepted", {"papers": "户口簿"}), ("appraisal.closed", {}),
    ]  # fmt: skip
    last = audit_trail.rows(town.ws)[0]
    assert (last.action, last.actor, last.subject) == ("copy.given", "孙经办", person)


def test_who_does_not_show_who_he_is_gets_nothing(town: Town, tmp_path: Path) -> None:
    home = town.family("0001")
    person, _ = wife(town, home)
    path = tmp_path / "copy.pdf"
    for ending in ("0000", ""):
        with pytest.raises(Refused, match=r"copy\.identity"):
            give(town.ws, town.actor("005"), person, Identity(Shown.ID_CARD, ending), path)
    with pytest.raises(Refused, match=r"copy\.format"):
        give(town.ws, town.actor("005"), person, Identity(Shown.ID_CARD, ""), tmp_path / "copy.txt")
    with pytest.raises(Refused, match=r"actor\.role"):
        give(town.ws, town.actor("001"), person, Identity(Shown.ID_CARD, ""), path)
    assert list(tmp_path.glob("copy*")) == []
    assert [row.action for row in audit_trail.rows(town.ws)][:3] == [
        "action.refused", "copy.identity-wrong", "copy.identity-wrong",
    ]  # fmt: skip


def test_health_is_for_those_whose_forms_it_is(town: Town, tmp_path: Path) -> None:
    home = town.family("0001")
    person, ending = wife(town, home)
    town.agreed(home)
    doctor = town.actor("006")
    opened = visit.open_form(town.ws, doctor, "htn_followup", person_id=person).value
    with town.ws.store.transaction() as db:
        db.execute(
            "INSERT INTO submission(id, form_id, form_version, household_id, person_id, digest, body, frozen_at, "
            "result) VALUES ('h', ?, ?, ?, ?, ?, ?, '2026-11-20T10:00', '{}')",
            ["htn_followup", opened.form.version, home, person, *_instance("血压控制不满意")],
        )
    alone = give(town.ws, town.actor("005"), person, Identity(Shown.ID_CARD, ending), tmp_path / "a.pdf").value
    assert (alone.forms, alone.withheld) == (0, 1)
    assert "血压控制不满意" not in alone.data.read_text("utf-8")
    both = give(town.ws, town.actor("005", "006"), person, Identity(Shown.ID_CARD, ending), tmp_path / "b.pdf").value
    assert (both.forms, both.withheld) == (1, 0)
    assert "血压控制不满意" in both.data.read_text("utf-8")
    assert "read.health" in [row.action for row in audit_trail.rows(town.ws)][:2]


def _instance(words: str) -> tuple[str, bytes]:
    body = f'<data id="htn_followup"><fu_symptom_other>{words}</fu_symptom_other></data>'.encode()
    return hashlib.sha256(body).hexdigest(), body


def test_a_request_has_one_who_answers_and_a_day(town: Town) -> None:
    home = town.family("0001")
    clerk = town.actor("005")
    for code, (what, name, due) in {
        "request.nothing": (" ", "王秀英", None), "request.nobody": ("x", "", None),
        "request.past": ("x", "王秀英", date(2026, 11, 21)),
    }.items():  # fmt: skip
        with pytest.raises(Refused) as refused:
            requests.ask(town.ws, clerk, home, name, what, clerk.id, due)
        assert refused.value.code == code
    late = requests.ask(town.ws, clerk, home, "王秀英", "电话错了", clerk.id, date(2026, 11, 23)).value
    usual = requests.ask(town.ws, clerk, home, "张三丰", "地址错了", clerk.id).value
    cases = requests.every(town.ws)
    assert [(one.request.id, one.request.due_on, one.open) for one in cases] == [
        (late, "2026-11-23", True), (usual, "2026-12-07", True),
    ]  # fmt: skip
    assert [one.late(date(2026, 11, 24)) for one in cases] == [True, False]
    with pytest.raises(Refused, match=r"request\.no-reason"):
        requests.answer(town.ws, clerk, late, Outcome.REFUSED, " ")
    requests.answer(town.ws, clerk, late, Outcome.CORRECTED, "")
    with pytest.raises(Refused, match=r"request\.answered"):
        requests.answer(town.ws, clerk, late, Outcome.REFUSED, "晚了")
    assert [one.request.id for one in requests.every(town.ws)] == [usual, late]
    with town.ws.store.transaction() as db:
        sent = [read_request(one.body) for one in records.due(db) if one.kind == "request"]
    assert [one.id for one in sent][:2] == [late, usual]
    assert len(sent) == 3


def test_a_form_about_another_member_is_not_his() -> None:
    values = {"/data/person_name": "张三丰", "/data/person_id": "1", "/data/g_verify/fact": "有车"}
    assert own_refs(values, "王秀英", "2") == set()
    assert "/data/g_verify/fact" in own_refs(values, "张三丰", "1")
    items = {"/data/member[1]/m_name": "张三丰", "/data/member[2]/m_name": "王秀英", "/data/income[1]/inc_member": "1",
             "/data/income[2]/inc_member": "0", "/data/income[3]/inc_member": "2"}  # fmt: skip
    assert own_refs(items, "王秀英", "") == {
        "/data/member[2]/m_name", "/data/income[2]/inc_member", "/data/income[3]/inc_member",
    }  # fmt: skip
