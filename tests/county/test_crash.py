"""The laptop dies at every single step of an exchange; the next one finishes it, nothing is lost or counted twice."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from sync.server import overview
from sync.transport.http import Link
from tests.county.side import Laptop
from villagevisit.county import server
from villagevisit.county.commands import receive
from villagevisit.county.home import CountyHome
from villagevisit.county.signin import SignIn
from villagevisit.services import exchange, exchange_outbox, outstanding
from villagevisit.services.outstanding import Waiting
from villagevisit.store.connection import Store

PHOTO = b"a photo of a courtyard" * 500


class Died(BaseException):
    """Stands for a power cut: nothing in between catches it."""


class Steps:
    """Counts what the laptop's exchange does to disk, store and network, and dies before step number `fatal`.

    The county's own threads go on.
    """

    def __init__(self, fatal: int) -> None:
        self.count = 0
        self._fatal = fatal
        self._laptop = threading.current_thread()

    def pass_one(self) -> None:
        if threading.current_thread() is not self._laptop:
            return
        self.count += 1
        if self.count == self._fatal:
            raise Died

    def around(self, work: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **settings: Any) -> Any:
            self.pass_one()
            result = work(*args, **settings)
            self.pass_one()
            return result

        return counted


@contextmanager
def dying(patch: pytest.MonkeyPatch, fatal: int) -> Iterator[Steps]:
    steps = Steps(fatal)
    whole = Store.transaction

    @contextmanager
    def transaction(self: Store) -> Iterator[Any]:
        steps.pass_one()
        with whole(self) as db:
            yield db
            steps.pass_one()
        steps.pass_one()

    with patch.context() as one:
        one.setattr(Store, "transaction", transaction)
        one.setattr(Link, "perform", steps.around(Link.perform))
        one.setattr(exchange_outbox, "write_whole", steps.around(exchange_outbox.write_whole))
        one.setattr(exchange.Stick, "put_batch", steps.around(exchange.Stick.put_batch))
        yield steps


def finished(laptop: Laptop, county: CountyHome) -> None:
    assert outstanding.waiting(laptop.ws) == Waiting(0, 0, 0, 0)
    assert laptop.outbox() == {}
    logged = overview.records_after(county.log, 0, 10_000)
    (device,) = overview.look(county.log).devices
    assert [one.record.seq for one in logged] == list(range(1, len(logged) + 1))
    assert laptop.states() == {"received": len(logged)}
    assert device.state == "enrolled"
    assert overview.look(county.log).alarms == ()


def test_over_the_network(laptop: Laptop, county: CountyHome, monkeypatch: pytest.MonkeyPatch) -> None:
    with server.running(server.application(county, SignIn("code", county.clock))) as port:
        fatal, died = 1, True
        while died:
            laptop.visit(fatal, (PHOTO + bytes([fatal]),))
            with dying(monkeypatch, fatal) as steps:
                try:
                    laptop.send(port)
                    died = False
                except Died:
                    assert steps.count == fatal
            laptop.send(port)
            finished(laptop, county)
            fatal += 1
    assert fatal > 15


def test_by_stick(laptop: Laptop, county: CountyHome, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fatal, died = 1, True
    while died:
        laptop.visit(fatal, (PHOTO + bytes([fatal]),))
        with dying(monkeypatch, fatal):
            try:
                laptop.write(tmp_path)
                receive(county, tmp_path)
                laptop.write(tmp_path)
                died = False
            except Died:
                pass
        laptop.write(tmp_path)
        receive(county, tmp_path)
        laptop.write(tmp_path)
        finished(laptop, county)
        fatal += 1
    assert fatal > 15
