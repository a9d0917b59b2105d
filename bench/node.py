"""Peers that run in Node: installed in exact versions into `.bench/` of the checkout.

What cannot be had (no Node, no registry) is said in words and leaves the figures empty.
"""

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

_CACHE = Path(__file__).parents[1] / ".bench"
_INSTALL_S = 300
_ASK_S = 60


@dataclass(frozen=True, slots=True)
class Peer:
    name: str
    """With its version; or why there are no figures."""
    folder: Path | None
    """Where it is installed; None when it could not be."""
    bare: float = 0.0
    """Memory of an interpreter that runs nothing, MB."""


def install(source: Path, package: str) -> Peer:
    """Installs what `source` locks (package.json, package-lock.json, scripts) and names `package` with its version."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return Peer(f"{package}: no Node here", None)
    folder = _CACHE / source.name
    folder.mkdir(parents=True, exist_ok=True)
    (_CACHE / ".gitignore").write_text("*\n", "utf-8")
    for file in source.iterdir():
        shutil.copy(file, folder)
    lock, mark = (source / "package-lock.json").read_bytes(), folder / "installed"
    try:
        if not mark.exists() or mark.read_bytes() != lock:
            output([npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"], folder, _INSTALL_S)
            mark.write_bytes(lock)
        version = output([node, "--version"], folder, _ASK_S).strip()
        bare = float(output([node, "-p", "process.resourceUsage().maxRSS / 1024"], folder, _ASK_S))
    except (OSError, subprocess.SubprocessError):
        return Peer(f"{package}: could not be installed", None)
    wanted = json.loads((source / "package.json").read_text("utf-8"))["dependencies"][package]
    return Peer(f"{package} {wanted} (Node {version})", folder, bare)


def output(command: list[str], folder: Path, seconds: float) -> str:
    """What a command printed. Raises subprocess errors."""
    return subprocess.run(command, cwd=folder, timeout=seconds, check=True, capture_output=True, text=True).stdout
