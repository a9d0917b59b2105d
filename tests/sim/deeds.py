"""What people do besides visits and exchanges, and what befalls computers: each event of a run that is named here."""

import shutil
from typing import TYPE_CHECKING

from tests.sim.ground import Post
from tests.sim.laptop import Laptop, LaptopClock
from villagevisit.county import conflicts, deciding, publish
from villagevisit.domain.errors import Refused
from villagevisit.store import county_conflicts

if TYPE_CHECKING:
    from tests.sim.world import World


def rescope(world: "World") -> str:
    """A team works elsewhere from now on."""
    laptop = world.pick([one for one in world.laptops if one.post.role == "team"])
    villages = world.pick([one for one in ((0,), (1,), (2,), (0, 1), (1, 2)) if one != laptop.post.villages])
    post = Post("team", villages)
    with world.office.alive():
        try:
            publish.set_scope(world.office.home, laptop.name_there(), "team", post.areas)
        except Refused as error:
            return f"{laptop.name} {error.code}"
    laptop.post = post
    laptop.allowed.update(villages)
    return f"{laptop.name} {villages}"


def revoke(world: "World") -> str:
    """A team's laptop was stolen, the county hears."""
    if world.revoked is not None:
        return ""
    laptop = world.pick([one for one in world.laptops if one.post.role == "team"])
    name = laptop.name_there()
    with world.office.alive():
        try:
            world.office.home.revoke(name)
        except Refused as error:
            return f"{laptop.name} {error.code}"
    world.revoked = (name, len(world.office.digests()))
    return f"{laptop.name} {name}"


def decide(world: "World") -> str:
    """A person at the county decides what two laptops said differently."""
    world.fuse(None)
    with world.office.alive():
        home = world.office.home
        home.view.catch_up()
        waiting = sorted(county_conflicts.open_households(home.view.store.reader()))
        if not waiting:
            return "nothing open"
        household = world.pick(waiting)
        known = conflicts.look(home.view.store.reader(), household)
        chosen = {one.register: world.pick(list(one.heads)).value for one in known.conflicts}
        marks = {one.register: deciding.seen(one) for one in known.conflicts}
        deciding.decide(home.log, home.view, home.clock, household, chosen, marks, "赵主任", "两组当面核对过")
    return f"{household[-4:]} {len(chosen)}"


def pretend(world: "World") -> str:
    laptop = world.pick(world.laptops)
    village = world.pick(sorted(laptop.allowed))
    if not laptop.lists(village):
        return f"{laptop.name} has no list"
    laptop.pretend(village, 1)
    return laptop.name


def renew(world: "World") -> str:
    """New keys of the county, at times twice in a row; after a theft the people of one laptop do not compare words."""
    done = []
    for _ in range(world.pick([1, 1, 2])):
        stolen = world.rng.random() < 0.4
        before = world.office.home.keys.trust.number
        world.fuse(None)
        world.office.renew(stolen=stolen)
        number = world.office.home.keys.trust.number
        if stolen and number > before and not world.wary:
            world.wary[world.pick(world.laptops).name] = number
        done.append(f"{number}{' stolen' if stolen else ''}")
    if world.office.vaults:  # a restore takes the keys of the newest backup
        world.office.back_up_well()
        world.vaulted_at.append(len(world.notices))
    return " ".join((*done, *world.wary))


def vault(world: "World") -> str:
    """The office backs up as it should, and restores from there."""
    if not world.office.vaults or "county-restore" not in world.faults or world.rng.random() < 0.6:
        world.office.back_up_well()
        world.vaulted_at.append(len(world.notices))
        return "backup"
    place = int(world.rng.random() * len(world.office.vaults))
    world.office.restore_well(world.office.vaults[place])
    world.went_back(world.vaulted_at[place])
    return "restored"


def back_up_or_restore(world: "World") -> str:
    if not world.office.backups or world.rng.random() < 0.5:
        world.office.back_up()
        world.notices_at.append(len(world.notices))
        return "backup"
    place = int(world.rng.random() * len(world.office.backups))
    world.office.restore(world.office.backups[place])
    world.went_back(world.notices_at[place])
    return "restored"


def image_or_restore(world: "World") -> str:
    laptop = world.pick(world.laptops)
    if not laptop.images or world.rng.random() < 0.6:
        laptop.image()
        return f"{laptop.name} image"
    whole = world.rng.random() < 0.5
    laptop.restore(world.pick(laptop.images), whole)
    world.mark_destroyed()
    return f"{laptop.name} restored{' with its profile' if whole else ''}"


def clone(world: "World") -> str:
    if len(world.laptops) > 4:
        return ""
    return copy_of(world, world.pick(world.laptops))


def copy_of(world: "World", laptop: Laptop) -> str:
    """A second computer with the disk of the first; both go on."""
    laptop.close()
    folder = world.folder / f"clone-{len(world.laptops)}"
    shutil.copytree(laptop.folder, folder, ignore=shutil.ignore_patterns("outside", "image-*"))
    clock = LaptopClock(world.now, laptop.clock.wrong)
    twin = Laptop(folder.name, folder, laptop.post, laptop.allowed, clock, world.power)
    world.laptops.append(twin)
    return f"{laptop.name} to {twin.name}"


def master_copy(world: "World") -> str:
    """Somebody began to work, and then made a second computer out of this one, before the county ever saw it."""
    clerk = world.laptops[-1]
    clerk.visit(world.ledger, 0, 1, b"", "")
    return copy_of(world, clerk)


def spoil_outbox(world: "World") -> str:
    """A bad disk, a cleaner or a virus scanner took or spoilt what waits in the outbox."""
    laptop = world.pick(world.laptops)
    files = sorted(laptop.home.glob("outbox/*")) + sorted(laptop.home.glob("receipts/*"))
    if not files:
        return ""
    path = world.pick(files)
    if world.rng.random() < 0.5:
        path.unlink()
        return f"{laptop.name} lost a file of {path.parent.name}"
    data = path.read_bytes()
    path.write_bytes(data[: int(world.rng.random() * len(data))])
    return f"{laptop.name} tore a file of {path.parent.name}"
