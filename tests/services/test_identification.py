"""The poverty office's ledger read in, examined in F14, asked to be changed, answered (S-339…S-349)."""

from pathlib import Path

import pytest

from tests.services import clinic, health_forms
from tests.services.town import RED_STAR, STONE, Town, resident_id
from villagevisit.domain.errors import Refused
from villagevisit.services import health_lines, identification, identification_changes, spreadsheet, visit
from villagevisit.services.identification import Read

HEAD = "户编号,行政村,户主姓名,姓名,身份证号码,出生日期,户属性,主要致贫原因,健康状况,所患疾病\n"
ZHANG, WANG, BAO = (resident_id(one) for one in ("99999919700101001", "99999919710202001", "99999920120303001"))
STRANGER = resident_id("99999919650505001")


def ledger(town: Town, folder: Path, *rows: str) -> Read:
    path = folder / "因病致贫台账.csv"
    title = "云溪县因病致贫、返贫人口基本信息台账\n"
    path.write_bytes((title + HEAD + "\n".join(rows) + "\n").encode("gb18030"))
    return identification.read(town.ws, town.actor("006"), path).value


def family(town: Town, folder: Path) -> Read:
    """The cause stands in the family's first row alone; one number is missing; one man is unknown."""
    return ledger(
        town, folder,
        f"P-17,红星村,张三丰,张三丰,{ZHANG},1970-01-01,一般贫困户,因病,长期慢性病,高血压",
        "P-17,红星村,张三丰,王秀英,,1971-02-02,,,健康,",
        f"P-18,石桥村,孙大,孙大,{STRANGER},1965-05-05,脱贫户,缺技术,患有大病,肺癌",
        "合计,,,,,,,,,",
    )  # fmt: skip


def test_the_ledger_is_matched_and_nobody_is_dropped(town: Town, tmp_path: Path) -> None:
    home, doctor = town.family(), town.actor("006")
    assert family(town, tmp_path) == Read(rows=3, found=2, changed=2, unlisted=1, nameless=1)
    (stranger,) = identification.unlisted(town.ws, doctor)
    assert (stranger.name, stranger.place, stranger.row_no, stranger.now) == ("孙大", "石桥村", 5, "")
    assert family(town, tmp_path).changed == 0, "the same file again says nothing new"
    assert len(identification.unlisted(town.ws, doctor)) == 1
    todo = identification.listed(town.ws, doctor, "todo")
    assert {one.name for one in todo} == {"张三丰", "王秀英"}
    wife = identification.file(town.ws, doctor, town.person(home, 2))
    assert wife is not None
    assert wife.registered is not None
    assert (wife.registered.cause, wife.registered.health, wife.registered.family_type) == ("1", "1", "01")
    new = town.household("0009", ("孙大", "02", STRANGER), village=STONE)
    (found,) = identification.unlisted(town.ws, town.actor("006"))
    assert found.now == town.person(new, 1)
    identification.settle(town.ws, doctor, found.key, found.now)
    assert identification.unlisted(town.ws, doctor) == []
    assert len(identification.listed(town.ws, doctor, "todo")) == 3


def test_the_form_opens_with_what_was_registered(town: Town, tmp_path: Path) -> None:
    home = town.family()
    family(town, tmp_path)
    doctor, person = town.actor("006"), town.person(home, 1)
    clinic.pressure(town, person, 150, 92, town.clock.now().date())
    session = visit.open_form(town.ws, doctor, "illness_poverty_verify", person_id=person).value.session
    known = {ref: session.value(f"/data/{ref}") for ref in (
        "person_name", "household_no", "fam_type", "reg_cause", "reg_disease", "reg_health", "g_exam/exam_doctor",
        "g_exam/chronic_name", "g_exam/exam_date",
    )}  # fmt: skip
    assert list(known.values()) == [
        "张三丰", "P-17", "01", "1", "高血压", "3", "周村医", "高血压", "2026-11-22"
    ]


