"""The data file: the only room with SQL.

sqlite-utils loads NumPy wherever it is installed (the camera's library brings it), for arrays that never come here.
That would cost every start a tenth of a second, so it is told here, before anybody imports it, that there is none.
The encrypting driver must be known before it, too (`driver`).
"""

import sys
from typing import Any, cast

from villagevisit.store import driver

if "numpy" not in sys.modules:
    modules = cast("dict[str, Any]", sys.modules)
    modules["numpy"] = None
    import sqlite_utils

    del modules["numpy"], modules, sqlite_utils

__all__ = ["driver"]
