-- Step 013: what people said about the use of their data, what was erased by order, and what they asked for.

CREATE TABLE consent (               -- one act each; on laptops and in the county's view
  id TEXT PRIMARY KEY,
  act TEXT NOT NULL CHECK (act IN ('given', 'refused', 'withdrawn')),
  village_code TEXT NOT NULL,
  household_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  name TEXT NOT NULL,
  purposes TEXT NOT NULL,            -- parted by blanks, sorted
  wording TEXT NOT NULL,
  how TEXT NOT NULL,
  guardian TEXT NOT NULL,
  day TEXT NOT NULL,
  source TEXT NOT NULL,              -- submission that says so; empty: entered by hand
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  entry TEXT NOT NULL                -- subject of the record that carries it
) STRICT, WITHOUT ROWID;
CREATE INDEX consent_household ON consent(household_id);
CREATE INDEX consent_village ON consent(village_code);
CREATE INDEX consent_entry ON consent(entry);
CREATE TRIGGER consent_is_immutable BEFORE UPDATE ON consent
BEGIN SELECT RAISE(ABORT, 'an act of consent is immutable'); END;

CREATE TABLE erasure (               -- on a laptop: what the county had erased; whatever comes again goes again
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  number TEXT NOT NULL,              -- of the order
  day TEXT NOT NULL,
  reason TEXT NOT NULL,
  paper TEXT NOT NULL,
  household_id TEXT NOT NULL,        -- as far as this laptop knew it; or empty
  kept BLOB NOT NULL,                -- who signed which digest
  PRIMARY KEY (kind, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX erasure_household ON erasure(household_id);

CREATE TABLE purged (                -- on a laptop: taken away after the round, because the county holds it safely
  subject TEXT PRIMARY KEY,
  campaign_id TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

DROP TRIGGER submission_stays;
CREATE TRIGGER submission_stays BEFORE DELETE ON submission
WHEN NOT EXISTS (SELECT 1 FROM erasure e WHERE e.kind = 'submission' AND e.subject = OLD.id)
AND NOT EXISTS (SELECT 1 FROM purged p WHERE p.subject = OLD.id) AND NOT EXISTS (
  SELECT 1 FROM household h JOIN leaving l ON l.village_code = h.village_code
  WHERE h.id = OLD.household_id AND l.purging = 1)
BEGIN SELECT RAISE(ABORT, 'a submission is immutable'); END;
DROP TRIGGER signoff_stays;
CREATE TRIGGER signoff_stays BEFORE DELETE ON signoff
WHEN NOT EXISTS (SELECT 1 FROM erasure e WHERE e.kind = 'submission' AND e.subject = OLD.submission_id)
AND NOT EXISTS (SELECT 1 FROM purged p WHERE p.subject = OLD.submission_id) AND NOT EXISTS (
  SELECT 1 FROM submission s JOIN household h ON h.id = s.household_id JOIN leaving l ON l.village_code = h.village_code
  WHERE s.id = OLD.submission_id AND l.purging = 1)
BEGIN SELECT RAISE(ABORT, 'a sign-off is immutable'); END;

CREATE TABLE rights_request (        -- somebody wants what is held about him corrected; one colleague answers for it
  id TEXT PRIMARY KEY,
  village_code TEXT NOT NULL,
  household_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  name TEXT NOT NULL,
  what TEXT NOT NULL,
  asked_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  responsible TEXT NOT NULL,         -- name of the colleague
  at TEXT NOT NULL,
  by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX rights_request_household ON rights_request(household_id);

CREATE TABLE rights_answer (         -- what became of it
  id TEXT PRIMARY KEY,
  request_id TEXT NOT NULL,
  village_code TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('corrected', 'refused')),
  note TEXT NOT NULL,
  at TEXT NOT NULL,
  by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX rights_answer_request ON rights_answer(request_id);
