"""The log in a file of its own: SQLite, and SQLCipher where the county has a key for it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL

if TYPE_CHECKING:
    import sqlite3 as dbapi2
else:
    from sqlcipher3 import dbapi2

PAGE = 16 * 1024
"""Bytes: several records to a page."""


def options(address: URL, key: bytes) -> dict[str, Any]:
    """How SQLAlchemy opens the file; every page of it is encrypted with the 32 bytes, unless there are none."""
    if not key:
        return {}
    path = Path(address.database or "")

    def connect() -> dbapi2.Connection:
        connection = dbapi2.connect(path, check_same_thread=False)
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        connection.execute(f"PRAGMA cipher_page_size={PAGE}")
        connection.execute("PRAGMA cipher_hmac_algorithm=HMAC_SHA256")
        return connection

    return {"module": dbapi2, "creator": connect}
