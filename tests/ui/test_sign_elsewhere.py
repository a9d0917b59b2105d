"""Two windows on two laptops: the file goes over, the record is read there, the signature comes back as a QR code."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.services.conftest import set_up_home
from tests.services.test_sign_elsewhere import Two, carried, two
from tests.services.town import PINS
from tests.ui.given_files import GivenFiles
from villagevisit.services import fonts, signoff, visit_lookup
from villagevisit.ui.kit import theme
from villagevisit.ui.kit.shell import Shell
from villagevisit.ui.pages.sign_elsewhere import HereDialog, ThereDialog
from villagevisit.wording import t

__all__ = ["carried", "set_up_home", "two"]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def shells(two: Two, qapp: QApplication) -> Iterator[tuple[Shell, Shell]]:
    look = theme.prepare(qapp, fonts.screen(), "zh_CN")
    here = Shell(two.here.ws, look, two.here.actor("001"))
    there = Shell(two.there.ws, look, two.there.actor("002"))
    yield here, there
    here.close()
    there.close()


def test_the_signature_of_the_other_laptop_comes_back(
    two: Two, shells: tuple[Shell, Shell], qtbot: QtBot, tmp_path: Path
) -> None:
    file, picture = tmp_path / "again.vvsign", tmp_path / "answer.png"
    here, there = HereDialog(None, shells[0], two.visit), ThereDialog(None, shells[1])
    for dialog in (here, there):
        qtbot.addWidget(dialog)
        dialog.show()
    shells[0].files = GivenFiles(file, picture)
    here.write()
    shells[1].files = GivenFiles(file)
    there.choose()
    there.letters.setText("AAAA-AAAA-AAAA-AAAA")
    there.look()
    assert there.asked is None
    assert there.say.text() == t("error.elsewhere.letters")
    there.letters.setText(here.letters.text())
    there.look()
    assert there.asked is not None
    assert there.signing.isVisible()
    there.pin.setText(PINS["001"])
    there.sign()
    assert not there.picture.isVisible()
    there.pin.setText(PINS["002"])
    there.sign()
    assert there.picture.pixmap().save(str(picture))
    here.code.setText("VVS:NONSENSE")
    here.take()
    assert here.say.text() == t("error.elsewhere.unreadable")
    here._picture()
    assert here.result() == HereDialog.DialogCode.Accepted
    assert visit_lookup.submission(two.here.ws, two.visit).row.complete
    assert signoff.verify(two.here.ws, two.visit)
