"""Other form engines beside ours."""

import json
import subprocess
from pathlib import Path
from typing import Any

from bench import node
from bench.node import Peer

_SOURCE = Path(__file__).parent / "peers"
_PACKAGE = "@getodk/xforms-engine"


def web_forms() -> Peer:
    """The engine of ODK Web Forms, in Node with jsdom, as its own tests run it."""
    return node.install(_SOURCE, _PACKAGE)


def run(peer: Peer, sample: Path, seconds: int) -> dict[str, Any]:
    """What `peers/webforms.mjs` prints for the sample in a folder.

    Raises:
        TimeoutError: it took longer than that.
        subprocess.CalledProcessError: the engine gave up.
    """
    assert peer.folder is not None
    try:
        found = json.loads(node.output(["node", "webforms.mjs", str(sample)], peer.folder, seconds))
    except subprocess.TimeoutExpired as error:
        raise TimeoutError from error
    assert isinstance(found, dict)
    return found
