"""What is inside a `request` record: a wish to correct, or the answer to one. Canonical CBOR, for the office alone."""

from dataclasses import asdict
from datetime import date

from sync.canonical import encode
from sync.errors import SyncError
from sync.fields import Fields, decoded
from villagevisit.domain.rights import Answer, Outcome, Request

REQUEST = "request"
UNREADABLE = "record.unreadable"
_LONG = 4_000


def request_body(one: Request | Answer) -> bytes:
    kind = "asked" if isinstance(one, Request) else "answered"
    return encode({"act": kind, **{key: str(value) for key, value in asdict(one).items()}})


def read_request(body: bytes) -> Request | Answer:
    """Raises SyncError `record.unreadable`."""
    top = Fields(decoded(body, UNREADABLE), UNREADABLE)
    top.must(len(top.text("village_code", 12)) == 12 and bool(top.text("id", 80)))
    if top.text("act") == "asked":
        made = Request(
            id=top.text("id", 80), village_code=top.text("village_code", 12), household_id=top.text("household_id", 80),
            person_id=top.text("person_id", 80), name=top.text("name"), what=top.text("what", _LONG),
            asked_on=top.text("asked_on", 10), due_on=top.text("due_on", 10), responsible=top.text("responsible"),
            at=top.text("at", 40), by=top.text("by"),
        )  # fmt: skip
        _days(made.asked_on, made.due_on)
        return made
    try:
        outcome = Outcome(top.text("outcome", 20))
    except ValueError as error:
        raise SyncError(UNREADABLE) from error
    return Answer(
        id=top.text("id", 80), request_id=top.text("request_id", 80), village_code=top.text("village_code", 12),
        outcome=outcome, note=top.text("note", _LONG), at=top.text("at", 40), by=top.text("by"),
    )  # fmt: skip


def _days(*texts: str) -> None:
    try:
        for text in texts:
            date.fromisoformat(text)
    except ValueError as error:
        raise SyncError(UNREADABLE) from error
