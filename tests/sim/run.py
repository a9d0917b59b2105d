"""Running one seed."""

import shutil
import subprocess
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from tests.sim import ground
from tests.sim.chance import seeded
from tests.sim.checks import Breach
from tests.sim.office import same_thread
from tests.sim.small import small
from tests.sim.world import World, begun

STEPS_PER_DAY = 5
LONG = 5
"""Days of a run that looks for a planted bug."""
SHOWN = 30
"""Events of a failed run that are printed."""


@dataclass(frozen=True)
class Outcome:
    seed: int
    breach: str
    """Empty when all invariants held."""
    trace: tuple[str, ...]
    device_days: int
    faults: frozenset[str]
    saves: int

    def report(self) -> str:
        """What a failure prints: how to see it again, and the last events."""
        last = "\n".join(f"  {line}" for line in self.trace[-SHOWN:])
        return (
            f"seed {self.seed} at {commit()}: {self.breach}\n  faults: {' '.join(sorted(self.faults))}\n{last}\n"
            f"again: python -m tests.sim {self.seed}"
        )


def run(
    seed: int,
    days: int = 0,
    *,
    broken: AbstractContextManager[object] | None = None,
    faults: frozenset[str] | None = None,
) -> Outcome:
    """One run of the real code in the world of this seed; `broken` is a planted bug, `faults` overrules the draw.

    `days` 0: as many as the seed says, 2 to 4.
    """
    days = days or 2 + seed % 3
    folder = ground.quick_folder()
    breach = ""
    ground.warm()
    begun()
    with seeded(seed), small():
        world = World(seed, folder, faults)
        try:
            with same_thread(world.slow), world.power.installed(), broken or nullcontext():
                for _ in range(days * STEPS_PER_DAY):
                    world.step()
                world.heal()
        except Breach as found:
            breach = str(found)
        except Exception as error:
            if broken is None:
                world.say(f"{type(error).__name__}: {error}")
                print("\n".join(world.trace[-SHOWN:]))
                raise
            breach = f"I11 sound: {type(error).__name__}"
        finally:
            world.close()
            shutil.rmtree(folder, ignore_errors=True)
    return Outcome(
        seed, breach, tuple(world.trace), days * len(world.laptops), world.faults, len(world.ledger.saves)
    )


def commit() -> str:
    """The revision of this checkout, empty outside one."""
    here = Path(__file__).parent
    ask = ["git", "rev-parse", "--short", "HEAD"]
    return subprocess.run(ask, cwd=here, capture_output=True, text=True, check=False).stdout.strip()
