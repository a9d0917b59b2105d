"""The county's own things on the laptops: rules, forms, lists, papers, who is shut out, and where a laptop works."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from forms.library import shipped
from tests import peek
from tests.county.certified import certify_here
from tests.county.side import Laptop, code_of
from tests.county.township import RED_LINES, clerk_laptop, form_ids, import_roster, open_round, team_laptop
from tests.services.conftest import set_up_home
from tests.services.f01 import begin, fill
from tests.services.town import PINS, RED_STAR, STONE, Town, signed_visit
from villagevisit.__main__ import DOORS, WINDOW
from villagevisit.cli import program
from villagevisit.county import publish
from villagevisit.county.home import CountyHome
from villagevisit.domain.clock import FixedClock, today
from villagevisit.services import (
    areas,
    campaign,
    exchange_bodies_items,
    households,
    people,
    policy,
    replica_log,
    replica_scope,
    visit_freeze,
)
from villagevisit.services.enrolment import device_name
from villagevisit.store import records, replicas

__all__ = ["set_up_home"]


@pytest.fixture
def clerk(tmp_path: Path, set_up_home: Path, county: CountyHome, clock: FixedClock) -> Iterator[Laptop]:
    with clerk_laptop(tmp_path / "clerk", set_up_home, county, clock) as laptop:
        yield laptop


@pytest.fixture
def team(tmp_path: Path, set_up_home: Path, county: CountyHome, clock: FixedClock) -> Iterator[Laptop]:
    with team_laptop(tmp_path / "team", set_up_home, county, clock, RED_STAR.code) as laptop:
        yield laptop


def _file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_parameters_that_the_county_publishes_hold_on_every_laptop(
    clerk: Laptop, county: CountyHome, port: int, tmp_path: Path
) -> None:
    table = "key,value,valid_from,valid_to,source\ndibao_std_month_rural,715,2026-07-01,,云府发〔2026〕1号\n"
    publish.publish(county, "policy", _file(tmp_path, "2026.csv", table))
    clerk.send(port)
    held = policy.on(clerk.ws, today(clerk.clock)).values
    assert held["dibao_std_month_rural"] == "715"
    wrong = _file(tmp_path, "wrong.csv", "key,value,valid_from\nno_such_parameter,1,2026-07-01\n")
    assert code_of(lambda: publish.publish(county, "policy", wrong)) == "policy.unknown-key"


def test_a_form_of_the_countys_comes_to_the_shelf_and_never_over_another(
    clerk: Laptop, county: CountyHome, port: int, tmp_path: Path
) -> None:
    source = "# 表\n\n## survey\n\n| type | name | label |\n|---|---|---|\n| text | why | 原因 |\n\n## settings\n\n"
    source += "| form_id | form_title | version |\n|---|---|---|\n| our_own | 本县补充表 | 1 |\n"
    publish.publish(county, "form", _file(tmp_path, "own.md", source))
    clerk.send(port)
    assert "our_own" in form_ids(clerk.ws)
    publish.publish(county, "form", _file(tmp_path, "again.md", source.replace("原因", "缘由")))
    clerk.send(port)
    (told,) = replicas.problems(clerk.ws.store.reader(), 9)
    assert told.code == "item.form-version-taken"
    assert len(shipped()) < len(form_ids(clerk.ws)) + 1


def test_papers_are_listed_and_saved_byte_for_byte(
    clerk: Laptop, county: CountyHome, port: int, tmp_path: Path
) -> None:
    paper = tmp_path / "告知书.pdf"
    paper.write_bytes(b"%PDF-1.7 as it is")
    publish.publish(county, "paper", paper)
    assert code_of(lambda: publish.publish(county, "paper", _file(tmp_path, "x.pdf", "no"))) == "publish.not-a-paper"
    clerk.send(port)
    (listed,) = replica_log.papers(clerk.ws)
    replica_log.save_paper(clerk.ws, listed.id, tmp_path / "out.pdf")
    assert (listed.file_name, (tmp_path / "out.pdf").read_bytes()) == ("告知书.pdf", paper.read_bytes())


def test_code_lists_areas_and_who_is_shut_out(
    clerk: Laptop, team: Laptop, county: CountyHome, port: int, tmp_path: Path
) -> None:
    team.send(port)
    publish.publish(county, "codes", _file(tmp_path, "crops.csv", "name,label\n1,水稻\n"))
    publish.publish(county, "areas", _file(tmp_path, "a.csv", "代码,名称\n999999100203,新塘村\n"), role="clerk")
    county.revoke(device_name(team.ws))
    clerk.send(port)
    assert replicas.code_lists(clerk.ws.store.reader()) == {"crops.csv": "name,label\n1,水稻\n".encode()}
    assert areas.name(clerk.ws, "999999100203") == "新塘村"
    assert [name for name, _ in replicas.revoked(clerk.ws.store.reader())] == [device_name(team.ws)]


def test_what_is_for_one_laptop_or_role_comes_to_no_other(
    clerk: Laptop, team: Laptop, county: CountyHome, port: int, tmp_path: Path
) -> None:
    team.send(port)
    publish.publish(county, "notice", _file(tmp_path, "a.txt", "只给经办"), role="clerk")
    publish.publish(county, "notice", _file(tmp_path, "b.txt", "只给一队"), device_name(team.ws))
    assert clerk.send(port).taken == ("只给经办",)
    assert team.send(port).taken == ("只给一队",)


def test_an_item_that_cannot_be_read_is_told_and_the_rest_is_in_use(
    clerk: Laptop, county: CountyHome, port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange_bodies_items, "policy_body", lambda _entries: b"\xff")
    table = "key,value,valid_from\ndibao_std_month_rural,715,2026-07-01\n"
    publish.publish(county, "policy", _file(tmp_path, "2026.csv", table))
    publish.publish(county, "codes", _file(tmp_path, "crops.csv", "name,label\n1,水稻\n"))
    clerk.send(port)
    (told,) = replicas.problems(clerk.ws.store.reader(), 9)
    assert (told.kind, told.code, told.params) == ("policy", "item.unreadable", {"title": "2026"})
    assert replicas.code_lists(clerk.ws.store.reader())


def test_a_village_that_is_no_longer_ours_goes_only_when_its_work_is_safe(
    clerk: Laptop, team: Laptop, county: CountyHome, port: int, clock: FixedClock, tmp_path: Path
) -> None:
    import_roster(clerk.ws, tmp_path)
    open_round(clerk, clock)
    clerk.send(port)
    team.send(port)
    (round_,) = campaign.rounds(team.ws)
    first = campaign.worklist(team.ws, round_.id)[0].household_id
    town = Town(team.ws, clock)
    for staff_no in ("001", "002"):
        people.set_pin(team.ws, town.officer(staff_no).id, PINS[staff_no])
    certify_here(county, team.ws)
    form = begin(town, first, round_.id)
    fill(town, form)
    publish.set_scope(county, device_name(team.ws), "team", [STONE.code])
    team.send(port)
    assert [(one.village, one.drafts) for one in replica_log.leaving(team.ws)] == [("红星村", 1)]
    frozen = visit_freeze.freeze(team.ws, town.actor("001", "002"), form.draft_id, form.session).value
    signed_visit(town, frozen.submission_id)
    team.send(port)
    (waiting,) = replica_log.leaving(team.ws)
    assert (waiting.drafts, waiting.unsigned, waiting.unsafe) == (0, 0, 2), "the visit, and what was said of consent"
    assert households.count(team.ws, RED_STAR.code) == 2

    with team.ws.store.transaction() as db:
        records.safe(db, records.device(db), 99)
        replica_scope.purge(team.ws, db)
    assert areas.villages(team.ws) == (STONE,)
    assert not replica_log.leaving(team.ws)
    clock.advance(hours=1)
    team.send(port)
    held = peek.decrypted(team.ws)
    team.ws.close()
    files = [path for path in (tmp_path / "team").rglob("*") if path.is_file() and "attachments" not in path.parts]
    held += b"".join(path.read_bytes() for path in files)
    assert not [name for _, name, _, number in RED_LINES if name.encode() in held or number.encode() in held]
    assert STONE.name.encode() in held


def test_publishing_from_the_command_line(county: CountyHome, tmp_path: Path) -> None:
    path = _file(tmp_path, "hint.txt", "明天开会")
    arguments = ["--home", str(county.folder.parent), "--json", "county", "publish", "notice", str(path)]
    answer = CliRunner().invoke(program(WINDOW, DOORS), arguments, catch_exceptions=False)
    assert json.loads(answer.output) == {"number": 3, "kind": "notice", "title": "明天开会"}
