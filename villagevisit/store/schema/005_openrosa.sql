CREATE TABLE openrosa_sent (         -- what other OpenRosa servers (ODK Central, Kobo) said to our records
  server TEXT NOT NULL,              -- SHA-256 of the address, which may itself be a secret
  submission_id TEXT NOT NULL,       -- stays when the village leaves this laptop
  state TEXT NOT NULL CHECK (state IN ('due', 'done', 'stopped')),
  reason TEXT NOT NULL,              -- code of the sentence; empty when done
  said TEXT NOT NULL,                -- the server's own sentence
  at TEXT NOT NULL,
  PRIMARY KEY (server, submission_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX county_visit_household ON county_visit(household_id);
CREATE INDEX county_op_roster ON county_op(village_code) WHERE kind = 'roster';  -- households a phone may pick from