def test_a_change_is_asked_for_answered_and_closed(town: Town, tmp_path: Path) -> None:
    home, doctor = town.family(), town.actor("006")
    family(town, tmp_path)
    first, second = town.person(home, 1), town.person(home, 2)
    health_forms.identified(town, first)
    health_forms.identified(town, second, diff_class="3", has_chronic="0", labor_now="1", treat="1", long_med="0",
                            batch_sys="0", batch_list="0", change_request="已康复，改为非因病")  # fmt: skip
    health_lines.settle(town.ws)
    counts = identification.counts(town.ws, doctor)
    assert (counts.registered, counts.examined, counts.classes) == (2, 2, {"0": 1, "1": 0, "2": 0, "3": 1, "4": 0})
    out = tmp_path / "变更.xlsx"
    assert identification_changes.save(town.ws, doctor, out).value == 1
    with spreadsheet.open_workbook(out) as book:
        rows = [[str(cell) for cell in row] for row in book.sheet(0).rows()]
    head, line = rows
    told = dict(zip(head, line, strict=True))
    assert (told["姓名"], told["变更前致贫原因"], told["申请变更为"], told["体检医生"]) == (
        "王秀英", "因病", "已康复，改为非因病", "周村医"
    )  # fmt: skip
    assert WANG not in "".join(line), "no full number leaves"
    with pytest.raises(Refused, match="nothing-to-ask"):
        identification_changes.save(town.ws, doctor, out)
    assert [one.name for one in identification.listed(town.ws, doctor, "sent")] == ["王秀英"]
    back = tmp_path / "反馈.csv"
    number = told["申请编号"]
    back.write_text(f"申请编号,姓名,反馈结果\n{number},王秀英,已修改\n2026-00000000,某某,已修改\n", "utf-8")
    for _ in range(2):
        done = identification_changes.take(town.ws, doctor, back).value
        assert (done.changed, done.refused, done.unknown) == (1, 0, 1)
    assert [one.name for one in identification.listed(town.ws, doctor, "closed")] == ["王秀英"]


def test_the_campaign_s_day_and_what_hangs_in_the_village(town: Town, tmp_path: Path) -> None:
    home, doctor = town.family(), town.actor("006")
    family(town, tmp_path)
    identification_changes.begin(town.ws, doctor, "2027年精准识别", "2027-05-10")
    health_lines.settle(town.ws)
    begun = identification_changes.campaign(town.ws, doctor)
    assert begun is not None
    with pytest.raises(Refused, match="not-finished"):
        identification_changes.report(town.ws, doctor, begun.id, RED_STAR.code)
    for position in (1, 2):
        health_forms.identified(town, town.person(home, position))
    health_lines.settle(town.ws)
    town.clock.advance(days=170)
    identification_changes.report(town.ws, doctor, begun.id, RED_STAR.code)
    begun = identification_changes.campaign(town.ws, doctor)
    assert begun is not None
    (red, stone) = begun.villages
    assert (red.registered, red.examined, red.reported, red.late) == (2, 2, "2027-05-11", True)
    assert not stone.late, "nobody is registered there"
    words = identification_changes.notice(red)
    assert "2 人" in words
    assert not any(secret in words for secret in ("张", "王", "高血压", "类"))


def test_experts_and_who_may(town: Town, tmp_path: Path) -> None:
    home, doctor = town.family(), town.actor("006")
    family(town, tmp_path)
    person = town.person(home, 1)
    with pytest.raises(Refused, match=r"identify\.no-form"):
        identification.judge(town.ws, doctor, person, "李、王", "0", "3", "")
    health_forms.identified(town, person, expert_needed="1")
    assert [one.name for one in identification.listed(town.ws, doctor, "panel")] == ["张三丰"]
    identification.judge(town.ws, doctor, person, "县医院李、王二主任", "0", "3", "长期卧床")
    found = identification.file(town.ws, doctor, person)
    assert found is not None
    assert (found.step, found.doctor) == ("none", "周村医")
    for staff_no in ("001", "005"):
        with pytest.raises(Refused, match=r"actor\.role"):
            identification.counts(town.ws, town.actor(staff_no))
