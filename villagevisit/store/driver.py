"""SQLCipher under the name of SQLite: every page of the data file is encrypted with a raw 32-byte key.

sqlite-utils prefers a module called `pysqlite3`; it is told here, before anybody imports it, that SQLCipher is that, so
that it catches the errors of the driver that is really used. The driver ships no types; its interface is `sqlite3`'s.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import sqlite3 as sqlite
else:
    import sqlcipher3
    from sqlcipher3 import dbapi2 as sqlite

    sys.modules["pysqlite3"] = sqlcipher3
    sys.modules["pysqlite3.dbapi2"] = sqlite

__all__ = ["KEY_BYTES", "OLDEST", "PAGE_BYTES", "cipher_version", "connect", "sqlite"]

KEY_BYTES = 32
PAGE_BYTES = 16_384
"""Several records to a page. Every connection must say it: the cipher reads no size from the file."""
OLDEST = (3, 51, 3)
"""Earlier versions of SQLite can corrupt a file in write-ahead mode (sync-design §3)."""
_PLAIN = b"SQLite format 3\0"

if sqlite.sqlite_version_info < OLDEST:
    raise ImportError("SQLCipher is too old: " + sqlite.sqlite_version)


def connect(path: Path, key: bytes, **options: Any) -> sqlite.Connection:
    """A connection that has the key. What is wrong with file or key shows at the first statement as `NOTADB`.

    Raises:
        ValueError: the key has another size.
        sqlite.Error: the file cannot be opened, or is not encrypted.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("a raw key has 32 bytes")
    connection = cast("sqlite.Connection", sqlite.connect(path, **options))
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        connection.execute(f"PRAGMA cipher_page_size={PAGE_BYTES}")
        connection.execute("PRAGMA cipher_hmac_algorithm=HMAC_SHA256")
        if not cipher_version(connection):
            raise sqlite.NotSupportedError("this SQLite cannot encrypt")
    except BaseException:
        connection.close()
        raise
    return connection


def cipher_version(connection: sqlite.Connection) -> str:
    """Empty when the library in use does not encrypt."""
    row = connection.execute("PRAGMA cipher_version").fetchone()
    return str(row[0]) if row else ""


def is_plain(path: Path) -> bool:
    """Whether somebody else's program made this file without encryption."""
    try:
        with path.open("rb") as file:
            return file.read(len(_PLAIN)) == _PLAIN
    except FileNotFoundError:
        return False
