-- Step 014: what an office did or was told; on laptops and in the county's view. Nothing in it changes.

CREATE TABLE event (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  area TEXT NOT NULL,
  thing TEXT NOT NULL,
  day TEXT NOT NULL,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  officers TEXT NOT NULL,            -- ids, parted by blanks
  source TEXT NOT NULL,
  data TEXT NOT NULL,                -- JSON
  secret INTEGER NOT NULL,
  public_key BLOB NOT NULL,
  signature BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX event_kind ON event(kind, day);
CREATE INDEX event_thing ON event(thing, id);
CREATE INDEX event_area ON event(area, kind);
CREATE INDEX event_source ON event(source);

CREATE TABLE event_household (
  household_id TEXT NOT NULL,
  event_id TEXT NOT NULL REFERENCES event(id),
  PRIMARY KEY (household_id, event_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_household_event ON event_household(event_id, household_id);

CREATE TRIGGER event_is_immutable BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'an event is immutable'); END;
