"""Fonts and what was looked up in them are shared by all papers; they are made one after the other."""

import threading

LOCK = threading.RLock()
