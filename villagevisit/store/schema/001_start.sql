-- Rows that people know by name. Money is yuan as decimal text; moments are ISO 8601 text; ids are UUIDv7 text.

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE area (
  code TEXT PRIMARY KEY CHECK (length(code) = 12),
  name TEXT NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('county', 'township', 'village')),
  parent_code TEXT NOT NULL,
  in_scope INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE officer (
  id TEXT PRIMARY KEY,
  staff_no TEXT NOT NULL,
  name TEXT NOT NULL,
  initials TEXT NOT NULL,
  roles TEXT NOT NULL,               -- space-separated, sorted
  village_code TEXT NOT NULL DEFAULT '',
  id_no TEXT NOT NULL DEFAULT '',
  active INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX officer_at_work ON officer(staff_no) WHERE active = 1;

CREATE TABLE officer_key (           -- an officer's signing key on this device, wrapped by his own PIN
  officer_id TEXT PRIMARY KEY REFERENCES officer(id),
  public_key BLOB NOT NULL,
  wrapped_key BLOB NOT NULL,
  salt BLOB NOT NULL,
  failed INTEGER NOT NULL DEFAULT 0,
  locked_until TEXT NOT NULL DEFAULT '',
  made_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE kin (                   -- declared by the officer (rules.md R-11)
  officer_id TEXT NOT NULL REFERENCES officer(id),
  id_no TEXT NOT NULL,
  name TEXT NOT NULL,
  relation TEXT NOT NULL,
  declared_at TEXT NOT NULL,
  PRIMARY KEY (officer_id, id_no, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX kin_id_no ON kin(id_no);

CREATE TABLE policy (                -- dated county parameters (rules.md Z)
  key TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT NOT NULL DEFAULT '',
  value TEXT NOT NULL,
  source TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (key, valid_from)
) STRICT, WITHOUT ROWID;

CREATE TABLE household (
  row INTEGER PRIMARY KEY,           -- stable short handle for `find`
  id TEXT NOT NULL UNIQUE,
  village_code TEXT NOT NULL REFERENCES area(code),
  household_no TEXT NOT NULL,
  village_group TEXT NOT NULL DEFAULT '',
  head_name TEXT NOT NULL,
  assist_category TEXT NOT NULL DEFAULT '',
  insured_persons INTEGER NOT NULL DEFAULT 0,
  amount_month TEXT NOT NULL DEFAULT '0',
  hukou_type TEXT NOT NULL DEFAULT '',
  address TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '',
  members INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'active',
  version INTEGER NOT NULL DEFAULT 1,
  extra TEXT NOT NULL DEFAULT '{}',
  sort_key TEXT NOT NULL DEFAULT '', -- group and number so that 9 comes before 10
  UNIQUE (village_code, household_no)
) STRICT;
CREATE INDEX household_place ON household(village_code, sort_key);

CREATE TABLE household_count (       -- households per village, so that any page of the long list is found at once
  village_code TEXT PRIMARY KEY,
  n INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER household_counted AFTER INSERT ON household
BEGIN
  INSERT INTO household_count(village_code, n) VALUES (NEW.village_code, 1)
  ON CONFLICT(village_code) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER household_uncounted AFTER DELETE ON household
BEGIN UPDATE household_count SET n = n - 1 WHERE village_code = OLD.village_code; END;
CREATE TRIGGER household_recounted AFTER UPDATE OF village_code ON household WHEN OLD.village_code <> NEW.village_code
BEGIN
  UPDATE household_count SET n = n - 1 WHERE village_code = OLD.village_code;
  INSERT INTO household_count(village_code, n) VALUES (NEW.village_code, 1)
  ON CONFLICT(village_code) DO UPDATE SET n = n + 1;
END;

CREATE TABLE person (
  row INTEGER PRIMARY KEY,           -- stable short handle for `find`
  id TEXT NOT NULL UNIQUE,
  household_id TEXT NOT NULL REFERENCES household(id),
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  relation TEXT NOT NULL DEFAULT '',
  id_no TEXT NOT NULL DEFAULT '',
  id_kind TEXT NOT NULL DEFAULT 'resident',
  sex TEXT NOT NULL DEFAULT '9',
  birth TEXT NOT NULL DEFAULT '',
  origin TEXT NOT NULL DEFAULT '',   -- 'roster' when a roster brought the person; only those can leave with one
  extra TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE INDEX person_household ON person(household_id, position);
CREATE INDEX person_id_no ON person(id_no);

CREATE TABLE find (                  -- what a key press looks up
  kind INTEGER NOT NULL,             -- 0 name, 1 inner part of a name, 2 initials, 3 id reversed (row of person);
                                     -- 4 household number, 5 the same reversed (row of household)
  term TEXT NOT NULL,
  row INTEGER NOT NULL,
  PRIMARY KEY (kind, term, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE roster_import (
  id TEXT PRIMARY KEY,
  file_name TEXT NOT NULL,
  file_digest TEXT NOT NULL,
  layout TEXT NOT NULL,
  started_at TEXT NOT NULL,
  by_officer TEXT NOT NULL DEFAULT '',
  counts TEXT NOT NULL DEFAULT '{}'
) STRICT, WITHOUT ROWID;

CREATE TABLE roster_row (            -- rows that were doubtful, rejected or imported with a warning
  id TEXT PRIMARY KEY,
  import_id TEXT NOT NULL REFERENCES roster_import(id),
  sheet TEXT NOT NULL,
  row_no INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('doubtful', 'rejected', 'warning')),
  code TEXT NOT NULL,
  params TEXT NOT NULL DEFAULT '{}',
  cells TEXT NOT NULL,               -- header -> text as it was written
  name TEXT NOT NULL DEFAULT '',
  village_code TEXT NOT NULL DEFAULT '',
  household_no TEXT NOT NULL DEFAULT '',
  fingerprint TEXT NOT NULL DEFAULT '', -- the person in his household, wherever in which file he stands
  payload TEXT NOT NULL DEFAULT '{}',   -- what the row was understood to say, for carrying out the decision
  decision TEXT NOT NULL DEFAULT '',
  decided_at TEXT NOT NULL DEFAULT '',
  decided_by TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE INDEX roster_row_open ON roster_row(import_id, status, decision);

CREATE TABLE roster_met (            -- numbers that the running import has met, and where; empty between imports
  id_no TEXT PRIMARY KEY,
  row_no INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE roster_line (           -- rows that the running import sorts by household; empty between imports
  seq INTEGER PRIMARY KEY,
  home TEXT NOT NULL,
  line BLOB NOT NULL                 -- what the importer understood of the row
) STRICT;

CREATE TABLE roster_decision (       -- decisions are taken over when a later file raises the same question
  fingerprint TEXT NOT NULL,
  code TEXT NOT NULL,
  decision TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  PRIMARY KEY (fingerprint, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE roster_change (         -- what an import changed, field by field
  import_id TEXT NOT NULL REFERENCES roster_import(id),
  seq INTEGER NOT NULL,
  village_code TEXT NOT NULL,
  household_no TEXT NOT NULL,
  kind TEXT NOT NULL,                -- added | changed | left | moved | gone
  person TEXT NOT NULL,
  field TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  PRIMARY KEY (import_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE roster_layout (         -- corrections to the recognised columns, remembered per layout
  layout TEXT PRIMARY KEY,
  mapping TEXT NOT NULL,
  saved_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE campaign (
  id TEXT PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  survey_kind TEXT NOT NULL,
  opened_on TEXT NOT NULL,
  open INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;

CREATE TABLE team (
  id TEXT PRIMARY KEY,
  campaign_id TEXT NOT NULL REFERENCES campaign(id),
  name TEXT NOT NULL,
  UNIQUE (campaign_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE team_officer (
  team_id TEXT NOT NULL REFERENCES team(id),
  officer_id TEXT NOT NULL REFERENCES officer(id),
  PRIMARY KEY (team_id, officer_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE frame (                 -- the frozen list of a campaign, and how far each household is
  campaign_id TEXT NOT NULL REFERENCES campaign(id),
  household_id TEXT NOT NULL REFERENCES household(id),
  village_code TEXT NOT NULL,
  team_id TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL DEFAULT 'unvisited',
  revisit_on TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (campaign_id, household_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX frame_work ON frame(campaign_id, team_id, state);
CREATE INDEX frame_village ON frame(campaign_id, village_code, state);

CREATE TABLE draw (                  -- a fair random assignment that anybody can repeat from its seed
  id TEXT PRIMARY KEY,
  campaign_id TEXT NOT NULL REFERENCES campaign(id),
  seed TEXT NOT NULL,
  result TEXT NOT NULL,
  drawn_at TEXT NOT NULL,
  drawn_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE form (                  -- compiled packages: shipped ones and the county's own
  form_id TEXT NOT NULL,
  version TEXT NOT NULL,
  title TEXT NOT NULL,
  code TEXT NOT NULL,                -- F01 ...
  source_digest TEXT NOT NULL,
  package BLOB NOT NULL,
  installed_at TEXT NOT NULL,
  PRIMARY KEY (form_id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE draft (
  id TEXT PRIMARY KEY,
  form_id TEXT NOT NULL,
  form_version TEXT NOT NULL,
  household_id TEXT NOT NULL DEFAULT '',
  person_id TEXT NOT NULL DEFAULT '',
  campaign_id TEXT NOT NULL DEFAULT '',
  replaces TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  officers TEXT NOT NULL DEFAULT '',
  body BLOB NOT NULL,
  started_at TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  UNIQUE (form_id, household_id, person_id, campaign_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE submission (
  id TEXT PRIMARY KEY,               -- meta/instanceID
  form_id TEXT NOT NULL,
  form_version TEXT NOT NULL,
  household_id TEXT NOT NULL DEFAULT '',
  person_id TEXT NOT NULL DEFAULT '',
  campaign_id TEXT NOT NULL DEFAULT '',
  replaces TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  digest TEXT NOT NULL UNIQUE,       -- SHA-256 of body, hex
  body BLOB NOT NULL,                -- canonical instance XML, never re-serialised
  policy TEXT NOT NULL DEFAULT '{}', -- the parameters it was computed with
  result TEXT NOT NULL DEFAULT '{}', -- derived figures that lists and papers show
  frozen_at TEXT NOT NULL,
  frozen_by TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE INDEX submission_household ON submission(household_id, form_id, frozen_at);
CREATE INDEX submission_replaces ON submission(replaces);
CREATE TRIGGER submission_is_immutable BEFORE UPDATE ON submission
BEGIN SELECT RAISE(ABORT, 'a submission is immutable'); END;
CREATE TRIGGER submission_stays BEFORE DELETE ON submission
BEGIN SELECT RAISE(ABORT, 'a submission is immutable'); END;

CREATE TABLE attachment (            -- content-addressed files of drafts and submissions, in HOME/attachments
  owner_id TEXT NOT NULL,            -- draft or submission id
  name TEXT NOT NULL,                -- the file name inside the instance
  digest TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  PRIMARY KEY (owner_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE signoff (               -- a person's signature over a digest; two different people, in order
  submission_id TEXT NOT NULL REFERENCES submission(id),
  place INTEGER NOT NULL CHECK (place IN (1, 2)),
  officer_id TEXT NOT NULL REFERENCES officer(id),
  digest TEXT NOT NULL,
  public_key BLOB NOT NULL,
  signature BLOB NOT NULL,
  signed_at TEXT NOT NULL,
  PRIMARY KEY (submission_id, place),
  UNIQUE (submission_id, officer_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER signoff_over_the_same_digest BEFORE INSERT ON signoff
WHEN NEW.digest <> (SELECT digest FROM submission WHERE id = NEW.submission_id)
BEGIN SELECT RAISE(ABORT, 'a sign-off is over the frozen digest'); END;
CREATE TRIGGER signoff_in_order BEFORE INSERT ON signoff
WHEN NEW.place = 2 AND NOT EXISTS (SELECT 1 FROM signoff WHERE submission_id = NEW.submission_id AND place = 1)
BEGIN SELECT RAISE(ABORT, 'the second signs after the first'); END;
CREATE TRIGGER signoff_is_immutable BEFORE UPDATE ON signoff
BEGIN SELECT RAISE(ABORT, 'a sign-off is immutable'); END;
CREATE TRIGGER signoff_stays BEFORE DELETE ON signoff
BEGIN SELECT RAISE(ABORT, 'a sign-off is immutable'); END;

CREATE TABLE document (              -- a frozen list or paper that was printed
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  village_code TEXT NOT NULL DEFAULT '',
  subject_id TEXT NOT NULL DEFAULT '',
  wording_version TEXT NOT NULL,
  content TEXT NOT NULL,             -- JSON the paper was made from
  digest TEXT NOT NULL,
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE record (                -- everything that travels, chained per device (save, then send)
  seq INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  digest TEXT NOT NULL UNIQUE,
  prev TEXT NOT NULL,
  salt BLOB NOT NULL,
  body BLOB NOT NULL,
  made_at TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'sent', 'received', 'refused')),
  batch TEXT NOT NULL DEFAULT '',
  refusal TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX record_state ON record(state, seq);
CREATE INDEX record_subject ON record(subject_id);

CREATE TABLE batch (                 -- a sealed batch file; its bytes wait in HOME/outbox until the receipt came
  digest TEXT PRIMARY KEY,
  first_seq INTEGER NOT NULL,        -- 0 when it carries only parts of photos
  last_seq INTEGER NOT NULL,
  records INTEGER NOT NULL,
  size INTEGER NOT NULL,
  made_at TEXT NOT NULL,
  receipt BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX batch_open ON batch(made_at) WHERE receipt IS NULL;

CREATE TABLE blob (                  -- attachments on their way: each content travels once
  digest TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'sent', 'received'))
) STRICT, WITHOUT ROWID;

CREATE TABLE blob_batch (            -- which batches carry the pieces of an attachment
  digest TEXT NOT NULL REFERENCES blob(digest),
  batch TEXT NOT NULL,
  PRIMARY KEY (digest, batch)
) STRICT, WITHOUT ROWID;

CREATE TABLE taken (                 -- what came down from the county, each item once
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  body BLOB NOT NULL,
  taken_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE county_visit (          -- the county's view of a received submission, projected from the record log
  submission_id TEXT PRIMARY KEY,
  digest TEXT NOT NULL,
  device TEXT NOT NULL,
  village_code TEXT NOT NULL,
  village_name TEXT NOT NULL,
  village_group TEXT NOT NULL,
  household_id TEXT NOT NULL,
  household_no TEXT NOT NULL,
  head_name TEXT NOT NULL,
  form_id TEXT NOT NULL,
  frozen_at TEXT NOT NULL,
  replaces TEXT NOT NULL,
  signatures_needed INTEGER NOT NULL,
  received_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX county_visit_village ON county_visit(village_code, household_no);
CREATE INDEX county_visit_replaces ON county_visit(replaces);

CREATE TABLE county_signature (
  submission_id TEXT NOT NULL,
  place INTEGER NOT NULL,
  digest TEXT NOT NULL,
  officer_id TEXT NOT NULL,
  public_key BLOB NOT NULL,
  officer_name TEXT NOT NULL,
  signed_at TEXT NOT NULL,
  PRIMARY KEY (submission_id, place, digest)
) STRICT, WITHOUT ROWID;

CREATE VIEW county_people AS         -- how many different people, each with a key of his own, signed the same bytes
SELECT submission_id, digest, min(count(DISTINCT officer_id), count(DISTINCT public_key)) AS people
FROM county_signature GROUP BY submission_id, digest;

CREATE TABLE county_file (           -- attachments a received submission names
  submission_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY (submission_id, digest)
) STRICT, WITHOUT ROWID;

CREATE TABLE county_blob (           -- attachments the county holds whole
  digest TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

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

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  object TEXT NOT NULL,
  detail TEXT NOT NULL,
  prev TEXT NOT NULL,
  digest TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_is_append_only BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_stays BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
