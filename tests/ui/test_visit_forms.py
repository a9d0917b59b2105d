"""Every shipped form, and one with every kind of question, on the visit page's desk."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import forms
from forms.library import shipped
from tests.ui.visit_house import look, sweep
from villagevisit.domain.clock import CHINA
from villagevisit.services import form_list, form_shelf
from villagevisit.services.form_list import ShelfForm
from villagevisit.services.visit_types import OpenForm
from villagevisit.services.workspace import Workspace
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.visit_desk import VisitDesk
from villagevisit.ui.pages.visit_work import Work
from villagevisit.ui.widgets.number_editors import NumberEditor
from villagevisit.ui.widgets.question import Question

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=CHINA)
KINDS = """
## settings
| form_title | form_id | version |
|---|---|---|
| 各种题 | kinds | 1 |

## survey
| type | name | label | appearance | parameters | relevant | required | constraint |
|---|---|---|---|---|---|---|---|
| text | words | 文字 | | | | | |
| text | story | 经过 | multiline | | | | |
| integer | people | 人口 | | | | | . < 20 |
| decimal | money | 金额(元/年) | | | | | |
| select_one few | one | 选一 | | | | | |
| select_one many | listed | 选一(多) | | | | | |
| select_multiple few | several | 选几 | | | | | |
| rank few | order | 排序 | | | | | |
| range | score | 打分 | | start=0 end=10 step=2 | | | |
| acknowledge | seen | 已看 | | | | | |
| geopoint | place | 位置 | | | | | |
| geotrace | trace | 路线 | | | | | |
| audio | sound | 录音 | | | | | |
| note | remark | 只读的话 | | | | | |
| text | later | 后来才问 | | | ${one} = 'a' | yes | |

## choices
| list_name | name | label |
|---|---|---|
| few | a | 甲 |
| few | b | 乙 |
| few | c | 丙 |
| many | 01 | 户主 |
| many | 02 | 配偶 |
| many | 03 | 儿子 |
| many | 04 | 女儿 |
| many | 05 | 父亲 |
| many | 06 | 母亲 |
| many | 07 | 兄弟 |
| many | 08 | 重孙 |
"""


@pytest.fixture
def shell(ws: Workspace, qapp: QApplication) -> Iterator[Shell]:
    made = Shell(ws, look(qapp))
    yield made
    made.close()
    sweep()


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> forms.Form:
    path = tmp_path_factory.mktemp("kinds") / "kinds.md"
    path.write_text(KINDS, encoding="utf-8")
    return forms.load(path)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The compiled shipped forms, one file each."""
    folder = tmp_path_factory.mktemp("shelf")
    with Workspace.open(folder / "home") as ws:
        form_shelf.install_shipped(ws)
        for one in form_list.shelf(ws):
            (folder / one.code).write_bytes(form_shelf.get_form(ws, one.form_id).package())
    return folder


def desk_for(shell: Shell, qtbot: QtBot, form: forms.Form) -> VisitDesk:
    known = ShelfForm(form.id, "X", form.title, form.version, "household", frozenset(), False, 0)
    work = Work(shell, OpenForm("draft", form.session(now=lambda: NOW), {}, "", known))
    desk = VisitDesk(work, work.host(lambda *_: None, lambda: None), form.title, lambda *_: True)
    qtbot.addWidget(desk)
    desk.resize(1000, 640)
    desk.show()
    desk.activateWindow()
    desk.start()
    QApplication.processEvents()
    return desk


def question(desk: VisitDesk, name: str) -> Question:
    desk.jump(f"/data/{name}")
    QApplication.processEvents()
    assert desk.sheet is not None
    found = desk.sheet.question(f"/data/{name}")
    assert found is not None
    return found


@pytest.mark.parametrize("code", [one.code for one in shipped()])
def test_every_shipped_form_opens_section_by_section(shell: Shell, qtbot: QtBot, shelf: Path, code: str) -> None:
    desk = desk_for(shell, qtbot, forms.load(shelf / code))
    for section in desk.work.shown_sections():
        desk.go_to(section.key)
        assert desk.sheet is not None
        for shown in desk.sheet.questions():
            assert shown.can_focus or shown.editor.readonly, shown.ref
    desk.check()
    desk.rest()


def test_digits_turn_several_choices_on_and_off(shell: Shell, qtbot: QtBot, kinds: forms.Form) -> None:
    desk = desk_for(shell, qtbot, kinds)
    editor = question(desk, "several").editor
    for key in "312":
        QTest.keyClicks(editor, key)
    assert desk.work.session.value("/data/several") == "a b c"
    QTest.keyClicks(editor, "2")
    assert desk.work.session.value("/data/several") == "a c"


def test_a_question_appears_with_the_answer_that_asks_for_it(shell: Shell, qtbot: QtBot, kinds: forms.Form) -> None:
    desk = desk_for(shell, qtbot, kinds)
    question(desk, "one")
    assert desk.sheet is not None
    assert desk.sheet.question("/data/later") is None
    desk.answer("/data/one", "a")
    assert desk.sheet.question("/data/later") is not None
    desk.answer("/data/one", "b")
    shown = desk.sheet.question("/data/later")
    assert shown is not None
    assert shown.isHidden()


def test_only_what_changed_is_touched(shell: Shell, qtbot: QtBot, kinds: forms.Form) -> None:
    desk = desk_for(shell, qtbot, kinds)
    question(desk, "words")
    assert desk.answer("/data/words", "张三") == 1


def test_amounts_are_plain_while_typed_and_marked_afterwards(shell: Shell, qtbot: QtBot, kinds: forms.Form) -> None:
    desk = desk_for(shell, qtbot, kinds)
    editor = question(desk, "money").editor
    assert isinstance(editor, NumberEditor)
    QTest.keyClicks(editor.line, "10800")
    assert desk.work.session.value("/data/money") == "10800"
    assert editor.line.text() == "10800"
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.line.text() == "10,800.00"


def test_a_wrong_answer_is_kept_and_explained_after_leaving(shell: Shell, qtbot: QtBot, kinds: forms.Form) -> None:
    desk = desk_for(shell, qtbot, kinds)
    shown = question(desk, "people")
    QTest.keyClicks(shown.editor.focusProxy(), "30")
    assert shown._wrong is None or shown._wrong.isHidden()
    QTest.keyClick(shown.editor.focusProxy(), Qt.Key.Key_Return)
    QApplication.processEvents()
    assert shown._wrong is not None
    assert not shown._wrong.isHidden()
    assert desk.work.session.value("/data/people") == "30"
