"""One module per room; each has `TEXTS: dict[key, (zh_CN, en)]`."""

import pkgutil
from importlib import import_module


def _collect() -> dict[str, tuple[str, str]]:
    entries: dict[str, tuple[str, str]] = {}
    for module in pkgutil.iter_modules(__path__):
        texts: dict[str, tuple[str, str]] = import_module(f"{__name__}.{module.name}").TEXTS
        twice = entries.keys() & texts.keys()
        if twice:
            raise RuntimeError(f"wording defined twice: {sorted(twice)}")
        entries.update(texts)
    return entries


ENTRIES = _collect()
