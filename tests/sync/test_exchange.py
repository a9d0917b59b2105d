"""The exchange as a state machine: it asks first, resumes, waits, gives up in time, and believes only the county."""

import pytest

from sync import down, receipt
from sync.down import Down
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
    Collect,
    Declined,
    Exchange,
    Fetch,
    Held,
    Load,
    Outgoing,
    Pause,
    Send,
    Waiting,
)
from sync.receipt import Receipt, Word
from tests.sync.makers import AT, COUNTY, COUNTY_KEYS, DEVICE, LAPTOP, pairs

CURSOR = b"cursor"
SMALL = Outgoing("aa" * 32, 1_000)
LARGE = Outgoing("bb" * 32, EAGER + 1)
AGAIN = Outgoing("bb" * 32, EAGER + 1, tried=True)
FILE = down.seal(
    Down(AT, Word("", 1), b"", CURSOR, False, (), (), (), (), "team", "", 0, "", bytes(8)),
    COUNTY,
    DEVICE,
    LAPTOP.public_opening,
    COUNTY_KEYS,
)


def fresh() -> Exchange:
    return Exchange(COUNTY, COUNTY_KEYS.public_signing, CURSOR, lambda: 0.0)


def sending(*batches: Outgoing) -> Exchange:
    """A machine that has taken down what waited and is about to send."""
    one = fresh()
    assert one.step() == Fetch(CURSOR)
    one.heard(Answer(FILE))
    assert one.step() == Came(FILE)
    assert one.step() == Load(greet=False)
    one.load(batches)
    return one


def answer(batch: Outgoing, *, county: str = COUNTY, key=COUNTY_KEYS) -> Answer:
    return Answer(receipt.seal(Receipt(county, DEVICE, batch.digest, AT, Word("", 1), (), (), (), ()), key.signing))


def test_nothing_to_send_is_one_request() -> None:
    assert sending().step() is None


def test_more_that_waits_is_fetched_before_anything_is_sent() -> None:
    one = fresh()
    one.step()
    one.heard(Answer(FILE))
    assert isinstance(one.step(), Came)
    one.fetch(b"further")
    assert one.step() == Fetch(b"further")


def test_what_was_never_tried_goes_at_once_and_a_large_one_that_was_asks_first() -> None:
    one = sending(LARGE, AGAIN)
    assert one.step() == Send(LARGE, 0)
    one.heard(answer(LARGE))
    assert isinstance(one.step(), Arrived)
    assert one.step() == Ask(AGAIN)
    one.heard(Held(500))
    assert one.step() == Send(AGAIN, 500)
    one.heard(answer(AGAIN))
    assert isinstance(one.step(), Arrived)
    assert one.step() is None


def test_a_batch_that_is_there_whole_is_not_sent_again() -> None:
    one = sending(AGAIN)
    one.step()
    one.heard(Held(AGAIN.size))
    assert one.step() == Collect(AGAIN)
    one.heard(answer(AGAIN))
    assert isinstance(one.step(), Arrived)


def test_a_county_that_does_not_know_us_is_greeted_and_then_asked() -> None:
    one = fresh()
    one.step()
    one.heard(Declined("down.unknown-device"))
    assert one.step() == Load(greet=True)
    one.load([SMALL])
    assert one.step() == Send(SMALL, 0)
    one.heard(answer(SMALL))
    assert isinstance(one.step(), Arrived)
    assert one.step() == Fetch(CURSOR)
    one.heard(Answer(FILE))
    assert one.step() == Came(FILE)
    assert one.step() is None


def test_a_county_that_has_not_admitted_us_is_not_asked_for_ever() -> None:
    one = fresh()
    one.step()
    one.heard(Declined("down.unknown-device"))
    one.step()
    one.load([])
    assert one.step() == Fetch(CURSOR)
    one.heard(Declined("down.unknown-device"))
    assert one.step() is None
    assert [code for _, code in one.declined] == ["down.unknown-device"]


def test_a_batch_that_waits_at_the_county_is_asked_for_after_the_rest() -> None:
    other = Outgoing("cc" * 32, 5)
    one = sending(SMALL, other)
    one.step()
    one.heard(Waiting(3))
    assert one.step() == Send(other, 0)
    one.heard(answer(other))
    assert isinstance(one.step(), Arrived)
    assert one.step() == Fetch(CURSOR)  # what the county holds by now may spare the receipt
    one.heard(Answer(FILE))
    one.step()
    assert one.step() == Collect(SMALL)
    one.heard(answer(SMALL))
    assert isinstance(one.step(), Arrived)
    assert one.step() is None
    assert one.waiting == []


