"""What must hold, whatever happened. Each breach names its invariant as the catalogue does (docs/reliability.md)."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from sync.record import CHAIN_START, commit, digest_of
from tests import peek
from tests.sim import ground
from tests.sim.laptop import Laptop
from tests.sim.ledger import sha
from villagevisit.services import enrolment
from villagevisit.services.sealing import subkey
from villagevisit.store import audit

if TYPE_CHECKING:
    from tests.sim.world import World


_OWN = (
    "AND instr((SELECT ' ' || group_concat(value, ' ') || ' ' FROM setting "
    "WHERE key IN ('device.id', 'device.earlier')), ' ' || device || ' ')"
)
"""Records of the chains this laptop wrote itself."""

_FOLLOWED = (
    "SELECT n.digest, r.device FROM notice n LEFT JOIN (SELECT digest, device FROM record UNION "
    "SELECT digest, device FROM record_branch) r ON r.digest = n.digest"
)
"""Decisions that count on a laptop, and whose they are; a county put back by copying files writes a place twice."""

_LOADED = (
    "SELECT count(*) FROM batch b WHERE receipt IS NULL "
    "AND (records > 0 OR EXISTS (SELECT 1 FROM blob_batch c WHERE c.batch = b.digest))"
)
"""Open batches that carry something; a greeting on a stick carries nothing and may wait for ever."""


class Breach(AssertionError):
    """An invariant does not hold."""

    def __init__(self, invariant: str, what: str) -> None:
        super().__init__(f"{invariant}: {what}")
        self.invariant = invariant


def need(holds: object, invariant: str, what: str) -> None:
    if not holds:
        raise Breach(invariant, what)


def after_step(world: "World") -> None:
    """The cheap ones."""
    digests = world.office.digests()
    need(world.seen <= digests, "I1 kept", "the log lost a record without being restored")
    if digests != world.seen:
        _new_records(world)
    world.seen = digests
    if world.office.life == 0 and len(world.trace) % 3 == 0:
        for laptop in world.laptops:
            acks(world, laptop, digests)


def _new_records(world: "World") -> None:
    logged = world.office.logged()
    need(len({row[0] for row in logged}) == len(logged), "I2 once", "a digest stands in the log twice")
    places = Counter((row[1], row[2]) for row in logged)
    need(all(count == 1 for count in places.values()), "I2 once", "two records in one place of a chain")
    known = {part for save in world.ledger.saves.values() for part in save.parts}
    for _, _, _, kind, subject, body, refusal in logged:
        if kind == "submission" and not refusal:
            need((kind, subject, sha(body)) in known, "I1 genuine", f"nobody made this {kind} of {subject}")


def acks(world: "World", laptop: Laptop, held: set[str]) -> None:
    """A laptop believes "received" only what the county's log holds, "safe" only what a tested backup does."""
    query = f"SELECT digest, state FROM record WHERE state IN ('received', 'safe') {_OWN}"
    believed = dict(laptop.look(query))
    lost = believed.keys() - held
    need(not lost, "I6 acks", f"{laptop.name} believes {len(lost)} records received that are not")
    safe = {digest for digest, state in believed.items() if state == "safe"}
    need(safe <= world.office.tested, "I7 safe", f"{laptop.name} believes records safe that no tested backup holds")


def at_the_end(world: "World") -> None:
    """The full ones, after the heal phase."""
    after_step(world)
    _nothing_lost(world)
    _all_acked(world)
    _views(world)
    _counts(world)
    _chains(world)
    _attachments(world)
    no_leak(world)
    _rejected_files(world)
    _notices(world)
    _areas(world)
    _lists(world)
    _decisions(world)
    _back_again(world)
    _shut_out(world)
    _keys(world)


def all_well(world: "World") -> bool:
    """Whether everybody knows that everything arrived; what is not well yet may be after another round."""
    try:
        world.seen = world.office.digests()
        _connected(world)
        _nothing_lost(world)
        _all_acked(world)
        _attachments(world)
        _notices(world)
        _areas(world)
        _lists(world)
        _decisions(world)
        _back_again(world)
        _keys(world)
    except Breach:
        return False
    return True


