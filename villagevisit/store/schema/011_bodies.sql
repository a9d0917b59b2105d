-- Step 011: the bodies of records apart from how far these came, so that marking ten thousand as sent reads and writes no body.

CREATE TABLE record_lean (           -- everything that travels, own and other chains; save, then send
  id INTEGER PRIMARY KEY,
  device TEXT NOT NULL,              -- name of the chain
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  digest TEXT NOT NULL UNIQUE,
  prev TEXT NOT NULL,
  salt BLOB NOT NULL,
  size INTEGER NOT NULL,             -- bytes of the body; 0: it was taken away
  made_at TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'sent', 'received', 'refused', 'safe')),
  batch TEXT NOT NULL DEFAULT '',
  refusal TEXT NOT NULL DEFAULT '',
  voucher BLOB NOT NULL DEFAULT x'', -- the county's word that it held this record; empty for what never came down
  round INTEGER NOT NULL DEFAULT 0,  -- in which full reading of the county's log it came down last
  held_at TEXT NOT NULL DEFAULT '',  -- of an original: word of the county that it came with
  UNIQUE (device, seq)
) STRICT;
CREATE TABLE record_body (
  id INTEGER PRIMARY KEY REFERENCES record_lean(id) ON DELETE CASCADE,
  body BLOB NOT NULL
) STRICT;
INSERT INTO record_lean(id, device, seq, kind, subject_id, digest, prev, salt, size, made_at, state, batch, refusal,
    voucher, round, held_at)
  SELECT rowid, device, seq, kind, subject_id, digest, prev, salt, length(body), made_at, state, batch, refusal,
    voucher, round, held_at FROM record;
INSERT INTO record_body(id, body) SELECT rowid, body FROM record WHERE body <> x'';
DROP TABLE record;
ALTER TABLE record_lean RENAME TO record;
CREATE INDEX record_state ON record(state, device, seq);
CREATE INDEX record_subject ON record(subject_id);
CREATE INDEX record_batch ON record(batch) WHERE batch <> '';
CREATE INDEX record_round ON record(round) WHERE voucher <> x'';

CREATE VIEW record_whole AS SELECT r.*, coalesce(b.body, x'') AS body FROM record r LEFT JOIN record_body b ON b.id = r.id;
