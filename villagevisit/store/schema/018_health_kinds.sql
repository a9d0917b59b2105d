-- Step 018: what is of health travels under kinds of its own, and leaves a laptop that may not have it any more.

CREATE TABLE health_going (          -- being taken off this laptop; empty outside of that transaction
  subject TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

DROP TRIGGER submission_stays;
CREATE TRIGGER submission_stays BEFORE DELETE ON submission
WHEN NOT EXISTS (SELECT 1 FROM erasure e WHERE e.kind IN ('submission', 'health') AND e.subject = OLD.id)
AND NOT EXISTS (SELECT 1 FROM purged p WHERE p.subject = OLD.id)
AND NOT EXISTS (SELECT 1 FROM health_going g WHERE g.subject = OLD.id) AND NOT EXISTS (
  SELECT 1 FROM household h JOIN leaving l ON l.village_code = h.village_code
  WHERE h.id = OLD.household_id AND l.purging = 1)
BEGIN SELECT RAISE(ABORT, 'a submission is immutable'); END;
DROP TRIGGER signoff_stays;
CREATE TRIGGER signoff_stays BEFORE DELETE ON signoff
WHEN NOT EXISTS (SELECT 1 FROM erasure e WHERE e.kind IN ('submission', 'health') AND e.subject = OLD.submission_id)
AND NOT EXISTS (SELECT 1 FROM purged p WHERE p.subject = OLD.submission_id)
AND NOT EXISTS (SELECT 1 FROM health_going g WHERE g.subject = OLD.submission_id) AND NOT EXISTS (
  SELECT 1 FROM submission s JOIN household h ON h.id = s.household_id JOIN leaving l ON l.village_code = h.village_code
  WHERE s.id = OLD.submission_id AND l.purging = 1)
BEGIN SELECT RAISE(ABORT, 'a sign-off is immutable'); END;

ALTER TABLE county_visit ADD COLUMN health INTEGER NOT NULL DEFAULT 0;
UPDATE county_visit SET health = 1 WHERE form_id IN (
  'ehr_basic_info', 'elder_selfcare', 'family_doctor_contract', 'fee_waiver',
  'htn_followup', 'illness_poverty_verify', 'physical_exam', 'smd_followup',
  't2dm_followup', 'two_cancer_screening'
);

DROP VIEW county_line;
CREATE VIEW county_line AS           -- a received visit with what stands around it
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
WHERE v.village_code <> '' AND v.signatures_needed = 2 AND v.health = 0;
