-- Step 020: a person's health as lists and charts read it; folded from health forms and events, never sent.

CREATE TABLE health_visit (          -- one finished record of a health form that nothing replaces
  row INTEGER PRIMARY KEY,
  source TEXT NOT NULL UNIQUE,       -- id of the submission
  person_id TEXT NOT NULL,
  form_id TEXT NOT NULL,
  day TEXT NOT NULL,                 -- ISO day that it speaks of
  officer_id TEXT NOT NULL           -- who answers for it
) STRICT;
CREATE INDEX health_visit_person ON health_visit(person_id, day);

CREATE TABLE observation (           -- what a visit measured (`domain/observation.py`)
  visit INTEGER NOT NULL REFERENCES health_visit(row) ON DELETE CASCADE,
  code TEXT NOT NULL,
  value TEXT NOT NULL,               -- decimal text in the unit of the code
  PRIMARY KEY (visit, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE health_standing (       -- where a person stands in one service (`domain/health.py`)
  person_id TEXT NOT NULL,
  service TEXT NOT NULL,
  household_id TEXT NOT NULL,
  village_code TEXT NOT NULL,
  since TEXT NOT NULL,               -- ISO day on which the service began
  last_day TEXT NOT NULL,            -- ISO day of the last visit, or empty
  next_day TEXT NOT NULL,            -- ISO day on which the next is due, or empty: nothing is due
  state TEXT NOT NULL,               -- what the last visit came to, a code of the service
  count INTEGER NOT NULL,            -- visits this calendar year of `last_day`
  PRIMARY KEY (person_id, service)
) STRICT, WITHOUT ROWID;
CREATE INDEX health_standing_due ON health_standing(village_code, service, next_day);
CREATE INDEX health_standing_next ON health_standing(service, next_day);
CREATE INDEX person_birth ON person(birth);

CREATE TABLE health_stale (          -- people of whom something came since their lines were made
  person_id TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TRIGGER health_submitted AFTER INSERT ON submission WHEN NEW.person_id <> ''
BEGIN INSERT OR IGNORE INTO health_stale(person_id) VALUES (NEW.person_id); END;
CREATE TRIGGER health_submission_gone AFTER DELETE ON submission WHEN OLD.person_id <> ''
BEGIN INSERT OR IGNORE INTO health_stale(person_id) VALUES (OLD.person_id); END;
CREATE TRIGGER health_signed AFTER INSERT ON signoff
BEGIN
  INSERT OR IGNORE INTO health_stale(person_id)
  SELECT person_id FROM submission WHERE id = NEW.submission_id AND person_id <> '';
END;
CREATE TRIGGER health_event AFTER INSERT ON event WHEN NEW.kind GLOB 'health.*'
BEGIN INSERT OR IGNORE INTO health_stale(person_id) VALUES (NEW.thing); END;
CREATE TRIGGER health_event_gone AFTER DELETE ON event WHEN OLD.kind GLOB 'health.*'
BEGIN INSERT OR IGNORE INTO health_stale(person_id) VALUES (OLD.thing); END;
CREATE TRIGGER health_moved AFTER UPDATE OF household_id ON person
BEGIN
  INSERT OR IGNORE INTO health_stale(person_id)
  SELECT NEW.id FROM health_standing WHERE person_id = NEW.id;
END;
CREATE TRIGGER health_person_gone AFTER DELETE ON person
BEGIN INSERT OR IGNORE INTO health_stale(person_id) SELECT OLD.id FROM health_visit WHERE person_id = OLD.id; END;
INSERT OR IGNORE INTO health_stale(person_id) SELECT DISTINCT person_id FROM submission WHERE person_id <> '';
CREATE INDEX submission_person ON submission(person_id, form_id, frozen_at);
