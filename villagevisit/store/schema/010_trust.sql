-- Step 010: who vouches for whom: what a person signed besides the digest, and the county's certificates.

ALTER TABLE signoff ADD COLUMN claims BLOB NOT NULL DEFAULT x'';       -- canonical CBOR, see services/claims.py
ALTER TABLE signoff ADD COLUMN certificate BLOB NOT NULL DEFAULT x'';  -- of the signer's key; empty: he had none then
ALTER TABLE signoff ADD COLUMN beacon BLOB NOT NULL DEFAULT x'';       -- the county's newest word of a day; or empty

ALTER TABLE officer_key ADD COLUMN proof BLOB NOT NULL DEFAULT x'';    -- of a one-time code that the county gave him
ALTER TABLE officer_key ADD COLUMN told INTEGER NOT NULL DEFAULT 0;    -- 1: a record asks the county to certify the key

CREATE TABLE certificate (           -- on a laptop: the county's word on whose key this is
  serial INTEGER PRIMARY KEY,
  key BLOB NOT NULL,
  body BLOB NOT NULL,
  taken_at TEXT NOT NULL
) STRICT;
CREATE INDEX certificate_key ON certificate(key, serial);

CREATE TABLE revoked_key (           -- on a laptop and in the county's view: signatures from then on do not count
  key BLOB PRIMARY KEY,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE county_key (            -- at the county: a key that somebody's laptop asks to certify
  key BLOB PRIMARY KEY,
  officer_id TEXT NOT NULL,
  staff_no TEXT NOT NULL,
  name TEXT NOT NULL,
  roles TEXT NOT NULL,
  proof BLOB NOT NULL,
  device TEXT NOT NULL,
  asked_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE county_certificate (    -- at the county: what it issued, from its items
  serial INTEGER PRIMARY KEY,
  key BLOB NOT NULL,
  staff_no TEXT NOT NULL,
  name TEXT NOT NULL,
  roles TEXT NOT NULL,               -- parted by blanks
  scope TEXT NOT NULL,               -- JSON: prefixes of area codes
  since TEXT NOT NULL,
  until TEXT NOT NULL
) STRICT;
CREATE INDEX county_certificate_key ON county_certificate(key);

CREATE TABLE county_offer (          -- at the county: whoever shows the code of this record is certified so
  digest TEXT PRIMARY KEY,
  body BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE county_refused_key (
  key BLOB PRIMARY KEY
) STRICT, WITHOUT ROWID;

DROP VIEW county_line;
DROP VIEW county_people;
CREATE VIEW county_signers AS        -- how many different people signed the bytes, certified or not: laptops merge so too
SELECT submission_id, digest, min(count(DISTINCT officer_id), count(DISTINCT public_key)) AS people
FROM county_signature GROUP BY submission_id, digest;

CREATE VIEW county_people AS         -- how many different people the county certified for this village signed the bytes;
                                     -- a laptop's clock may run ahead: nothing is signed after it was received
SELECT s.submission_id, s.digest,
  min(count(DISTINCT s.officer_id), count(DISTINCT s.public_key), count(DISTINCT c.staff_no)) AS people
FROM county_signature s JOIN county_visit v ON v.submission_id = s.submission_id AND v.digest = s.digest
JOIN county_certificate c ON c.key = s.public_key
WHERE instr(' ' || c.roles || ' ', ' investigator ') > 0 AND substr(min(s.signed_at, v.received_at), 1, 10) <= c.until
  AND NOT EXISTS (SELECT 1 FROM revoked_key r WHERE r.key = s.public_key AND r.at <= min(s.signed_at, v.received_at))
  AND EXISTS (SELECT 1 FROM json_each(c.scope) p WHERE substr(v.village_code, 1, length(p.value)) = p.value)
GROUP BY s.submission_id, s.digest;

CREATE VIEW county_line AS           -- a received record with what stands around it
SELECT v.*,
  coalesce((SELECT people FROM county_people s WHERE s.submission_id = v.submission_id AND s.digest = v.digest), 0)
    >= v.signatures_needed AS signed,
  (SELECT group_concat(s.officer_name, char(10)) FROM county_signature s
    WHERE s.submission_id = v.submission_id AND s.digest = v.digest) AS signers,
  EXISTS (SELECT 1 FROM county_visit n WHERE n.replaces = v.submission_id) AS corrected,
  (SELECT count(*) FROM county_file f WHERE f.submission_id = v.submission_id) AS files,
  (SELECT count(*) FROM county_file f WHERE f.submission_id = v.submission_id
    AND NOT EXISTS (SELECT 1 FROM county_blob b WHERE b.digest = f.digest)) AS missing
FROM county_visit v
WHERE v.village_code <> '' AND v.signatures_needed = 2;  -- visits; who filled in a health form is nobody's business here