def _connected(world: "World") -> None:
    """In a short world a laptop may never have met the county, which then could not tell it its area."""
    for laptop in world.laptops:
        known = laptop.shut or world.office.knows(laptop.name_there())
        need(known, "I12 alive", f"{laptop.name} was never connected")


def _nothing_lost(world: "World") -> None:
    """What only a laptop has that was shut out stays there; everything else is in the county."""
    logged = world.office.logged()
    held = {(kind, subject, sha(body)) for _, _, _, kind, subject, body, refusal in logged if not refusal}
    refused = {subject for _, _, _, _, subject, _, refusal in logged if refusal}
    shut = {subject for laptop in world.laptops if laptop.shut for subject in laptop.subjects()}
    for save in world.ledger.told():
        if save.id in shut:
            continue
        if save.forged in ("", "unsigned"):
            missing = [part for part in save.parts if part not in held]
            what = f"{len(missing)} records of {save.id} made on {save.laptop} are not in the county"
            need(not missing, "I1 kept", what)
        else:
            need(save.id in refused, "I5 sealed", f"{save.id} made on {save.laptop} was not refused")


def _all_acked(world: "World") -> None:
    forged = {save.id for save in world.ledger.saves.values() if save.forged}
    for laptop in world.laptops:
        acks(world, laptop, world.seen)
        if laptop.shut:
            continue
        query = f"SELECT subject_id, state, refusal FROM record WHERE state NOT IN ('received', 'safe') {_OWN}"
        rest = [one for one in laptop.look(query) if not (one[0] in forged and one[1] == "refused")]
        ((files,),) = laptop.look(_LOADED)
        need(not rest, "I12 alive", f"{laptop.name} still has {len(rest)} records: {rest[:3]}")
        need(not files, "I12 alive", f"{laptop.name} still has {files} open batches")


def _tables(world: "World") -> dict[str, list[tuple[object, ...]]]:
    """The rows of every table of the county's view, sorted."""
    query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'county_%' ORDER BY name"
    names = [name for (name,) in world.office.shown(query)]
    return {name: sorted(world.office.shown(f"SELECT * FROM {name}"), key=repr) for name in names}


def _views(world: "World") -> None:
    view = world.office.home.view
    view.catch_up()
    grown = _tables(world)
    view.rebuild()
    again = _tables(world)
    need(grown == again, "I3 same", "the view rebuilt from the log is another one")


def _counts(world: "World") -> None:
    """One line per submission, and sealed only with two different people's genuine signatures."""
    held: dict[str, list[bytes]] = {}
    for _, _, _, kind, subject, body, refusal in world.office.logged():
        if not refusal and kind == "submission":
            held.setdefault(subject, []).append(body)
    lines = world.office.shown("SELECT submission_id, signed FROM county_line")
    need(sorted(row[0] for row in lines) == sorted(held), "I2 once", "the lists count other submissions than the log")
    for submission, signed in lines:
        genuine = not world.ledger.saves[submission].forged
        need(bool(signed) <= genuine, "I5 sealed", f"{submission} counts as signed by two without two people")
        need(bool(signed) >= genuine, "I5 sealed", f"{submission} is signed by two and does not count")


def _chains(world: "World") -> None:
    for laptop in world.laptops:
        broken = audit.first_broken(laptop.ws.store.reader())
        need(broken is None, "I13 chains", f"{laptop.name}: the audit log breaks at {broken}")
    by_device: dict[str, list[tuple[int, str, str]]] = {}
    query = "SELECT device, seq, kind, subject, made_at, prev, salt, body, digest FROM record ORDER BY device, seq"
    for device, seq, kind, subject, at, prev, salt, body, digest in world.office.look(query):
        expected_digest = digest_of(device, seq, kind, subject, at, prev, commit(salt, body))
        need(digest == expected_digest, "I13 chains", f"the digest of {device} {seq}")
        by_device.setdefault(device, []).append((seq, prev, digest))
    for device, rows in by_device.items():
        before, expected = CHAIN_START, 1
        for seq, prev, digest in rows:
            if seq == expected:
                need(prev == before, "I13 chains", f"{device} {seq} does not follow from the one before")
            before, expected = digest, seq + 1


