-- Step 024: the county's page of a village counts the signatures of its own records only, and every record says of which
-- year's visit it is: a correction belongs to the year of the record that it replaces.

DROP VIEW county_line;
CREATE VIEW county_line AS           -- a received visit with what stands around it
SELECT v.*,
  (SELECT min(count(DISTINCT s.officer_id), count(DISTINCT s.public_key), count(DISTINCT c.staff_no))
    FROM county_signature s JOIN county_certificate c ON c.key = s.public_key
    WHERE s.submission_id = v.submission_id AND s.digest = v.digest   -- as county_people, for this record alone
      AND instr(' ' || c.roles || ' ', ' investigator ') > 0
      AND substr(min(s.signed_at, v.received_at), 1, 10) <= c.until
      AND NOT EXISTS (SELECT 1 FROM revoked_key r
        WHERE r.key = s.public_key AND r.at <= min(s.signed_at, v.received_at))
      AND EXISTS (SELECT 1 FROM json_each(c.scope) p WHERE substr(v.village_code, 1, length(p.value)) = p.value))
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
    AND NOT EXISTS (SELECT 1 FROM county_blob b WHERE b.digest = f.digest)) AS missing,
  substr(CASE WHEN v.replaces = '' THEN v.frozen_at ELSE (
    WITH RECURSIVE up(at, before) AS (
      SELECT v.frozen_at, v.replaces
      UNION ALL SELECT o.frozen_at, o.replaces FROM up JOIN county_visit o ON o.submission_id = up.before
    ) SELECT min(at) FROM up
  ) END, 1, 4) AS year
FROM county_visit v
WHERE v.village_code <> '' AND v.signatures_needed = 2 AND v.health = 0;
DROP VIEW county_people;
