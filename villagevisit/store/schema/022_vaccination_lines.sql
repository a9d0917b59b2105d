-- Step 022: where a child stands with vaccination is told in another form; whoever had such a line before gets a new one.

INSERT OR IGNORE INTO health_stale(person_id)
SELECT DISTINCT thing FROM event WHERE kind IN ('health.service', 'health.enrolled');
