"""The poverty list beside the register: read from a file, compared, decided, explained, taken away again."""

from decimal import Decimal as D
from pathlib import Path

import pytest

from tests.services.test_standards import set_values, visited
from tests.services.town import STONE, Town, resident_id
from villagevisit.domain.errors import Refused
from villagevisit.domain.standards import LINE
from villagevisit.services import two_lists
from villagevisit.services.two_lists import Summary
from villagevisit.store import events, held_of_person

HEAD = "行政村,户主姓名,姓名,身份证号码,出生日期,户属性,主要致贫原因\n"
OUTSIDER = resident_id("99999919650505001")


def listed(town: Town, folder: Path, *rows: str) -> Summary:
    path = folder / "建档立卡.csv"
    path.write_bytes(("云溪县建档立卡贫困人口名单\n" + HEAD + "\n".join(rows) + "\n").encode("gb18030"))
    return two_lists.read(town.ws, town.actor("005"), path).value


def wang(folder: Path, town: Town) -> Summary:
    """Of the family of three: the head by number, the wife with a lost number; and somebody else."""
    head = resident_id("99999919700101001")
    return listed(
        town, folder,
        f"红星村,张三丰,张三丰,{head},1970-01-01,一般贫困户,因病",
        "红星村,张三丰,王秀英,,1971-02-02,一般贫困户,因病",
        f"石桥村,孙大,孙大,{OUTSIDER},1965-05-05,脱贫户,缺技术",
        "合计,,,,,,",
    )  # fmt: skip


def test_read_compare_decide_explain(town: Town, tmp_path: Path) -> None:
    town.family()
    clerk = town.actor("005")
    assert two_lists.summary(town.ws, clerk) is None
    first = wang(tmp_path, town)
    assert (first.totals.ours, first.totals.theirs, first.totals.both, first.open) == (3, 3, 1, 1)
    assert (first.totals.ours_only, first.totals.theirs_only, first.totals.union) == (2, 2, 5)
    assert (first.nameless, first.read_by, first.read_on) == (1, "孙经办", "2026-11-22")

    (pair,) = two_lists.lines(town.ws, clerk, "open")
    assert (pair.name, pair.our_name, pair.why) == ("王秀英", "王秀英", "same-name")
    assert "19710202" not in pair.our_id_no, "numbers are masked"
    two_lists.decide(town.ws, clerk, pair, same=True)
    done = two_lists.summary(town.ws, clerk)
    assert done is not None
    assert (done.totals.both, done.totals.union, done.open, done.waiting) == (2, 4, 0, 2)
    two_lists.again(town.ws, clerk)
    assert two_lists.summary(town.ws, clerk) == done, "the decision holds when the lists are compared anew"

    (theirs,) = two_lists.lines(town.ws, clerk, "theirs")
    assert (theirs.name, theirs.kind, theirs.place) == ("孙大", "脱贫户", "石桥村")
    two_lists.give_reason(town.ws, clerk, "theirs", theirs, "propose", "转低保申请")
    (ours,) = two_lists.lines(town.ws, clerk, "ours")
    two_lists.give_reason(town.ws, clerk, "ours", ours, "unable")
    with pytest.raises(Refused, match=r"twolist\.unknown-reason"):
        two_lists.give_reason(town.ws, clerk, "ours", ours, "quota")
    assert wang(tmp_path, town).waiting == 0, "what was decided and said holds for the next file too"
    (again,) = two_lists.lines(town.ws, clerk, "theirs")
    assert (again.reason, again.note) == ("propose", "转低保申请")


def test_what_travels_names_nobody(town: Town, tmp_path: Path) -> None:
    town.family()
    wang(tmp_path, town)
    clerk = town.actor("005")
    (theirs,) = [one for one in two_lists.lines(town.ws, clerk, "theirs") if one.name == "孙大"]
    two_lists.give_reason(town.ws, clerk, "theirs", theirs, "not_applied")
    written = repr(events.of_kinds(town.ws.store.reader(), ["twolist.read", "twolist.reason"]))
    assert "孙大" not in written
    assert OUTSIDER not in written


def test_the_copy_of_ones_own_data_has_what_the_list_says(town: Town, tmp_path: Path) -> None:
    home = town.family()
    wang(tmp_path, town)
    db = town.ws.store.reader()
    assert "因病" in held_of_person.roster(db, town.person(home, 1))["poverty_list"]
    assert "poverty_list" not in held_of_person.roster(db, town.person(home, 3))


def test_only_the_office_sees_it_and_it_can_be_taken_away(town: Town, tmp_path: Path) -> None:
    town.family()
    wang(tmp_path, town)
    for refused in (
        lambda: two_lists.summary(town.ws, town.actor("001")),
        lambda: two_lists.lines(town.ws, town.actor("001", "002"), "theirs"),
        lambda: two_lists.forget(town.ws, town.actor("006")),
    ):
        with pytest.raises(Refused, match=r"actor\.role"):
            refused()
    two_lists.forget(town.ws, town.actor("005"))
    assert two_lists.summary(town.ws, town.actor("005")) is None


def test_a_file_without_names_is_refused_and_the_list_before_stays(town: Town, tmp_path: Path) -> None:
    town.family()
    before = wang(tmp_path, town)
    path = tmp_path / "other.csv"
    path.write_text("村名,户数\n红星村,60\n", "utf-8")
    with pytest.raises(Refused, match=r"twolist\.no-columns"):
        two_lists.read(town.ws, town.actor("005"), path)
    assert two_lists.summary(town.ws, town.actor("005")) == before


def test_taken_away_as_a_file_with_its_meaning(town: Town, tmp_path: Path) -> None:
    town.family()
    town.family("0002", village=STONE)
    wang(tmp_path, town)
    path = tmp_path / "ours.csv"
    assert two_lists.save(town.ws, town.actor("005"), "ours", path).value == 5
    text = path.read_bytes().decode("utf-8-sig")
    assert "低保、特困在册，名单上没有" in text
    assert resident_id("99999919700101002") not in text


def test_both_tests_side_by_side(town: Town) -> None:
    submission_id = visited(town)
    home = town.ws.store.reader().execute("SELECT household_id FROM submission WHERE id = ?", [submission_id])
    (household_id,) = home.fetchone()
    assert two_lists.both_tests(town.ws, household_id) is None, "no poverty line is set"
    set_values(town, "2026-01-01", {LINE: "2900"})
    found = two_lists.both_tests(town.ws, household_id)
    assert found is not None
    assert (found.dibao, found.poor, found.standard_year, found.line_year) == (True, False, 7200, 2900)
    assert round(found.per_capita_year, 2) == D("3381.67")
