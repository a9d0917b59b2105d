"""Two longer proofs on raw rows: who did what, and the draw of the spot check."""

from fractions import Fraction
from hashlib import sha256
from math import ceil

from tests.e2e.procedure_decided import PLAN, SEED
from tests.e2e.procedure_disputes import KEPT, UPHELD
from tests.e2e.procedure_october import FILED
from tests.e2e.procedure_recount import Recount
from tests.e2e.procedure_world import VILLAGES, World


def different_people(again: Recount) -> None:
    """Nobody decides or checks what he looked at himself, and after an objection nobody looks twice."""
    signers: dict[str, set[str]] = {}
    for submission, officer in again.db.execute("SELECT submission_id, officer_id FROM signoff").fetchall():
        signers.setdefault(submission, set()).add(officer)
    deciders = {one.homes[0]: one.data["decider"] for one in again.of("case.confirmed", "case.refused")}
    for one in again.of("case.confirmed", "case.refused"):
        assert one.data["decider"] not in signers[one.source]
        assert len(signers[one.source]) == 2
    for one in again.of("check.done"):
        crew = signers[one.source]
        assert len(crew) == 2
        assert not crew & set(one.data["team"])
        assert deciders.get(one.homes[0]) not in crew
    for one in again.of("objection.settled"):
        (home,) = one.homes
        first = min((row for row in again.of("case.opinion") if row.homes == (home,)), key=lambda row: row.at)
        assert not signers[one.source] & signers[first.source]


def drawn_again(world: World, again: Recount) -> None:
    """Size by the share, order by SHA-256 of the called-out seed, filed and objected-to households in any case."""
    (fixed,), (drawn,) = again.of("check.committed"), again.of("check.drawn")
    assert fixed.at < drawn.at
    first = {one.homes[0] for one in again.of("case.opinion", until="2026-11-12")}
    frame = [home for home in again.begun if home in first]
    assert fixed.data["size"] == len(frame) == 59
    must = {world.home(place) for place in (*FILED, UPHELD, *KEPT)}
    lots = ceil((len(frame) - len(must)) * Fraction(30, 100))
    rows = drawn.data["sample"]
    assert len(rows) == lots + len(must) == fixed.data["planned"]
    numbers = {one: again.begun[one].number for one in frame}
    by_lot = set(drawn.homes) - must
    assert must <= set(drawn.homes)
    for village in VILLAGES:
        near = [home for home in frame if again.begun[home].village == village.code and home not in must]
        order = sorted(near, key=lambda home: sha256(f"{SEED}|{PLAN.batch}|{numbers[home]}".encode()).hexdigest())
        chosen = by_lot & set(near)
        assert set(order[: len(chosen)]) == chosen
    assert world.known["absent"] in by_lot
    assert world.known["stands_in"] not in drawn.homes
