"""Search as you type and paging over 400,000 households."""

import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from bench import data
from villagevisit.services import households
from villagevisit.services.workspace import Workspace

HOUSEHOLDS = 400_000
KEYS = {
    "name": ("王", "王伟", "张建国", "欧", "国", "建国", "志"),
    "initials": ("w", "wj", "wjg", "z", "zzh", "l"),
    "id_no": ("0012", "001X", "1234", "999999195"),
    "household_no": ("1", "12", "000123", "399999"),
    "two words": ("王 第3组", "z 伟", "张 芳芳村"),
}


def rows() -> list[dict[str, object]]:
    with tempfile.TemporaryDirectory() as folder, Workspace.open(Path(folder) / "home") as ws:
        data.big_store(ws, HOUSEHOLDS)
        return measured(ws)


def measured(ws: Workspace) -> list[dict[str, object]]:
    """Over a store that is there already."""
    result = []
    for case, texts in KEYS.items():
        result += _rows("search", case, [partial(households.search, ws, text) for text in texts])
    for area, (within, typed) in _areas().items():
        result += _rows("search", area, [partial(households.search, ws, text, within=within) for text in typed])
    for offset in (0, HOUSEHOLDS // 2, HOUSEHOLDS - 100):
        page = partial(households.page, ws, offset=offset, limit=100)
        result += _rows("page", f"offset {offset}", [page])
    result += _rows("page", "count", [lambda: households.count(ws)])
    return result


def _areas() -> dict[str, tuple[tuple[str, ...], list[str]]]:
    """Villages that somebody sees, and what he types; some villages have nobody of the many that fit elsewhere."""
    codes = [one.code for one in data.villages(HOUSEHOLDS // 500)]
    township = tuple(code for code in codes if code.startswith("999999110"))
    typed = [text for texts in KEYS.values() for text in texts]
    return {
        "one township": (township, typed),
        "one village": (township[3:4], typed),
        "three villages of one township": (township[3:6], typed),
        "one village of each township": (tuple(codes[::25]), typed),
        "every other village": (tuple(codes[::2]), typed),
        "one village, no hit there": (("999999110999",), typed),
        "a village of each township, no hit there": (tuple(code[:9] + "999" for code in codes[::25]), typed),
        "no village": ((), typed),
    }


def _rows(bench: str, case: str, calls: Sequence[Callable[[], object]]) -> list[dict[str, object]]:
    for call in calls:
        call()
    taken = []
    for _ in range(20):
        for call in calls:
            start = time.process_time()
            call()
            taken.append((time.process_time() - start) * 1000)
    figures = {"cpu median": statistics.median(taken), "cpu worst": max(taken)}
    return [
        {
            "bench": bench, "case": f"{HOUSEHOLDS} households, {case}", "metric": metric, "unit": "ms",
            "ours": round(figure, 3), "peer": None, "peer_name": "",
        }
        for metric, figure in figures.items()
    ]  # fmt: skip


if __name__ == "__main__":
    for line in rows():
        print(line)
