-- Step 012: overrides that the county's administrator allowed in writing: which rule, whom, for which household or visit.

CREATE TABLE override (             -- on a laptop and in the county's view; what counts is `body`, signed by the county
  digest TEXT PRIMARY KEY,           -- of the county's record
  household_id TEXT NOT NULL,
  village_code TEXT NOT NULL,
  rule TEXT NOT NULL,                -- code of the refusal that is lifted
  visit TEXT NOT NULL,               -- id of the one record it is for; empty: the next of the household
  officers TEXT NOT NULL,            -- staff numbers parted by blanks
  since TEXT NOT NULL,               -- days
  until TEXT NOT NULL,
  body BLOB NOT NULL,
  used_by TEXT NOT NULL DEFAULT ''   -- on a laptop: the record that was signed under it
) STRICT, WITHOUT ROWID;
CREATE INDEX override_household ON override(household_id);

DROP VIEW county_line;
CREATE VIEW county_line AS           -- a received record with what stands around it
SELECT v.*,
  coalesce((SELECT people FROM county_people s WHERE s.submission_id = v.submission_id AND s.digest = v.digest), 0)
    >= CASE WHEN EXISTS (            -- the county let this one person sign this one record alone
      SELECT 1 FROM override e JOIN county_signature s ON s.submission_id = v.submission_id AND s.digest = v.digest
      JOIN county_certificate c ON c.key = s.public_key
      WHERE e.rule = 'recusal.too-few' AND e.visit = v.submission_id AND e.household_id = v.household_id
        AND instr(' ' || e.officers || ' ', ' ' || c.staff_no || ' ') > 0
        AND substr(min(s.signed_at, v.received_at), 1, 10) BETWEEN e.since AND e.until
    ) THEN 1 ELSE v.signatures_needed END AS signed,
  (SELECT group_concat(s.officer_name, char(10)) FROM county_signature s
    WHERE s.submission_id = v.submission_id AND s.digest = v.digest) AS signers,
  EXISTS (SELECT 1 FROM county_visit n WHERE n.replaces = v.submission_id) AS corrected,
  (SELECT count(*) FROM county_file f WHERE f.submission_id = v.submission_id) AS files,
  (SELECT count(*) FROM county_file f WHERE f.submission_id = v.submission_id
    AND NOT EXISTS (SELECT 1 FROM county_blob b WHERE b.digest = f.digest)) AS missing
FROM county_visit v
WHERE v.village_code <> '' AND v.signatures_needed = 2;  -- visits; who filled in a health form is nobody's business here
