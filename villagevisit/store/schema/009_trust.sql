-- Step 009: who vouches for whom: what a person signed besides the digest, and the county's certificates.

ALTER TABLE signoff ADD COLUMN claims BLOB NOT NULL DEFAULT x'';       -- canonical CBOR, see services/claims.py
ALTER TABLE signoff ADD COLUMN certificate BLOB NOT NULL DEFAULT x'';  -- of the signer's key; empty: he had none then
ALTER TABLE signoff ADD COLUMN beacon BLOB NOT NULL DEFAULT x'';       -- the county's newest word of a day; or empty