def _attachments(world: "World") -> None:
    shut = {subject for laptop in world.laptops if laptop.shut for subject in laptop.subjects()}
    for save in world.ledger.told():
        for digest in save.files if save.id not in shut else ():
            whole = world.office.home.intake.blobs.read(digest) is not None
            need(whole, "I1 kept", f"a photo of {save.id} is not there")
    world.office.home.view.catch_up()
    lines = world.office.shown("SELECT submission_id FROM county_line WHERE missing > 0")
    missing = {submission for (submission,) in lines} - shut
    need(not missing, "I12 alive", f"{len(missing)} visits count as without their attachments")


def no_leak(world: "World") -> None:
    """No file of a laptop holds a name of a village that is not, and no longer, its business; no stick any name.

    Not in the free pages of its database either.
    """
    for laptop in world.laptops:
        held = laptop.allowed if laptop.shut else laptop.allowed & _kept(laptop)
        if not laptop.shut:
            _gone_when_safe(world, laptop)
        path, key = laptop.ws.store.path, subkey(laptop.ws.key, "store")
        laptop.close()
        plain = peek.pages(path, key)
        others = [number for number in range(len(ground.VILLAGES)) if number not in held]
        foreign = [ground.planted(number).encode() for number in others]
        _search(laptop.home, foreign, laptop.name)
        for name in foreign:
            need(name not in plain, "I9 privacy", f"{laptop.name} holds a name of another village in its database")
    every = [ground.planted(number).encode() for number in range(len(ground.VILLAGES))]
    for stick in world.sticks:
        _search(stick.folder, every, stick.folder.name)


def _gone_when_safe(world: "World", laptop: Laptop) -> None:
    """A village that is not, or no longer, its own stays only as long as work done there is in no tested backup."""
    out = _kept(laptop) - set(world.office.scope_of(laptop.name_there()))
    leaving = {row[0] for row in laptop.look("SELECT village_code FROM leaving")}
    unsafe = laptop.look(f"SELECT subject_id FROM record WHERE state <> 'safe' {_OWN}")
    busy = {_village(world, subject) for (subject,) in unsafe}
    need(leaving <= busy, "I9 privacy", f"{laptop.name} keeps {sorted(leaving - busy)}, which left")
    stays = {ground.VILLAGES[village].code for village in out} - leaving
    need(not stays, "I9 privacy", f"{laptop.name} lets {sorted(stays)} stay")


def _village(world: "World", subject: str) -> str:
    """Code of the village that a record is about: a visit, a household, a village, a round in one."""
    save = world.ledger.saves.get(subject)
    homes = {ground.household_id(village, 1)[:-8]: village for village in range(len(ground.VILLAGES))}
    village = save.village if save else homes.get(subject[:-8])
    return subject[-12:] if village is None else ground.VILLAGES[village].code


def _kept(laptop: Laptop) -> set[int]:
    """The villages whose households lie here: its own, and those on their way out whose work is not safe yet."""
    query = "SELECT DISTINCT village_code FROM household UNION SELECT village_code FROM leaving"
    codes = {row[0] for row in laptop.look(query)}
    return {number for number, one in enumerate(ground.VILLAGES) if one.code in codes}


def _search(folder: Path, names: list[bytes], whose: str) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            for name in names:
                need(name not in data, "I9 privacy", f"{whose} holds a name of another village in {path.name}")


def _rejected_files(world: "World") -> None:
    """Every damaged file that a clerk's stick brought was shown with a code."""
    hidden = world.junk_met - world.junk_shown
    need(not hidden, "I8 shown", f"{len(hidden)} bad files vanished")
    for (digest,) in world.office.look("SELECT digest FROM batch WHERE state = 'quarantined' OR code <> ''"):
        path = world.office.folder / "county" / "quarantine" / f"{digest}.vvb"
        need(path.is_file(), "I8 shown", f"{digest} is gone")


