"""One laptop of `bench/sync`: `python -m bench.sync_laptop HOME COUNTY_FILE RECORDS [FIRST]`.

Makes the records, then reads lines: a URL is exchanged with, and what that took is printed. `forget URL` does it after
every acknowledgement was forgotten, as after a restored disk.
"""

import json
import sys
from pathlib import Path

from bench.figures import spent
from bench.form_run import peak
from bench.sync_data import FORM, FROZEN, VILLAGE, Sample, samples
from villagevisit.domain.clock import SystemClock, stamp
from villagevisit.services import enrolment, exchange
from villagevisit.services import exchange_bodies as bodies
from villagevisit.services.exchange_bodies import Place, SignoffBody, SubmissionBody
from villagevisit.services.workspace import NOBODY, Workspace
from villagevisit.store import records

_AT_ONCE = 1_000


def main(home: str, county_file: str, count: str, first: str = "0") -> None:
    with Workspace.open(Path(home), SystemClock()) as ws:
        enrolment.read_county_file(ws, Path(county_file))
        _fill(ws, int(count), int(first))
        print(json.dumps({"ready": int(count)}), flush=True)
        for line in sys.stdin:
            words = line.split()
            if len(words) > 1:
                forget(ws)
            times, done = spent(lambda url=words[-1]: exchange.exchange_server(ws, NOBODY, url))
            if done.value.refused:
                raise RuntimeError("the county refused what this benchmark sent: its figures would mean nothing")
            found = {"cpu_ms": times[0], "wall_ms": times[1], "docs": done.value.accepted, "rss_mb": peak()}
            print(json.dumps(found), flush=True)


def _fill(ws: Workspace, count: int, first: int = 0) -> None:
    made = samples(count, first)
    for start in range(0, count, _AT_ONCE):
        with ws.store.transaction() as db:
            at = stamp(ws.clock)
            for _, sample in zip(range(min(_AT_ONCE, count - start)), made, strict=False):
                body = submission(sample, at)
                records.append(db, bodies.SUBMISSION, body.id, bodies.submission_body(body), at)


def submission(sample: Sample, at: str) -> SubmissionBody:
    signed = [
        SignoffBody(by, f"00{place}", ("李芳", "王强")[place - 1], key, signature, at)
        for place, (by, key, signature) in enumerate(sample.signatures, start=1)
    ]
    return SubmissionBody(
        id=sample.id,
        form_id=FORM,
        form_version="2026.1",
        digest=sample.digest,
        xml=sample.xml,
        frozen_at=FROZEN,
        place=Place(
            f"household-{sample.number}", f"{sample.number:06d}", VILLAGE, "红星村", "一组", "张三丰"
        ),
        signatures_needed=2,
        signoffs=tuple(signed),
    )


def forget(ws: Workspace) -> None:
    """The database as it was before anything was acknowledged."""
    with ws.store.transaction() as db:
        db.execute("DELETE FROM blob_batch")
        db.execute("DELETE FROM batch")
        db.execute("UPDATE record SET state = 'due', batch = '', refusal = ''")
        db.execute("DELETE FROM setting WHERE key LIKE 'exchange.%'")


if __name__ == "__main__":
    main(*sys.argv[1:])
