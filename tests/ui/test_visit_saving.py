"""What was filled in is kept: drafts, photos, signatures, files."""

import pytest

from tests.ui.given_files import GivenFiles
from tests.ui.visit_house import META, House, at, consenting, desk_of
from villagevisit.domain.errors import EnvironmentFailed
from villagevisit.services import attachments, visit
from villagevisit.ui.widgets.picture_editors import PhotoEditor, SignatureEditor

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


class TestSaving:
    def test_many_keys_make_few_saves_and_nothing_is_lost(self, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
        saved: list[bytes] = []
        real = visit.save_draft
        monkeypatch.setattr(visit, "save_draft", lambda ws, i, body: saved.append(body) or real(ws, i, body))
        page = house.page()
        desk = desk_of(page)
        at(desk, META + "campaign_code")
        house.type("abcdefghij")
        assert not saved
        house.qtbot.waitUntil(lambda: bool(saved))
        house.settle()
        assert len(saved) <= 2
        assert page.saver is not None
        assert not page.saver.behind
        again = house.page()
        assert desk_of(again).work.session.value(META + "campaign_code") == "abcdefghij"
        assert desk_of(again).work.opened.resumed

    def test_leaving_writes_at_once(self, house: House) -> None:
        page = house.page()
        desk_of(page).answer(META + "campaign_code", "x")
        assert page.leave()
        assert desk_of(house.page()).work.session.value(META + "campaign_code") == "x"

    def test_a_full_disk_keeps_us_here_and_says_so(self, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(*_: object) -> None:
            raise EnvironmentFailed("store.full")

        monkeypatch.setattr(visit, "save_draft", full)
        page = house.page()
        desk_of(page).answer(META + "campaign_code", "x")
        assert not page.leave()
        assert house.shell.message[1] == "refused"
        assert desk_of(page).work.session.value(META + "campaign_code") == "x"

    def test_a_signature_drawn_a_moment_ago_is_kept(self, house: House) -> None:
        page = house.page()
        desk = desk_of(page)
        consenting(desk)
        desk.answer("/data/g_conclusion/head_sign_mode", "1")
        editor = at(desk, "/data/g_conclusion/sign_head").editor
        assert isinstance(editor, SignatureEditor)
        house.draw(editor.pad)
        assert page.leave()
        again = desk_of(house.page())
        name = again.work.session.value("/data/g_conclusion/sign_head")
        assert b"<path" in attachments.attachment_bytes(house.ws, again.work.opened.draft_id, name)


class TestPhotos:
    def test_a_photo_is_stored_small(self, house: House) -> None:
        page = house.page()
        house.shell.files = GivenFiles(house.photo())
        desk = desk_of(page)
        consenting(desk)
        editor = at(desk, "/data/g_living/photo_outside").editor
        assert isinstance(editor, PhotoEditor)
        editor.take.click()
        house.settle()
        name = desk.work.session.value("/data/g_living/photo_outside")
        assert name.endswith(".jpg")
        assert len(attachments.attachment_bytes(house.ws, desk.work.opened.draft_id, name)) <= 300_000

    def test_the_camera_answers_a_photo_and_a_paper_signature(self, house: House) -> None:
        page = house.page()
        page.pictures.take = house.photo().read_bytes
        desk = desk_of(page)
        consenting(desk)
        photo = at(desk, "/data/g_living/photo_outside").editor
        assert isinstance(photo, PhotoEditor)
        photo.shoot.click()
        house.settle()
        assert desk.work.session.value("/data/g_living/photo_outside").endswith(".jpg")
        desk.answer("/data/g_conclusion/head_sign_mode", "2")
        ink = at(desk, "/data/g_conclusion/sign_head").editor
        assert isinstance(ink, SignatureEditor)
        ink.shoot.click()
        house.settle()
        assert desk.work.session.value("/data/g_conclusion/sign_head").endswith(".jpg")

    def test_a_file_that_is_no_picture_is_refused_with_a_sentence(self, house: House) -> None:
        page = house.page()
        wrong = house.folder / "letter.jpg"
        wrong.write_text("no picture")
        house.shell.files = GivenFiles(wrong)
        desk = desk_of(page)
        consenting(desk)
        editor = at(desk, "/data/g_living/photo_outside").editor
        assert isinstance(editor, PhotoEditor)
        editor.take.click()
        house.settle()
        assert house.shell.message[1] == "refused"
        assert desk.work.session.value("/data/g_living/photo_outside") == ""
