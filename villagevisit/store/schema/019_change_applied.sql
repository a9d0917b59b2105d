-- Step 019: which changes of a benefit this computer has taken into its households, so that each is taken once.

CREATE TABLE change_applied (
  change_id TEXT PRIMARY KEY,
  household_id TEXT NOT NULL,
  turn TEXT NOT NULL                 -- when it began to count and which came first that day: the last one decides
) STRICT, WITHOUT ROWID;
CREATE INDEX change_applied_household ON change_applied(household_id, turn);
