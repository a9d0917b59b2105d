"""Photos become small and anonymous; signatures stay vectors."""

import hashlib
import io
import json
from pathlib import Path

import pytest
from PIL import Image

from tests.services.town import Town
from villagevisit.domain.errors import EnvironmentFailed, Refused
from villagevisit.services import attachments, tidy, visit
from villagevisit.services.visit_types import AttachmentKind
from villagevisit.services.workspace import new_id
from villagevisit.store import visits as rows
from villagevisit.store.visits import DraftRow

PAD = {"strokes": [[[10, 10, 0, 0.5], [40, 30, 20, 0.6], [80, 12, 40, 0.7]], [[90, 50, 80, 0.5]]], "w": 300, "h": 120}


def pad(**changed: object) -> bytes:
    return json.dumps({**PAD, **changed}).encode()


def photo(size: tuple[int, int], kind: str = "JPEG", orientation: int = 1, noisy: bool = False) -> bytes:
    picture = Image.effect_noise(size, 90).convert("RGB") if noisy else Image.new("RGB", size, "white")
    picture.paste("red", (0, 0, size[0] // 2, size[1] // 2))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "camera of somebody"
    out = io.BytesIO()
    picture.save(out, kind, exif=exif)
    return out.getvalue()


@pytest.fixture
def draft_id(town: Town) -> str:
    row = DraftRow(new_id(), "household_verification", "1", "h", "", "", "", "", "", b"<data/>", "", "")
    with town.ws.store.transaction() as db:
        rows.add_draft(db, row)
    return row.id


class TestPhotos:
    @pytest.mark.parametrize("kind", ["photo", "scan"])
    def test_upright_small_and_without_a_trace_of_the_camera(
        self, town: Town, draft_id: str, kind: AttachmentKind
    ) -> None:
        name = attachments.attach(town.ws, draft_id, photo((3000, 2000), orientation=6, noisy=True), kind).value
        data = attachments.attachment_bytes(town.ws, draft_id, name)
        assert len(data) <= attachments.LARGEST
        assert attachments.path_of(town.ws, hashlib.sha256(data).hexdigest()).exists()
        assert b"camera" not in data
        with Image.open(io.BytesIO(data)) as kept:
            assert kept.format == "JPEG"
            assert not kept.getexif()
            assert max(kept.size) <= attachments.LONG_SIDE
            assert kept.height > kept.width, "turned upright"
            red, _, blue = kept.getpixel((kept.width - 20, 20))
            assert red > 150 > blue, "the red corner is at the top right after turning"

    def test_a_small_picture_is_not_blown_up_and_glass_becomes_paper(self, town: Town, draft_id: str) -> None:
        out = io.BytesIO()
        Image.new("RGBA", (40, 30), (0, 0, 0, 0)).save(out, "PNG")
        name = attachments.attach(town.ws, draft_id, out.getvalue(), "photo").value
        with Image.open(io.BytesIO(attachments.attachment_bytes(town.ws, draft_id, name))) as kept:
            assert kept.size == (40, 30)
            assert kept.getpixel((5, 5)) == (255, 255, 255)

    def test_the_same_bytes_are_kept_once(self, town: Town, draft_id: str) -> None:
        names = {attachments.attach(town.ws, draft_id, photo((100, 80)), "photo").value for _ in range(2)}
        assert len(names) == 1
        assert len([path for path in attachments.folder(town.ws).rglob("*") if path.is_file()]) == 1

    def test_a_stored_picture_opens_only_in_its_own_place_and_unaltered(self, town: Town) -> None:
        first, second = (attachments.store(town.ws, photo((side, 80))) for side in (100, 90))
        path, other = attachments.path_of(town.ws, first), attachments.path_of(town.ws, second)
        whole = path.read_bytes()
        assert b"JFIF" not in whole
        for bad in (other.read_bytes(), whole[:-1], bytes([whole[0] ^ 1]) + whole[1:], photo((100, 80)), b""):
            path.write_bytes(bad)
            with pytest.raises(Refused, match=r"attachment\.missing"):
                attachments.read(town.ws, first)
        path.write_bytes(whole)
        assert attachments.read(town.ws, first) == photo((100, 80))

    @pytest.mark.parametrize("data", [b"", b"no picture", photo((50, 50))[:200], b"%PDF-1.7"])
    def test_what_is_no_picture_is_refused(self, town: Town, draft_id: str, data: bytes) -> None:
        with pytest.raises(Refused, match=r"attachment\.not-an-image"):
            attachments.attach(town.ws, draft_id, data, "photo")

    def test_a_file_that_is_gone_is_the_surroundings(self, town: Town, draft_id: str, tmp_path: Path) -> None:
        with pytest.raises(EnvironmentFailed, match=r"attachment\.cannot-open"):
            attachments.attach(town.ws, draft_id, tmp_path / "gone.jpg", "photo")
        with pytest.raises(Refused, match=r"attachment\.missing"):
            attachments.attachment_bytes(town.ws, draft_id, "photo-0000000000000000.jpg")

    def test_discarding_erases_the_photo(self, town: Town, draft_id: str) -> None:
        name = attachments.attach(town.ws, draft_id, photo((100, 80)), "photo").value
        digest = hashlib.sha256(attachments.attachment_bytes(town.ws, draft_id, name)).hexdigest()
        assert attachments.path_of(town.ws, digest).exists()
        visit.discard_draft(town.ws, town.actor("001"), draft_id)
        assert not attachments.path_of(town.ws, digest).exists()
        with pytest.raises(Refused, match=r"visit\.draft-gone"):
            attachments.attach(town.ws, draft_id, photo((100, 80)), "photo")


    def test_files_that_nobody_knows_are_erased_at_the_start(self, town: Town, draft_id: str) -> None:
        name = attachments.attach(town.ws, draft_id, photo((100, 80)), "photo").value
        orphan = attachments.path_of(town.ws, attachments.store(town.ws, b"left by a power cut"))
        assert tidy.attachments(town.ws) == 1
        assert not orphan.exists()
        assert attachments.attachment_bytes(town.ws, draft_id, name)


class TestSignatures:
    def test_strokes_are_kept_as_vectors(self, town: Town, draft_id: str) -> None:
        name = attachments.attach(town.ws, draft_id, pad(), "signature").value
        svg = attachments.attachment_bytes(town.ws, draft_id, name).decode()
        assert name.endswith(".svg")
        assert svg.count("<path") == 2
        kept = json.loads(svg.partition("<metadata>")[2].partition("</metadata>")[0])
        assert kept == PAD

    @pytest.mark.parametrize(
        "data",
        [
            pad(strokes=[]),
            pad(strokes=[[[10, 10, 0, 1]]]),
            pad(w=0),
            pad(strokes=[[["<script>", 1, 2, 3]]]),
            pad(strokes=[[[1]]]),
            pad(strokes=[[[0, 0], [float("inf"), 9]]]),
            b"{}",
            b"[]",
            b"\xff\xfe",
        ],
    )
    def test_no_ink_is_no_signature(self, town: Town, draft_id: str, data: bytes) -> None:
        with pytest.raises(Refused, match=r"attachment\.no-ink"):
            attachments.attach(town.ws, draft_id, data, "signature")
