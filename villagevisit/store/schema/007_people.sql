-- Step 007: the people of an office, who come down with its villages; how safe others' records are; and the county's
-- decisions in the order of their turn, not of any clock.

ALTER TABLE officer ADD COLUMN taken INTEGER NOT NULL DEFAULT 0;   -- 1: somebody else's laptop told of him

CREATE TABLE said_officer (          -- who was told to belong to a village's office, and whose number matters there
  village_code TEXT NOT NULL,
  officer_id TEXT NOT NULL,
  id_no TEXT NOT NULL,               -- his own or a near relative's, where that is a member of the village; or empty
  PRIMARY KEY (village_code, officer_id, id_no)
) STRICT, WITHOUT ROWID;
CREATE INDEX said_officer_officer ON said_officer(officer_id);

ALTER TABLE record ADD COLUMN held_at TEXT NOT NULL DEFAULT '';    -- of an original: word of the county that it came with

ALTER TABLE county_op ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;  -- of a decision: after all that the county knew
ALTER TABLE notice RENAME COLUMN seq TO turn;
ALTER TABLE decision RENAME COLUMN seq TO turn;
DROP INDEX decision_time;
CREATE INDEX decision_turn ON decision(household_id, turn);
DROP INDEX county_op_decided;
CREATE INDEX county_op_decided ON county_op(household_id, turn) WHERE settles = 1;

CREATE TABLE blob_held (             -- attachments of others' records that the county has whole
  digest TEXT PRIMARY KEY,
  held_at TEXT NOT NULL              -- word of the county that said so
) STRICT, WITHOUT ROWID;
