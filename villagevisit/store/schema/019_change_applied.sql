-- Step 019: which changes of a benefit this computer has taken into its households, so that each is taken once; and
-- when each household was visited and found of which labour class, without reading the visit's long row.

CREATE TABLE change_applied (
  change_id TEXT PRIMARY KEY,
  household_id TEXT NOT NULL,
  turn TEXT NOT NULL                 -- when it began to count and which came first that day: the last one decides
) STRICT, WITHOUT ROWID;
CREATE INDEX change_applied_household ON change_applied(household_id, turn);

CREATE TABLE visit_seen (
  household_id TEXT NOT NULL,
  frozen_at TEXT NOT NULL,
  submission_id TEXT NOT NULL,
  labour_class TEXT NOT NULL,        -- A, B, C; empty where the visit does not say
  PRIMARY KEY (household_id, frozen_at, submission_id)
) STRICT, WITHOUT ROWID;
INSERT INTO visit_seen(household_id, frozen_at, submission_id, labour_class)
SELECT household_id, frozen_at, id, coalesce(json_extract(result, '$.labour_class'), '') FROM submission
WHERE form_id = 'household_verification' AND household_id <> '';
CREATE TRIGGER visit_is_seen AFTER INSERT ON submission
WHEN NEW.form_id = 'household_verification' AND NEW.household_id <> ''
BEGIN
  INSERT OR IGNORE INTO visit_seen(household_id, frozen_at, submission_id, labour_class)
  VALUES (NEW.household_id, NEW.frozen_at, NEW.id, coalesce(json_extract(NEW.result, '$.labour_class'), ''));
END;
CREATE TRIGGER visit_is_forgotten AFTER DELETE ON submission
WHEN OLD.form_id = 'household_verification'
BEGIN
  DELETE FROM visit_seen
  WHERE household_id = OLD.household_id AND frozen_at = OLD.frozen_at AND submission_id = OLD.id;
END;
