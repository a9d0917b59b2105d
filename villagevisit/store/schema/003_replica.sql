-- Step 003: what other installations made and the county sent here, and what this one makes for them.

CREATE TABLE own_village (           -- villages whose roster was imported on this laptop
  code TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE replica (               -- the newest roster of a village, the newest assignment of a round in a village
  kind TEXT NOT NULL CHECK (kind IN ('roster', 'assignment')),
  subject TEXT NOT NULL,
  village_code TEXT NOT NULL,
  made_here INTEGER NOT NULL,
  generation INTEGER NOT NULL,
  digest TEXT NOT NULL,              -- of the record
  content TEXT NOT NULL,             -- digest of the content, for what was made under our names
  body BLOB NOT NULL,                -- for what came from elsewhere
  PRIMARY KEY (kind, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE taken_submission (      -- submissions that were frozen on another laptop
  id TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE replica_problem (       -- what could not be taken over, or needs somebody's eye
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  code TEXT NOT NULL,
  params TEXT NOT NULL DEFAULT '{}',
  village_code TEXT NOT NULL DEFAULT '',
  at TEXT NOT NULL,
  PRIMARY KEY (kind, subject, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE replica_came (          -- what came down last, by kind and village (or title)
  kind TEXT NOT NULL,
  area TEXT NOT NULL,
  title TEXT NOT NULL,
  n INTEGER NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (kind, area, title)
) STRICT, WITHOUT ROWID;

CREATE TABLE leaving (               -- villages that are no longer this laptop's, until everything of theirs is gone
  village_code TEXT PRIMARY KEY,
  since TEXT NOT NULL,
  purging INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE code_list (             -- the county's code lists; they take the place of a form's file of the same name
  name TEXT PRIMARY KEY,
  body BLOB NOT NULL,
  taken_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE revoked_device (        -- laptops the county shut out
  device TEXT PRIMARY KEY,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

DROP TRIGGER submission_stays;
CREATE TRIGGER submission_stays BEFORE DELETE ON submission
WHEN NOT EXISTS (
  SELECT 1 FROM household h JOIN leaving l ON l.village_code = h.village_code
  WHERE h.id = OLD.household_id AND l.purging = 1)
BEGIN SELECT RAISE(ABORT, 'a submission is immutable'); END;
DROP TRIGGER signoff_stays;
CREATE TRIGGER signoff_stays BEFORE DELETE ON signoff
WHEN NOT EXISTS (
  SELECT 1 FROM submission s JOIN household h ON h.id = s.household_id JOIN leaving l ON l.village_code = h.village_code
  WHERE s.id = OLD.submission_id AND l.purging = 1)
BEGIN SELECT RAISE(ABORT, 'a sign-off is immutable'); END;
