-- Step 015: where each household stands in its case, as the list shows it; folded from events and visits, never sent.

CREATE TABLE case_line (
  household_id TEXT PRIMARY KEY,
  village_code TEXT NOT NULL,
  step TEXT NOT NULL,
  who TEXT NOT NULL,
  due TEXT NOT NULL,                 -- ISO day or empty
  turns_on TEXT NOT NULL,            -- ISO day on which time alone moves it; empty: never
  applied TEXT NOT NULL,
  checked TEXT NOT NULL,
  approved TEXT NOT NULL,
  entered TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX case_line_due ON case_line(due, household_id);
CREATE INDEX case_line_turns ON case_line(turns_on) WHERE turns_on <> '';

CREATE TABLE case_stale (            -- households of which something came since their line was made
  household_id TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TRIGGER case_event AFTER INSERT ON event_household
BEGIN INSERT OR IGNORE INTO case_stale(household_id) VALUES (NEW.household_id); END;
CREATE TRIGGER case_event_gone AFTER DELETE ON event_household
BEGIN INSERT OR IGNORE INTO case_stale(household_id) VALUES (OLD.household_id); END;
CREATE TRIGGER case_board_down AFTER INSERT ON event WHEN NEW.kind = 'board.down'
BEGIN
  INSERT OR IGNORE INTO case_stale(household_id)
  SELECT h.household_id FROM event e JOIN event_household h ON h.event_id = e.id WHERE e.thing = NEW.thing;
END;
CREATE TRIGGER case_signed AFTER INSERT ON signoff
BEGIN
  INSERT OR IGNORE INTO case_stale(household_id) SELECT household_id FROM submission WHERE id = NEW.submission_id;
END;
CREATE TRIGGER case_submitted AFTER INSERT ON submission
BEGIN INSERT OR IGNORE INTO case_stale(household_id) VALUES (NEW.household_id); END;
CREATE TRIGGER case_household_gone AFTER DELETE ON household
BEGIN INSERT OR IGNORE INTO case_stale(household_id) VALUES (OLD.id); END;
INSERT OR IGNORE INTO case_stale(household_id) SELECT DISTINCT household_id FROM event_household;
