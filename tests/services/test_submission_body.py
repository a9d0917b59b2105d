"""What a newer laptop adds to a submission is kept, as long as it could travel at all."""

import cbor2
import pytest

from sync.errors import SyncError
from villagevisit.services.exchange_bodies import Place, SubmissionBody, read_submission, submission_body

XML = b"<data/>"
BODY = SubmissionBody("s-1", "f", "1", "", XML, "2026", Place("h", "1", "999999100201", "红星村"))


def _with(path: str, value: object) -> bytes:
    found = cbor2.loads(submission_body(BODY))
    (found["place"] if path == "place" else found)["new"] = value
    return cbor2.dumps(found, canonical=True)


@pytest.mark.parametrize("path", ["", "place"])
@pytest.mark.parametrize("value", [1, "text", [True, None, b"bytes"], {"a": {"b": [-(2**63)]}}])
def test_an_unknown_key_does_no_harm(path: str, value: object) -> None:
    assert read_submission(_with(path, value)).id == "s-1"


@pytest.mark.parametrize("path", ["", "place"])
@pytest.mark.parametrize("value", [0.5, 2**63, -(2**63) - 1, [[{"a": 1.5}]]], ids=["float", "large", "low", "inside"])
def test_what_may_not_travel_hides_under_no_key(path: str, value: object) -> None:
    with pytest.raises(SyncError) as caught:
        read_submission(_with(path, value))
    assert caught.value.code == "record.unreadable"
