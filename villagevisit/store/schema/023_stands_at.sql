-- Step 023: a correction stands where the record stands that it replaces. Frozen a year later it is still last year's
-- visit: ordered by the moment it was frozen it would push this year's visit aside on boards, lists and papers.

ALTER TABLE submission ADD COLUMN corrects_at TEXT;   -- where the replaced record stands; NULL when nothing is replaced
ALTER TABLE submission ADD COLUMN stands_at TEXT NOT NULL
  GENERATED ALWAYS AS (coalesce(corrects_at || ' ', '') || frozen_at) VIRTUAL;
DROP TRIGGER submission_is_immutable;
WITH RECURSIVE chain(id, at) AS (
  SELECT id, frozen_at FROM submission s WHERE NOT EXISTS (SELECT 1 FROM submission o WHERE o.id = s.replaces)
  AND EXISTS (SELECT 1 FROM submission n WHERE n.replaces = s.id)
  UNION ALL SELECT s.id, c.at || ' ' || s.frozen_at FROM chain c JOIN submission s ON s.replaces = c.id
)
UPDATE submission SET corrects_at = (SELECT at FROM chain WHERE chain.id = submission.replaces) WHERE replaces <> '';
CREATE TRIGGER submission_is_immutable BEFORE UPDATE ON submission
BEGIN SELECT RAISE(ABORT, 'a submission is immutable'); END;
DROP INDEX submission_household;
CREATE INDEX submission_household ON submission(household_id, form_id, stands_at);

DROP TRIGGER visit_is_seen;
DROP TRIGGER visit_is_forgotten;
DELETE FROM visit_seen WHERE submission_id IN (SELECT id FROM submission WHERE replaces <> '');
INSERT OR IGNORE INTO visit_seen(household_id, frozen_at, submission_id, labour_class)
SELECT household_id, stands_at, id, coalesce(json_extract(result, '$.labour_class'), '') FROM submission
WHERE replaces <> '' AND form_id = 'household_verification' AND household_id <> '';
CREATE TRIGGER visit_is_seen AFTER INSERT ON submission
WHEN NEW.form_id = 'household_verification' AND NEW.household_id <> ''
BEGIN
  INSERT OR IGNORE INTO visit_seen(household_id, frozen_at, submission_id, labour_class)
  VALUES (NEW.household_id, NEW.stands_at, NEW.id, coalesce(json_extract(NEW.result, '$.labour_class'), ''));
END;
CREATE TRIGGER visit_is_forgotten AFTER DELETE ON submission
WHEN OLD.form_id = 'household_verification'
BEGIN
  DELETE FROM visit_seen
  WHERE household_id = OLD.household_id AND frozen_at = OLD.stands_at AND submission_id = OLD.id;
END;