def _notices(world: "World") -> None:
    """What the county told everybody came to everybody, once."""
    for laptop in world.laptops:
        if laptop.shut:
            continue
        titles = Counter(row[0] for row in laptop.look("SELECT title FROM taken WHERE kind = 'notice'"))
        need(all(count == 1 for count in titles.values()), "I2 once", f"{laptop.name} took a message twice")
        need(set(world.notices) <= set(titles), "I12 alive", f"{laptop.name} lacks a message of the county")


def _areas(world: "World") -> None:
    """Each laptop knows where the county lets it work."""
    for laptop in world.laptops:
        if not laptop.shut:
            rows = laptop.look("SELECT value FROM setting WHERE key = 'device.scope'")
            told = world.office.look("SELECT scope FROM device WHERE device = ?", laptop.name_there())
            need(rows == told, "I12 alive", f"{laptop.name} mistakes its area")


def _lists(world: "World") -> None:
    """Whoever works in a village has its list, once the county has it."""
    known = {row[0] for row in world.office.look("SELECT DISTINCT area FROM record WHERE kind = 'roster'")}
    for laptop in world.laptops:
        wanted = [] if laptop.shut else world.office.scope_of(laptop.name_there())
        for village in wanted:
            if ground.VILLAGES[village].code in known:
                need(laptop.lists(village), "I12 alive", f"{laptop.name} has no list of village {village}")


def _decisions(world: "World") -> None:
    """Decisions of the county, and of nobody else, reached every laptop of the village."""
    query = "SELECT digest, area FROM record WHERE kind = 'resolution' AND device LIKE 'CO-%' AND refusal = ''"
    decided = world.office.look(query)
    for laptop in world.laptops:
        came = laptop.look(_FOLLOWED)
        made = {device for _, device in came}
        others = sorted(device for device in made if not str(device).startswith("CO-"))
        need(not others, "I10 decided", f"{laptop.name} follows a decision of {others}")
        if not laptop.shut:
            scope = {ground.VILLAGES[village].code for village in world.office.scope_of(laptop.name_there())}
            missing = {digest for digest, area in decided if area in scope} - {digest for digest, _ in came}
            need(not missing, "I10 decided", f"{laptop.name} lacks {len(missing)} decisions of the county")


def _back_again(world: "World") -> None:
    """A laptop that went back in time gets from the county what it had made; where it had keys from the beginning."""
    if "fresh" in world.faults:
        return
    for laptop in world.laptops:
        here, kept = laptop.subjects(), _kept(laptop)
        for save in world.ledger.told():
            if save.laptop == laptop.name and save.village in kept and not (laptop.shut or save.forged):
                need(save.id in here, "I1 kept", f"{laptop.name} did not get back {save.id}")


def _shut_out(world: "World") -> None:
    """Nothing that a device sent after it was shut out is taken."""
    if world.revoked is not None:
        name, count = world.revoked
        rows = world.office.look("SELECT count(*) FROM record WHERE device = ? AND number > ?", name, str(count))
        need(rows[0][0] == 0, "I14 shut out", f"{name} still got {rows[0][0]} records in")


def _keys(world: "World") -> None:
    """Everybody believes the county's newest key and no other; who compared no words after a theft, none since."""
    newest = world.office.home.keys.public_signing
    for laptop in world.laptops:
        known = enrolment.county_file(laptop.ws)
        if known is None:
            raise Breach("I15 newest key", f"{laptop.name} knows no county")
        bound = world.wary.get(laptop.name)
        if bound is not None:
            need(known.trust.number < bound, "I15 newest key", f"{laptop.name} believes a key nobody compared")
        elif not laptop.shut:
            need(known.receipt_key == newest, "I15 newest key", f"{laptop.name} believes an earlier key")
