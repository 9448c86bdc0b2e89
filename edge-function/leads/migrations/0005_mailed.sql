-- What was mailed lately and is not to be mailed again, as keyed hashes with an end. A hash here is made in another way
-- than those of leads, so that nobody can tell from it whether there is a lead.
CREATE TABLE mailed (
    hash TEXT PRIMARY KEY,
    until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX mailed_by_end ON mailed (until);
