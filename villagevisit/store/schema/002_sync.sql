-- Step 002: the laptop's side of the exchange.

CREATE TABLE record_chained (        -- everything that travels, own and other chains; save, then send
  device TEXT NOT NULL,              -- name of the chain
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  digest TEXT NOT NULL UNIQUE,
  prev TEXT NOT NULL,
  salt BLOB NOT NULL,
  body BLOB NOT NULL,
  made_at TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'sent', 'received', 'refused', 'safe')),
  batch TEXT NOT NULL DEFAULT '',
  refusal TEXT NOT NULL DEFAULT '',
  voucher BLOB NOT NULL DEFAULT x'', -- the county's word that it held this record; empty for what never came down
  round INTEGER NOT NULL DEFAULT 0,  -- in which full reading of the county's log it came down last
  PRIMARY KEY (device, seq)
) STRICT;
INSERT INTO record_chained(device, seq, kind, subject_id, digest, prev, salt, body, made_at, state, batch, refusal)
  SELECT coalesce((SELECT value FROM setting WHERE key = 'device.id'), ''),
    seq, kind, subject_id, digest, prev, salt, body, made_at, state, batch, refusal FROM record;
DROP TABLE record;
ALTER TABLE record_chained RENAME TO record;
CREATE INDEX record_state ON record(state, device, seq);
CREATE INDEX record_subject ON record(subject_id);
CREATE INDEX record_batch ON record(batch) WHERE batch <> '';
CREATE INDEX record_round ON record(round) WHERE voucher <> x'';

CREATE TABLE record_branch (         -- what another history took the place of: kept as it was, never sent under this name
  digest TEXT PRIMARY KEY,
  device TEXT NOT NULL,
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  prev TEXT NOT NULL,
  salt BLOB NOT NULL,
  body BLOB NOT NULL,
  made_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE batch ADD COLUMN device TEXT NOT NULL DEFAULT '';
ALTER TABLE batch ADD COLUMN tried INTEGER NOT NULL DEFAULT 0;   -- bytes of it may be at the county already
UPDATE batch SET device = coalesce((SELECT value FROM setting WHERE key = 'device.id'), '');

ALTER TABLE blob ADD COLUMN held_at TEXT NOT NULL DEFAULT '';    -- word of the county that said so (see exchange_down.mark)
