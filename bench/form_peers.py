"""Other form engines beside ours: installed in exact versions into `.bench/` of the checkout, run as one process each.

What cannot be had (no Node, no registry) is said in words and leaves the figures empty.
"""

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_SOURCE = Path(__file__).parent / "peers"
_CACHE = Path(__file__).parents[1] / ".bench"
_PACKAGE = "@getodk/xforms-engine"
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


def web_forms() -> Peer:
    """The engine of ODK Web Forms, in Node with jsdom, as its own tests run it."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return Peer(f"{_PACKAGE}: no Node here", None)
    folder = _CACHE / "peers"
    folder.mkdir(parents=True, exist_ok=True)
    (_CACHE / ".gitignore").write_text("*\n", "utf-8")
    for file in _SOURCE.iterdir():
        shutil.copy(file, folder)
    lock, mark = (_SOURCE / "package-lock.json").read_bytes(), folder / "installed"
    try:
        if not mark.exists() or mark.read_bytes() != lock:
            _output([npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"], folder, _INSTALL_S)
            mark.write_bytes(lock)
        version = _output([node, "--version"], folder, _ASK_S).strip()
        bare = float(_output([node, "-p", "process.resourceUsage().maxRSS / 1024"], folder, _ASK_S))
    except (OSError, subprocess.SubprocessError):
        return Peer(f"{_PACKAGE}: could not be installed", None)
    wanted = json.loads((_SOURCE / "package.json").read_text("utf-8"))["dependencies"][_PACKAGE]
    return Peer(f"{_PACKAGE} {wanted} (Node {version})", folder, bare)


def run(peer: Peer, sample: Path, seconds: int) -> dict[str, Any]:
    """What `peers/webforms.mjs` prints for the sample in a folder.

    Raises:
        TimeoutError: it took longer than that.
        subprocess.CalledProcessError: the engine gave up.
    """
    assert peer.folder is not None
    try:
        found = json.loads(_output(["node", "webforms.mjs", str(sample)], peer.folder, seconds))
    except subprocess.TimeoutExpired as error:
        raise TimeoutError from error
    assert isinstance(found, dict)
    return found


def _output(command: list[str], folder: Path, seconds: float) -> str:
    return subprocess.run(command, cwd=folder, timeout=seconds, check=True, capture_output=True, text=True).stdout
