-- What several laptops did to one household, as the county merges it; and what of that came down to a laptop.

CREATE TABLE county_facts (          -- what an operation says; operations that say the same share a row
  digest TEXT PRIMARY KEY,
  facts TEXT NOT NULL                -- JSON: fields, sets, open
) STRICT, WITHOUT ROWID;

CREATE TABLE county_op (             -- what one record says of one household
  household_id TEXT NOT NULL,
  op_id TEXT NOT NULL,               -- digest of the record
  kind TEXT NOT NULL,                -- roster | submission | resolution
  device TEXT NOT NULL,
  seq INTEGER NOT NULL,
  subject TEXT NOT NULL,             -- the submission's id
  village_code TEXT NOT NULL,
  base TEXT NOT NULL,                -- digests that its author had seen, separated by blanks
  settles INTEGER NOT NULL,
  made_at TEXT NOT NULL,             -- as the laptop's clock had it
  received_at TEXT NOT NULL,
  who TEXT NOT NULL,
  why TEXT NOT NULL,
  visit TEXT NOT NULL,               -- register of a visit in a round; empty for anything else
  replaces TEXT NOT NULL,
  facts TEXT NOT NULL REFERENCES county_facts(digest),
  PRIMARY KEY (household_id, op_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX county_op_subject ON county_op(subject) WHERE subject <> '';

CREATE INDEX county_op_decided ON county_op(household_id, seq) WHERE settles = 1;

CREATE TABLE county_case (           -- households with something open
  household_id TEXT PRIMARY KEY,
  village_code TEXT NOT NULL,
  village_name TEXT NOT NULL,
  household_no TEXT NOT NULL,
  village_group TEXT NOT NULL,
  head_name TEXT NOT NULL,
  since TEXT NOT NULL,
  devices TEXT NOT NULL              -- who disagree, separated by blanks
) STRICT, WITHOUT ROWID;
CREATE INDEX county_case_village ON county_case(village_code, household_no);

CREATE TABLE county_conflict (       -- what of them is open
  household_id TEXT NOT NULL REFERENCES county_case(household_id),
  register TEXT NOT NULL,
  PRIMARY KEY (household_id, register)
) STRICT, WITHOUT ROWID;

CREATE TABLE notice (                -- on a laptop: what the county said of single households
  digest TEXT PRIMARY KEY,           -- of the record
  household_id TEXT NOT NULL,
  village_code TEXT NOT NULL,
  at TEXT NOT NULL,
  seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX notice_household ON notice(household_id);
CREATE INDEX notice_village ON notice(village_code);

CREATE TABLE doubt (                 -- on a laptop: what the county says is open
  household_id TEXT NOT NULL,
  register TEXT NOT NULL,
  PRIMARY KEY (household_id, register)
) STRICT, WITHOUT ROWID;

CREATE TABLE decision (              -- on a laptop: what the county decided, and what stood here before
  household_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  register TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  reason TEXT NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  seq INTEGER NOT NULL,
  kept INTEGER NOT NULL,             -- 1: it was changed here meanwhile and stays as it is, for the county to see
  PRIMARY KEY (household_id, digest, register)
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_time ON decision(household_id, at);