def test_many_waiting_batches_cost_one_question_when_the_county_says_it_holds_them() -> None:
    batches = [Outgoing(f"{number:064x}", 5) for number in range(8)]
    one = sending(*batches)
    for batch in batches:
        assert one.step() == Send(batch, 0)
        one.heard(Waiting(2))
    assert one.step() == Pause(2)
    assert one.step() == Collect(batches[-1])
    one.heard(answer(batches[-1]))
    assert isinstance(one.step(), Arrived)
    assert one.step() == Fetch(CURSOR)
    one.heard(Answer(FILE))
    one.step()
    one.settled(batch.digest for batch in batches)
    assert one.step() is None


def test_patience_ends_and_the_next_exchange_asks() -> None:
    one = sending(SMALL)
    one.step()
    one.heard(Waiting(0))
    for seconds in (2, 4, 8, 16, 30, 30):
        assert one.step() == Pause(seconds)
        assert one.step() == Collect(SMALL)
        one.heard(Waiting(0))
    assert one.step() is None
    assert one.waiting == [SMALL]


def test_a_batch_the_county_lost_while_it_waited_is_sent_again() -> None:
    one = sending(SMALL)
    one.step()
    one.heard(Waiting(0))
    one.step()
    assert one.step() == Collect(SMALL)
    one.heard(Held(0))
    assert one.step() == Send(SMALL, 0)


def test_a_cut_connection_goes_on_where_it_broke() -> None:
    one = sending(LARGE)
    for held in (10_000, 20_000, 30_000, 40_000, 50_000, 60_000):  # more cuts than tries, but each time more is there
        assert isinstance(one.step(), Send)
        one.heard(Broken(reached=True))
        assert one.step() == Pause(1)
        assert one.step() == Ask(LARGE)
        one.heard(Held(held))
    assert one.step() == Send(LARGE, 60_000)


def test_it_gives_up_when_nothing_gets_through() -> None:
    one = sending(SMALL)
    with pytest.raises(SyncError, match=r"exchange\.server-unreachable") as caught:
        for _ in range(TRIES):
            while isinstance(one.step(), Pause):
                pass
            one.heard(Broken(reached=False))
    assert caught.value.environment


def test_a_server_that_never_moves_is_given_up() -> None:
    one = sending(LARGE)
    one.step()
    with pytest.raises(SyncError, match=r"exchange\.interrupted"):
        for _ in range(TRIES + 1):
            one.heard(Held(0))
            assert one.step() == Send(LARGE, 0)


def test_a_busy_county_is_waited_for_as_long_as_it_says_within_reason() -> None:
    one = sending(SMALL)
    one.step()
    one.heard(Busy(20))
    assert one.step() == Pause(20)
    assert one.step() == Send(SMALL, 0)
    with pytest.raises(SyncError, match=r"exchange\.server-busy"):
        one.heard(Busy(3_600))


def test_laptops_that_were_cut_off_together_do_not_come_back_together() -> None:
    pauses = set()
    for chance in (0.0, 0.3, 0.99):
        one = Exchange(COUNTY, COUNTY_KEYS.public_signing, CURSOR, lambda chance=chance: chance)
        one.step()
        one.heard(Busy(20))
        pause = one.step()
        assert isinstance(pause, Pause)
        assert 20 <= pause.seconds < 30
        pauses.add(pause.seconds)
    assert len(pauses) == 3


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
    one = sending(SMALL)
    one.step()
    with pytest.raises(SyncError, match=r"exchange\.(not-a-county|other-key)"):
        one.heard(reply)


def test_a_sign_in_page_is_no_down_file_and_a_torn_one_is_fetched_again() -> None:
    one = fresh()
    one.step()
    one.heard(Answer(FILE[:-1]))
    assert one.step() == Pause(1)
    assert one.step() == Fetch(CURSOR)
    with pytest.raises(SyncError, match=r"exchange\.not-a-county"):
        one.heard(Answer(b"<html>sign in to this network</html>"))


def test_a_declined_batch_does_not_hold_up_the_others() -> None:
    other = Outgoing("cc" * 32, 5)
    one = sending(SMALL, other)
    one.step()
    one.heard(Declined("device.unknown"))
    assert one.declined == [(SMALL, "device.unknown")]
    assert one.step() == Send(other, 0)


def test_bytes_hurt_on_the_way_are_sent_again() -> None:
    one = sending(SMALL)
    one.step()
    one.heard(Declined("batch.damaged"))
    assert one.step() == Pause(1)
    assert one.step() == Send(SMALL, 0)


def test_it_is_driven_in_turns() -> None:
    one = fresh()
    with pytest.raises(RuntimeError):
        one.heard(Held(0))
    one.step()
    with pytest.raises(RuntimeError):
        one.step()
