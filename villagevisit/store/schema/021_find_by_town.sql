-- Step 021: terms lie with their township, the village behind the term, so that who may see one township or village only
-- does not read other people's hits. Kind by kind, so that the file needs little more room meanwhile.

CREATE TABLE find_by_town (          -- what a key press looks up
  kind INTEGER NOT NULL,             -- 0 name, 1 inner part of a name, 2 initials, 3 id reversed (row of person);
                                     -- 4 household number, 5 the same reversed (row of household)
  town INTEGER NOT NULL,             -- the first nine digits of the code of the household's village
  term TEXT NOT NULL,
  village INTEGER NOT NULL,          -- its last three digits
  row INTEGER NOT NULL,
  PRIMARY KEY (kind, town, term, village, row)
) STRICT, WITHOUT ROWID;

CREATE TEMP TABLE lives (            -- in memory: reading it from the file for each term takes minutes
  household INTEGER NOT NULL,        -- 1: `row` is that of a household
  row INTEGER NOT NULL,
  town INTEGER NOT NULL,
  village INTEGER NOT NULL,
  PRIMARY KEY (household, row)
) STRICT, WITHOUT ROWID;
INSERT INTO lives
SELECT 1, row, CAST(substr(village_code, 1, 9) AS INTEGER), CAST(substr(village_code, 10) AS INTEGER) FROM household;
INSERT INTO lives
SELECT 0, p.row, l.town, l.village
FROM person p CROSS JOIN household h ON h.id = p.household_id JOIN lives l ON l.household = 1 AND l.row = h.row
ORDER BY p.row;

INSERT INTO find_by_town SELECT f.kind, l.town, f.term, l.village, f.row
FROM find f CROSS JOIN lives l ON l.household = 0 AND l.row = f.row WHERE f.kind = 0 ORDER BY 2, 3, 4, 5;
DELETE FROM find WHERE kind = 0;

INSERT INTO find_by_town SELECT f.kind, l.town, f.term, l.village, f.row
FROM find f CROSS JOIN lives l ON l.household = 0 AND l.row = f.row WHERE f.kind = 1 ORDER BY 2, 3, 4, 5;
DELETE FROM find WHERE kind = 1;

INSERT INTO find_by_town SELECT f.kind, l.town, f.term, l.village, f.row
FROM find f CROSS JOIN lives l ON l.household = 0 AND l.row = f.row WHERE f.kind = 2 ORDER BY 2, 3, 4, 5;
DELETE FROM find WHERE kind = 2;

INSERT INTO find_by_town SELECT f.kind, l.town, f.term, l.village, f.row
FROM find f CROSS JOIN lives l ON l.household = 0 AND l.row = f.row WHERE f.kind = 3 ORDER BY 2, 3, 4, 5;
DELETE FROM find WHERE kind = 3;

INSERT INTO find_by_town SELECT f.kind, l.town, f.term, l.village, f.row
FROM find f CROSS JOIN lives l ON l.household = 1 AND l.row = f.row WHERE f.kind = 4 ORDER BY 2, 3, 4, 5;
DELETE FROM find WHERE kind = 4;

INSERT INTO find_by_town SELECT f.kind, l.town, f.term, l.village, f.row
FROM find f CROSS JOIN lives l ON l.household = 1 AND l.row = f.row WHERE f.kind = 5 ORDER BY 2, 3, 4, 5;
DELETE FROM find WHERE kind = 5;

DROP TABLE temp.lives;
DROP TABLE find;
ALTER TABLE find_by_town RENAME TO find;
