-- Step 016: another office's list of persons (建档立卡) beside the register. Stays on this computer; made anew by each reading.

CREATE TABLE listed (                -- everybody on that list
  seq INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,          -- digest of what names the person; decisions are kept by it
  row_no INTEGER NOT NULL,
  name TEXT NOT NULL,
  id_no TEXT NOT NULL,
  birth TEXT NOT NULL,
  place TEXT NOT NULL,
  kind TEXT NOT NULL,                -- what the list calls him, as it was written
  cause TEXT NOT NULL,               -- of poverty, as it was written
  state TEXT NOT NULL DEFAULT 'only' CHECK (state IN ('both', 'only', 'open')),
  person_id TEXT NOT NULL DEFAULT '',-- whom of the register he is, or may be
  why TEXT NOT NULL DEFAULT '',      -- of an open pair
  reason TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX listed_state ON listed(state, seq);

CREATE TABLE unlisted (              -- people in benefit who are not on that list
  seq INTEGER PRIMARY KEY,
  person_id TEXT NOT NULL UNIQUE,
  reason TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT ''
) STRICT;
