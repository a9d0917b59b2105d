"""Big files are read by a process of their own, and nobody notices but the memory."""

import multiprocessing
from pathlib import Path

import pytest

from tests.roster.town import DATA, HEADER, found_villages, id_no, write
from villagevisit.domain.errors import EnvironmentFailed, Refused
from villagevisit.services import roster, spreadsheet_apart
from villagevisit.services.spreadsheet import Sheet, Workbook, open_workbook
from villagevisit.services.spreadsheet_apart import open_apart
from villagevisit.services.workspace import NOBODY, Cancelled, Workspace


def seen(sheet: Sheet) -> tuple[object, ...]:
    return sheet.name, sheet.hidden, sheet.height, sheet.merges(40), list(sheet.rows())


def whole(book: Workbook) -> list[tuple[object, ...]]:
    return [seen(sheet) for sheet in book.sheets()]


@pytest.mark.parametrize("name", ["sheet_per_village.xlsx", "old_office.xls", "export_gb18030.csv"])
def test_it_reads_the_same(name: str) -> None:
    with open_workbook(DATA / name) as here, open_apart(DATA / name) as apart:
        assert apart.names == here.names
        assert whole(apart) == whole(here)
        sheets = list(apart.sheets())
        interleaved = [[next(rows) for rows in [sheet.rows() for sheet in sheets]] for _ in range(2)]
        assert interleaved[0] == interleaved[1]
    assert multiprocessing.active_children() == []


def test_lines_beyond_one_batch_come_in_order(tmp_path: Path) -> None:
    file = write(tmp_path / "long.xlsx", [(f"{n}",) for n in range(1203)])
    with open_apart(file) as book:
        (sheet,) = book.sheets()
        assert [row[0] for row in sheet.rows()] == [str(n) for n in range(1203)]
        assert next(sheet.rows()) == ["0"]


def test_its_errors_are_ours(tmp_path: Path) -> None:
    (tmp_path / "odd.xlsx").write_bytes(b"PK\x03\x04odd")
    with pytest.raises(Refused) as broken:
        open_apart(tmp_path / "odd.xlsx")
    assert (broken.value.code, broken.value.params) == ("roster.file-broken", {"file": "odd.xlsx"})
    with pytest.raises(EnvironmentFailed, match=r"roster\.file-unreadable"):
        open_apart(tmp_path / "gone.xlsx")
    assert multiprocessing.active_children() == []


def test_a_reader_that_dies_over_a_file_takes_nobody_with_it() -> None:
    with open_apart(DATA / "village_clerk.xlsx") as book:
        (reader,) = multiprocessing.active_children()
        reader.kill()
        reader.join()
        with pytest.raises(Refused, match=r"roster\.file-broken"):
            list(book.sheets())


def test_an_import_through_it(ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet_apart, "_SMALL", 0)
    found_villages(ws)
    rows = [
        (f"{n % 300}", "", f"张{chr(0x4E00 + n)}", "户主" if n < 300 else "子", id_no(n), "女男"[n % 2], 5)
        for n in range(900)
    ]
    file = write(tmp_path / "scattered.xlsx", [HEADER, *rows])

    def stop(done: int, total: int) -> None:
        assert multiprocessing.active_children() != []
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        roster.run(ws, NOBODY, file, progress=stop)
    assert multiprocessing.active_children() == []
    report = roster.run(ws, NOBODY, file).value
    assert (report.rows, report.households) == (900, 300), "scattered rows of a household come together"
    left = ws.store.reader().execute("SELECT (SELECT count(*) FROM roster_met) + (SELECT count(*) FROM roster_line)")
    assert left.fetchone() == (0,)
