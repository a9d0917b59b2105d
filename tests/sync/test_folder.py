"""The stick: what is found on it is judged by its bytes, and what is written was read back."""

from pathlib import Path

import pytest

from sync.errors import SyncError
from sync.transport import folder
from sync.transport.folder import Stick
from tests.sync.makers import DEVICE, example


def put(stick: Stick) -> Path:
    return stick.put_batch(DEVICE, 1, 3, "ab" * 32, example())


def test_a_batch_is_written_once_and_a_spoilt_copy_is_written_again(tmp_path: Path) -> None:
    stick = Stick(tmp_path)
    path = put(stick)
    assert path.read_bytes() == example()
    before = path.stat().st_mtime_ns
    assert put(stick).stat().st_mtime_ns == before
    path.write_bytes(example()[:50])
    assert put(stick).read_bytes() == example()


def test_only_plain_files_with_the_ending_are_found(tmp_path: Path) -> None:
    stick = Stick(tmp_path)
    path = put(stick)
    up = path.parent
    (up / "half.vvb.part").write_bytes(b"x")
    (up / "autorun.inf").write_bytes(b"x")
    (up / "名字 很长.VVB").write_bytes(b"junk")
    (up / "link.vvb").symlink_to(path)
    (up / "deep").mkdir()
    (up / "deep" / "far.vvb").write_bytes(b"x")
    with (up / "huge.vvb").open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    assert [found.path.name for found in stick.batches()] == [path.name, "名字 很长.VVB"]


def test_a_stick_full_of_junk_is_not_read_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "MOST_FILES", 5)
    stick = Stick(tmp_path)
    up = put(stick).parent
    for number in range(20):
        (up / f"{number}.vvb").write_bytes(b"x")
    assert sum(1 for _ in stick.batches()) <= 5


def test_no_stick_is_said(tmp_path: Path) -> None:
    with pytest.raises(SyncError, match=r"exchange\.folder-missing"):
        Stick(tmp_path / "gone")


def test_a_file_stands_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / folder.ROOT).write_bytes(b"x")
    with pytest.raises(SyncError, match=r"exchange\.(folder-missing|interrupted)"):
        put(Stick(tmp_path))
