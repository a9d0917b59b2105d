"""`python -m printing.gallery DIR`: writes every paper as PNG and an index."""

import sys
from pathlib import Path

from printing.gallery.make import make

make(Path(sys.argv[1]), sys.argv[2:])
