-- What people may ask for: that data are erased, put right, restricted, and not used to sell.

-- When it happened what a delivery tells of; NULL for a new lead, whose own time counts. What is told of one lead for the
-- second time has its number behind the event: `lead.updated/2`.
ALTER TABLE delivery ADD COLUMN happened_at INTEGER;

-- As long as a lead is restricted it is kept, and neither shown nor sent. The reason names no person.
ALTER TABLE lead ADD COLUMN restricted_at INTEGER;
ALTER TABLE lead ADD COLUMN restriction_reason TEXT CHECK ((restricted_at IS NULL) = (restriction_reason IS NULL));
ALTER TABLE lead ADD COLUMN objected_at INTEGER;

CREATE INDEX lead_restricted ON lead (restricted_at) WHERE restricted_at IS NOT NULL;

-- Who is never to be sent advertising: keyed hashes of addresses and numbers. They outlive the leads they came from,
-- since otherwise nobody could know.
CREATE TABLE suppressed (
    hash TEXT PRIMARY KEY,
    since INTEGER NOT NULL,
    cause TEXT NOT NULL CHECK (cause IN ('erased', 'objected'))
) STRICT, WITHOUT ROWID;
