"""`python -m villagevisit`. The other top-level names are generic, so refuse to run with somebody else's `forms`."""

import sys
from importlib.util import find_spec
from multiprocessing import freeze_support
from pathlib import Path

WINDOW = "villagevisit.app:run"
DOORS = {"county": "villagevisit.county.commands:group", "demo": "villagevisit.demo.command:command"}
"""Verbs of the rooms above and beside `cli`, which it must not know itself."""


def _stranger() -> str | None:
    """The name of an engine that would be imported from elsewhere than beside this package."""
    here = Path(__file__).resolve().parent.parent
    for name in ("forms", "sync", "printing"):
        spec = find_spec(name)
        if spec is None or spec.origin is None or Path(spec.origin).resolve().parent.parent != here:
            return name
    return None


def main() -> None:
    if getattr(sys, "frozen", False):
        freeze_support()
    else:
        stranger = _stranger()
        if stranger is not None:
            sys.stderr.write(
                f"入户通找到了别的程序的“{stranger}”，没有启动，数据未动。请用 ./dev run 或安装好的程序打开。\n"
                f"VillageVisit found somebody else's '{stranger}' and did not start; data untouched.\n"
            )
            sys.exit(3)
    from villagevisit.cli import main as run

    run(WINDOW, DOORS)


if __name__ == "__main__":
    main()
