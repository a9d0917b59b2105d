-- Step 006: attachments of others' records, which come down after them.

CREATE TABLE blob_here (             -- those whose file lies on this laptop
  digest TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE INDEX attachment_digest ON attachment(digest);
CREATE INDEX county_file_digest ON county_file(digest);
