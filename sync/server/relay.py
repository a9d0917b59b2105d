"""Originals that another laptop gives back after this county lost them: taken when the county vouched for them once."""

from collections.abc import Callable, Sequence

from sync.keys import KeyPairs
from sync.record import Record
from sync.server import erasing, records
from sync.server.log import Session
from sync.server.records import Held, Verdict
from sync.voucher import Vouched, genuine

FORGED = "relay.forged"


def take(
    s: Session,
    keys: KeyPairs,
    judge: Callable[[Sequence[Record]], list[Verdict]],
    others: Sequence[Vouched],
    batch: str,
    at: str,
) -> set[str]:
    """Appends what is missing; returns codes that a person must hear of (`relay.forged`, `record.fork`)."""
    alarms: set[str] = set()
    chains: dict[str, dict[int, Held]] = {}
    fresh: list[tuple[Record, Verdict]] = []
    for one in sorted(others, key=lambda one: (one.record.device, one.record.seq)):
        record = one.record
        if not genuine(one, keys, s.county):
            alarms.add(FORGED)
            continue
        chain = chains.setdefault(record.device, {})
        chain.update(records.held(s, record.device, record.seq, record.seq))
        here = chain.get(record.seq)
        if here is not None and here.digest == record.digest:
            continue
        if not records.fits(chain, record):
            alarms.add(records.FORK)
            continue
        (verdict,) = judge([record])
        fresh.append((record, verdict))
        chain[record.seq] = Held(record.digest, record.prev, verdict.refusal)
    records.add(s, erasing.blanked(s, fresh), batch, at)
    erasing.obey_all(s, [record for record, _ in fresh], at)
    return alarms
