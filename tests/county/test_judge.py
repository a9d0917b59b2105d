"""The county's judge takes no signature that is not genuine, whoever sent it."""

import hashlib
from collections.abc import Callable

import pytest

from bench.sync_data import samples
from bench.sync_laptop import submission
from sync.record import CHAIN_START, make
from tests.county.side import VILLAGE, signed_by
from villagevisit.county.judge import judge, judge_all
from villagevisit.services import exchange_bodies
from villagevisit.services.exchange_bodies import Place, SignoffBody, SubmissionBody

XML = b"<data><income>1</income><meta><instanceID>visit-1</instanceID></meta></data>"
AT = "2026-11-22T10:00:00.000+08:00"
BODY = SubmissionBody(
    id="visit-1", form_id="f01", form_version="1", digest=hashlib.sha256(XML).hexdigest(), xml=XML, frozen_at=AT,
    place=Place("household-1", "0001", VILLAGE, "红星村", "一组", "张三丰"), signatures_needed=2, attachments=(),
    result={},
)  # fmt: skip


def verdict(body: SubmissionBody) -> str:
    sent = exchange_bodies.submission_body(body)
    return judge(make("DZ-TEST-0001", 1, "submission", body.id, AT, CHAIN_START, b"s" * 16, sent)).refusal


def test_each_record_of_a_batch_has_its_own_verdict() -> None:
    """Their signatures are checked together."""
    bodies = [submission(one, AT) for one in samples(11)]
    bodies[3] = with_second(bodies[3], lambda _, second: second._replace(signature=bytes(64)))
    bodies[7] = bodies[7]._replace(signoffs=())
    bodies[8] = bodies[8]._replace(signoffs=bodies[8].signoffs[:1])
    bodies[9] = with_second(bodies[9], lambda first, second: second._replace(officer_id=first.officer_id))
    records = [
        make("DZ-TEST-0001", 1, kind, body.id, AT, CHAIN_START, b"s" * 16, exchange_bodies.submission_body(body))
        for body, kind in zip(bodies, ["submission"] * 10 + ["of another time"], strict=True)
    ]
    told = [one.refusal for one in judge_all(records)]
    assert told == [""] * 3 + ["record.signature"] + [""] * 5 + ["record.one-person"] + [""]


def with_second(body: SubmissionBody, change: Callable[[SignoffBody, SignoffBody], SignoffBody]) -> SubmissionBody:
    first, second = body.signoffs
    return body._replace(signoffs=(first, change(first, second)))


def test_two_genuine_signatures_are_taken() -> None:
    assert verdict(signed_by(BODY, 2)) == ""


def test_what_the_benchmark_of_sync_sends_is_taken() -> None:
    """Its figures would mean nothing: a refusal costs less than an import."""
    assert [verdict(submission(one, AT)) for one in samples(3)] == ["", "", ""]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda body: body._replace(xml=XML.replace(b"1</income>", b"2</income>")),
        lambda body: body._replace(signoffs=body.signoffs[::-1]),
        lambda body: body._replace(signoffs=body.signoffs[1:]),
        lambda body: body._replace(id="visit-2"),
        lambda body: with_second(body, lambda first, _: first),
        lambda body: with_second(body, lambda first, second: second._replace(signature=first.signature)),
        lambda body: with_second(body, lambda first, second: second._replace(public_key=first.public_key)),
        lambda body: with_second(body, lambda first, second: second._replace(officer_id=first.officer_id)),
        lambda body: with_second(body, lambda _, second: second._replace(signature=bytes(64))),
    ],
    ids=["figure", "order", "first left out", "other visit", "doubled", "copied", "other key", "other person", "empty"],
)
def test_a_signature_that_is_not_genuine_is_refused(spoil: Callable[[SubmissionBody], SubmissionBody]) -> None:
    assert verdict(spoil(signed_by(BODY, 2))) in {"record.signature", "record.one-person", "record.subject"}
