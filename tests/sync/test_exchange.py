"""The exchange as a state machine: it resumes, waits, gives up in time, and believes only the county."""

import pytest

from sync import receipt
from sync.errors import SyncError
from sync.exchange import (
    EAGER,
    TRIES,
    Answer,
    Arrived,
    Ask,
    Broken,
    Busy,
    Came,
    Declined,
    Exchange,
    Fetch,
    Held,
    Outgoing,
    Pause,
    Send,
)
from sync.receipt import Receipt
from tests.sync.makers import AT, COUNTY, COUNTY_KEYS, DEVICE, pairs

SMALL = Outgoing("aa" * 32, 1_000)
LARGE = Outgoing("bb" * 32, EAGER + 1)


def machine(*batches: Outgoing) -> Exchange:
    return Exchange(batches, COUNTY, COUNTY_KEYS.public_signing, 7)


def answer(batch: Outgoing, *, county: str = COUNTY, key=COUNTY_KEYS) -> Answer:
    return Answer(receipt.seal(Receipt(county, DEVICE, batch.digest, AT, (), (), {}, ()), key.signing))


def test_nothing_to_send_is_one_request() -> None:
    one = machine()
    assert one.step() == Fetch(7)
    one.heard(Answer(b""))
    assert one.step() == Came(b"")
    assert one.step() is None


def test_a_small_batch_goes_at_once_a_large_one_asks_first() -> None:
    one = machine(SMALL, LARGE)
    assert one.step() == Send(SMALL, 0)
    one.heard(answer(SMALL))
    assert isinstance(one.step(), Arrived)
    assert one.step() == Ask(LARGE)
    one.heard(Held(500))
    assert one.step() == Send(LARGE, 500)
    one.heard(answer(LARGE))
    assert isinstance(one.step(), Arrived)
    assert one.step() == Fetch(7)


def test_a_cut_connection_goes_on_where_it_broke() -> None:
    one = machine(LARGE)
    one.step()
    one.heard(Held(0))
    for held in (10_000, 20_000, 30_000, 40_000, 50_000, 60_000):  # more cuts than tries, but each time more is there
        assert isinstance(one.step(), Send)
        one.heard(Broken(reached=True))
        assert one.step() == Pause(1)
        assert one.step() == Ask(LARGE)
        one.heard(Held(held))
    assert one.step() == Send(LARGE, 60_000)


def test_it_gives_up_when_nothing_gets_through() -> None:
    one = machine(SMALL)
    with pytest.raises(SyncError, match=r"exchange\.server-unreachable") as caught:
        for _ in range(TRIES):
            while isinstance(one.step(), Pause):
                pass
            one.heard(Broken(reached=False))
    assert caught.value.environment


def test_a_busy_county_is_waited_for_as_long_as_it_says_within_reason() -> None:
    one = machine(SMALL)
    one.step()
    one.heard(Busy(20))
    assert one.step() == Pause(20)
    assert one.step() == Send(SMALL, 0)
    with pytest.raises(SyncError, match=r"exchange\.server-busy"):
        one.heard(Busy(3_600))


@pytest.mark.parametrize(
    "reply",
    [
        Answer(b"<html>sign in to this network</html>"),
        Answer(b""),
        answer(LARGE),
        answer(SMALL, county="999998000000"),
        answer(SMALL, key=pairs(8)),
        Held(10**9),
        Declined("exchange.not-a-county"),
    ],
)
def test_an_answer_that_is_not_the_countys_is_no_receipt(reply) -> None:
    one = machine(SMALL)
    one.step()
    with pytest.raises(SyncError, match=r"exchange\.not-a-county"):
        one.heard(reply)


def test_a_declined_batch_does_not_hold_up_the_others() -> None:
    one = machine(SMALL, Outgoing("cc" * 32, 5))
    one.step()
    one.heard(Declined("device.unknown"))
    assert one.declined == [(SMALL, "device.unknown")]
    assert one.step() == Send(Outgoing("cc" * 32, 5), 0)


def test_bytes_hurt_on_the_way_are_sent_again() -> None:
    one = machine(SMALL)
    one.step()
    one.heard(Declined("batch.damaged"))
    assert one.step() == Pause(1)
    assert one.step() == Send(SMALL, 0)


def test_a_county_that_does_not_know_us_has_nothing_for_us() -> None:
    one = machine()
    one.step()
    one.heard(Declined("down.unknown-device"))
    assert one.step() is None


def test_it_is_driven_in_turns() -> None:
    one = machine()
    with pytest.raises(RuntimeError):
        one.heard(Held(0))
    one.step()
    with pytest.raises(RuntimeError):
        one.step()
