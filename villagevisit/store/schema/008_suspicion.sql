-- Step 007: at the county, what visits leave as traces, and what is found in them for a person to look at again.

CREATE TABLE county_trace (          -- one submission of the visit form
  number INTEGER PRIMARY KEY,
  submission_id TEXT NOT NULL UNIQUE,
  device TEXT NOT NULL,
  household_id TEXT NOT NULL,
  base TEXT NOT NULL,                -- digest of the list that its laptop knew
  content TEXT NOT NULL              -- JSON: see villagevisit/county/traces.py
) STRICT;

CREATE TABLE county_trace_key (      -- where it is looked at together with others
  scope TEXT NOT NULL,               -- village | pair | day | device | photo | ink
  key TEXT NOT NULL,
  number INTEGER NOT NULL REFERENCES county_trace(number),
  PRIMARY KEY (scope, key, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE county_trace_due (      -- what has to be looked at anew
  scope TEXT NOT NULL,
  key TEXT NOT NULL,
  PRIMARY KEY (scope, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE county_look (           -- what a picture looks like, kept by content
  digest TEXT NOT NULL,
  scope TEXT NOT NULL,               -- photo | ink
  look TEXT NOT NULL,                -- 32 hex digits; empty: not seen yet; '-': nothing to be seen on it
  PRIMARY KEY (digest, scope)
) STRICT, WITHOUT ROWID;
CREATE INDEX county_look_unseen ON county_look(digest, scope) WHERE look = '';

CREATE TABLE county_finding (
  id TEXT PRIMARY KEY,
  scope TEXT NOT NULL,
  key TEXT NOT NULL,
  code TEXT NOT NULL,
  version TEXT NOT NULL,             -- of the set of submissions
  weight INTEGER NOT NULL,
  submissions INTEGER NOT NULL,
  area TEXT NOT NULL,                -- what the codes of all its villages have in common
  villages TEXT NOT NULL,            -- names, by line
  people TEXT NOT NULL,              -- names of who signed, by line
  facts TEXT NOT NULL,               -- JSON: figures for the sentence
  newest TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX county_finding_scope ON county_finding(scope, key);
CREATE INDEX county_finding_order ON county_finding(weight DESC, submissions DESC, newest DESC, id);

CREATE TABLE county_finding_trace (
  id TEXT NOT NULL REFERENCES county_finding(id) ON DELETE CASCADE,
  number INTEGER NOT NULL REFERENCES county_trace(number),
  PRIMARY KEY (id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE county_looked (         -- the newest word of a person on a finding, read from the log of deeds
  id TEXT PRIMARY KEY,
  version TEXT NOT NULL,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  note TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE county_pair (           -- how two people worked in a year
  key TEXT PRIMARY KEY,
  area TEXT NOT NULL,
  people TEXT NOT NULL,              -- names, by line
  visits INTEGER NOT NULL,
  minutes REAL,
  reading REAL,
  unlike REAL NOT NULL
) STRICT, WITHOUT ROWID;
