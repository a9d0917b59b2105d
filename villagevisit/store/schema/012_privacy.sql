-- Step 012: what people said about the use of their data, what was erased by order, and what they asked for.

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
