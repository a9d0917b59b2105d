"""A file is whole or not there, whatever interrupts its writing."""

import errno
import os
from pathlib import Path

import pytest

from sync import keys
from sync.errors import SyncError
from sync.files import write_whole

NEW = bytes(range(256)) * 40


def failing(number: int, after: int):
    """A writer that accepts `after` bytes, then fails like the medium would."""
    left = [after]

    def write(descriptor: int, data: memoryview) -> int:
        if left[0] == 0:
            raise OSError(number, "injected")
        count = os.write(descriptor, data[: min(left[0], 1000)])
        left[0] -= count
        return count

    return write


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "exchange.folder-full"),
        (errno.EFBIG, "exchange.folder-full"),
        (errno.EROFS, "exchange.folder-read-only"),
        (errno.EIO, "exchange.interrupted"),
        (errno.ENODEV, "exchange.interrupted"),
    ],
)
@pytest.mark.parametrize("after", [0, 1, 5_000, len(NEW) - 1])
def test_a_medium_that_fails_leaves_what_was_there(tmp_path: Path, number: int, code: str, after: int) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    with pytest.raises(SyncError) as caught:
        write_whole(path, NEW, write=failing(number, after))
    assert (caught.value.code, caught.value.environment) == (code, True)
    assert path.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_stick_that_lies_about_what_it_wrote_is_found_out(tmp_path: Path) -> None:
    def lies(descriptor: int, data: memoryview) -> int:
        os.write(descriptor, bytes(len(data)))
        return len(data)

    with pytest.raises(SyncError, match=r"exchange\.interrupted"):
        write_whole(tmp_path / "file", NEW, write=lies)
    assert not list(tmp_path.iterdir())


def test_a_power_cut_leaves_a_part_that_the_next_write_replaces(tmp_path: Path) -> None:
    (tmp_path / "file.part").write_bytes(NEW[:100])
    write_whole(tmp_path / "file", NEW)
    assert (tmp_path / "file").read_bytes() == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(SyncError, match=r"exchange\.folder-missing"):
        write_whole(tmp_path / "gone" / "file", NEW)


def test_keys_are_made_once_and_only_the_owner_reads_them(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "device.key"
    made = keys.load_or_make(path)
    assert keys.load_or_make(path).public_signing == made.public_signing
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_bytes(b"junk")
    with pytest.raises(SyncError, match=r"keys\.damaged"):
        keys.load_or_make(path)
