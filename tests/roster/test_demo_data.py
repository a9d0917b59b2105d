"""The demonstration's roster: messy as a real one, the same every time, nobody real."""

from pathlib import Path

from tests.roster.town import EAST, RED, found_villages
from villagevisit.services import households, roster, roster_decide
from villagevisit.services.demo_data import demo_workbook
from villagevisit.services.workspace import NOBODY, Workspace


def test_the_demonstration_roster_shows_every_kind_of_slip(ws: Workspace, tmp_path: Path) -> None:
    found_villages(ws)
    demo_workbook(tmp_path / "demo.xlsx", [(RED, "红星村"), (EAST, "东风村")])
    report = roster.run(ws, NOBODY, tmp_path / "demo.xlsx").value
    assert report.rows == report.imported + report.doubtful + report.rejected
    assert 0.04 < (report.doubtful + report.rejected) / report.rows < 0.09
    assert {problem.code.removeprefix("roster.") for problem in report.problems} == {
        "id-checksum", "id-lost-by-excel", "id-historic", "id-missing", "sex-disagrees", "duplicate-in-file",
        "head-missing",
    }  # fmt: skip
    while waiting := roster_decide.doubtful(ws):
        for row in waiting:
            roster_decide.decide(ws, NOBODY, row.id, row.suggestion or "keep_first")
    assert households.count(ws) == 120
    assert [hit.head_name for hit in households.search(ws, "李𬱖")]


def test_nobody_real_is_in_it(ws: Workspace, tmp_path: Path) -> None:
    found_villages(ws)
    demo_workbook(tmp_path / "demo.xlsx", [(RED, "红星村")], households=60)
    roster.run(ws, NOBODY, tmp_path / "demo.xlsx")
    numbers = [row["id_no"] for row in ws.store.reader().query("SELECT id_no FROM person WHERE id_no <> ''")]
    assert numbers
    assert all(number.startswith("999999") for number in numbers)
