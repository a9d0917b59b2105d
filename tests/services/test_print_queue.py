"""Many papers one after the other, stopped half-way or not, and how often each was printed."""

import functools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest

from tests.services.conftest import MORNING
from tests.services.filled_forms import fill_forms
from tests.services.town import RED_STAR, Town
from villagevisit.domain.clock import FixedClock
from villagevisit.domain.errors import EnvironmentFailed, Refused
from villagevisit.services import paper, pins, print_log, print_queue
from villagevisit.services.paper_types import Paper
from villagevisit.services.workspace import Cancelled, Progress, Workspace, silent

NUMBERS = tuple(f"{number:04d}" for number in range(1, 13))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, set_up_home: Path) -> Iterator[Town]:
    """Twelve households whose forms both have signed, for all tests of this module."""
    home = tmp_path_factory.mktemp("filled") / "home"
    shutil.copytree(set_up_home, home)
    clock = FixedClock(MORNING)
    with Workspace.open(home, clock) as ws, pytest.MonkeyPatch.context() as patch:
        patch.setattr(pins, "_cipher", functools.cache(pins._cipher))  # 24 signatures stretch two PINs once
        yield fill_forms(Town(ws, clock), *NUMBERS)


def until(count: int) -> Progress:
    """Somebody presses Cancel when so many are done."""

    def progress(done: int, total: int) -> None:
        assert total == len(NUMBERS)
        if done == count:
            raise Cancelled

    return progress


VILLAGE = print_queue.Village(RED_STAR.code, RED_STAR.name, 0)


def pages(path: Path) -> int:
    document = pypdfium2.PdfDocument(path)
    count = len(document)
    document.close()
    return count


def test_a_file_for_each_household(filled: Town, tmp_path: Path) -> None:
    (village,) = print_queue.villages(filled.ws, filled.actor("005"))
    assert (village.name, village.forms) == (RED_STAR.name, len(NUMBERS))
    queue = print_queue.forms(filled.ws, village)
    folder = tmp_path / "out"
    folder.mkdir()
    ran = print_queue.to_folder(filled.ws, filled.actor("005"), queue, folder, silent).value
    assert ran == print_queue.Ran(NUMBERS, (), ())
    names = sorted(path.name for path in folder.iterdir())
    assert [name.split("-")[1] for name in names] == list(NUMBERS)
    assert all(pages(folder / name) > 0 for name in names)


def test_what_was_stopped_says_what_is_finished_and_leaves_whole_files(filled: Town, tmp_path: Path) -> None:
    queue = print_queue.forms(filled.ws, VILLAGE)
    folder = tmp_path / "out"
    folder.mkdir()
    ran = print_queue.to_folder(filled.ws, filled.actor("005"), queue, folder, until(2)).value
    assert (ran.finished, ran.left) == (NUMBERS[:2], NUMBERS[2:])
    assert len([path for path in folder.iterdir() if pages(path)]) == 2
    one = tmp_path / "one.pdf"
    ran = print_queue.to_one_file(filled.ws, filled.actor("005"), queue, one, until(1)).value
    assert (ran.finished, ran.left) == (NUMBERS[:1], NUMBERS[1:])
    first = pages(one)
    told: list[tuple[int, int]] = []
    print_queue.to_one_file(filled.ws, filled.actor("005"), queue, one, lambda *step: told.append(step))
    assert told == [(number, len(NUMBERS)) for number in range(len(NUMBERS))]
    assert pages(one) == len(NUMBERS) * first
    print_queue.to_one_file(filled.ws, filled.actor("005"), queue, tmp_path / "none.pdf", until(0))
    assert not (tmp_path / "none.pdf").exists()


def test_one_file_holds_each_form_under_its_own_name_with_its_own_numbers(filled: Town, tmp_path: Path) -> None:
    queue, numbers = print_queue.forms(filled.ws, VILLAGE)[:4], list(NUMBERS[:4])
    again = tmp_path / "again.pdf"
    for path in (tmp_path / "all.pdf", again):
        print_queue.to_one_file(filled.ws, filled.actor("005"), queue, path, silent)
    assert again.read_bytes() == (tmp_path / "all.pdf").read_bytes()
    document = pypdfium2.PdfDocument(again)
    marks = [(mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]
    assert [title.split("-")[1] for title, _ in marks] == numbers
    each = len(document) // len(numbers)
    assert [page for _, page in marks] == list(range(0, len(document), each))
    text = document[each].get_textpage().get_text_bounded()
    document.close()
    assert f"第 1 页　共 {each} 页" in text.replace("\u3000", "　")
    assert again.stat().st_size < 60_000 * len(numbers)  # fonts are in it once


def test_making_ends_at_the_next_sheet_and_records_nothing(filled: Town) -> None:
    (entry, *_) = print_queue.forms(filled.ws, VILLAGE)
    heard: list[int] = []

    def stop(done: int, _total: int) -> None:
        heard.append(done)
        if done == 2:
            raise Cancelled

    audited = filled.ws.store.reader()["audit"].count
    for make in (paper.preview, paper.make):
        heard.clear()
        with pytest.raises(Cancelled):
            make(filled.ws, filled.actor("005"), entry.request, progress=stop)
        assert heard == [0, 1, 2]
    assert filled.ws.store.reader()["audit"].count == audited


def failing(at: str, error: Exception) -> Callable[[Paper], None]:
    def take(made: Paper) -> None:
        if f"-{at}-" in made.name:
            raise error

    return take


def test_one_form_that_fails_does_not_hold_up_the_others(filled: Town) -> None:
    queue = print_queue.forms(filled.ws, VILLAGE)[:3]
    why = Refused("paper.no-subject")
    ran = print_queue.run(filled.ws, filled.actor("005"), queue, failing("0002", why), silent).value
    assert ran == print_queue.Ran(("0001", "0003"), (("0002", why),), ())


def test_a_printer_that_fails_ends_the_queue(filled: Town) -> None:
    queue = print_queue.forms(filled.ws, VILLAGE)[:3]
    why = EnvironmentFailed("print.printer-failed")
    ran = print_queue.run(filled.ws, filled.actor("005"), queue, failing("0002", why), silent).value
    assert ran == print_queue.Ran(("0001",), (), ("0002", "0003"), why)


def test_how_often_a_paper_was_printed_is_known(filled: Town) -> None:
    request = print_queue.forms(filled.ws, VILLAGE)[0].request
    made = paper.make(filled.ws, filled.actor("005"), request).value
    assert print_log.of(filled.ws, made.id) == ()
    print_log.sent(filled.ws, filled.actor("005"), made.id, "办公室", 2)
    filled.clock.advance(hours=1)
    again_made = paper.make(filled.ws, filled.actor("001"), request).value
    assert again_made.id == made.id
    print_log.sent(filled.ws, filled.actor("001", "002"), made.id, "三楼", 1)
    last, first = print_log.of(filled.ws, made.id)
    assert (first.who, first.printer, first.copies) == (filled.officer("005").name, "办公室", 2)
    assert (last.who, last.printer, last.copies) == ("李芳、王强", "三楼", 1)
    assert last.at > first.at


def test_who_may_not_print_forms_is_offered_no_village(filled: Town) -> None:
    assert print_queue.villages(filled.ws, filled.actor("006")) == ()
