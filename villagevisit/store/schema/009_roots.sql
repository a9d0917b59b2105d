-- Step 009: the daily roots of the county that this laptop ever saw, and those that do not fit each other.

CREATE TABLE root (
  digest TEXT PRIMARY KEY,
  lineage TEXT NOT NULL,
  place INTEGER NOT NULL,
  day TEXT NOT NULL,
  records INTEGER NOT NULL,
  signed BLOB NOT NULL,
  seen_at TEXT NOT NULL
) STRICT;
CREATE INDEX root_place ON root(lineage, place);

CREATE TABLE root_alarm (
  code TEXT NOT NULL,
  digest TEXT NOT NULL,              -- of the root that does not fit; empty where the county sent none
  at TEXT NOT NULL,
  PRIMARY KEY (code, digest)
) STRICT, WITHOUT ROWID;

CREATE TABLE county_root_alarm (     -- at the county: what laptops say of its roots
  device TEXT NOT NULL,
  code TEXT NOT NULL,
  known BLOB NOT NULL,
  seen BLOB NOT NULL,
  made_at TEXT NOT NULL,
  received_at TEXT NOT NULL,
  PRIMARY KEY (device, code, known, seen)
) STRICT;
