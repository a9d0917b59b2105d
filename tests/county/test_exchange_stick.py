"""By stick to the county and back, and what goes wrong with sticks and folders."""

import errno
import os
from pathlib import Path

import pytest

from sync.server import overview
from sync.transport.folder import Stick
from tests.county.side import PHOTO, Laptop, code_of, shown
from villagevisit.county.commands import receive
from villagevisit.county.home import CountyHome
from villagevisit.domain.errors import EnvironmentFailed
from villagevisit.services import exchange


def test_by_stick_there_and_back(laptop: Laptop, county: CountyHome, tmp_path: Path) -> None:
    stick = tmp_path / "优盘"
    stick.mkdir()
    visit = laptop.visit(1, (PHOTO,))
    county_first = receive(county, stick)
    assert county_first == []
    result = laptop.write(stick)
    assert result.batch_file is not None
    assert result.batch_file.is_relative_to(stick)
    assert (result.sent, result.accepted) == (1, 0)
    assert laptop.state_of(visit) == "sent"
    (handled,) = receive(county, stick)
    assert (handled.code, handled.accepted) == ("", 1)
    county.notify("请于月底前完成")
    (again,) = receive(county, stick)
    assert again.repeated
    back = laptop.write(stick)
    assert (back.accepted, back.sent, back.batch_file, back.taken) == (1, 0, None, ("请于月底前完成",))
    assert laptop.state_of(visit) == "received"
    assert [found.path.name.endswith("-0-0.vvb") for found in Stick(stick).batches()] == [True]
    assert laptop.write(stick).taken == ()
    assert shown(county) == [(1, 1)]


def test_a_half_written_stick_file_is_passed_over_and_written_again(
    laptop: Laptop, county: CountyHome, tmp_path: Path
) -> None:
    laptop.visit(1)
    path = laptop.write(tmp_path).batch_file
    assert path is not None
    whole = path.read_bytes()
    for end in (0, 1, 100, len(whole) - 1):
        path.write_bytes(whole[:end])
        (handled,) = receive(county, tmp_path)
        assert handled.code in {"batch.truncated", "batch.not-a-batch"}
    path.unlink()
    assert laptop.write(tmp_path).batch_file == path
    assert path.read_bytes() == whole
    assert receive(county, tmp_path)[0].accepted == 1


def test_a_lost_stick_loses_nothing_and_network_and_stick_may_race(
    laptop: Laptop, county: CountyHome, port: int, tmp_path: Path
) -> None:
    laptop.visit(1)
    lost, second = tmp_path / "lost", tmp_path / "second"
    lost.mkdir()
    second.mkdir()
    laptop.write(lost)
    assert laptop.write(second).sent == 1
    receive(county, second)
    assert laptop.send(port).sent == 0  # the county says that it holds them
    assert laptop.states() == {"received": 1}
    receive(county, lost)
    assert len(overview.look(county.log).batches) == 1
    laptop.write(lost)
    assert laptop.states() == {"received": 1}


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "exchange.folder-full"),
        (errno.EROFS, "exchange.folder-read-only"),
        (errno.EIO, "exchange.interrupted"),
    ],
)
def test_a_stick_that_fails_is_said_and_nothing_counts_as_sent(
    laptop: Laptop, county: CountyHome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    laptop.visit(1)

    def fails(descriptor: int, data: memoryview) -> int:
        os.write(descriptor, data[:10])
        raise OSError(number, "injected")

    with monkeypatch.context() as patch:
        patch.setattr(exchange, "Stick", lambda folder: Stick(folder, write=fails))
        with pytest.raises(EnvironmentFailed) as caught:
            laptop.write(tmp_path)
    assert caught.value.code == code
    assert laptop.states() == {"due": 1}
    assert not [path for path in (tmp_path / "VILLAGEVISIT").rglob("*") if path.is_file()]
    assert laptop.write(tmp_path).sent == 1


def test_a_folder_that_may_not_be_written(laptop: Laptop, tmp_path: Path) -> None:
    laptop.visit(1)
    assert code_of(lambda: laptop.write(tmp_path / "gone")) == "exchange.folder-missing"
    if os.geteuid() == 0:
        return  # root may write anywhere; the injected EROFS above stands for it
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    assert code_of(lambda: laptop.write(closed)) == "exchange.folder-read-only"
