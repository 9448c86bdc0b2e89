-- What may be counted, what platforms may learn, and whom may be written to: each apart from the content of leads.

-- The kind of the project a lead is about, for statistics; NULL for a lead from before.
ALTER TABLE lead ADD COLUMN category TEXT;

-- One row for each lead whose visitor ticked the box for it. No column can hold anything about them: a category of the
-- project, a kind of event, the number of a week, the name of a campaign. Visits, offers and sales are not kept here but
-- read from the partner's reports, as long as this row is there.
CREATE TABLE signal (
    lead_id TEXT PRIMARY KEY REFERENCES lead (id),
    at INTEGER NOT NULL,
    category TEXT NOT NULL,
    event TEXT NOT NULL CHECK (event = 'enquiry'),
    -- Weeks since the Monday before 1970 began.
    week INTEGER NOT NULL,
    campaign TEXT CHECK (campaign IS NULL OR (LENGTH(campaign) <= 64 AND campaign NOT GLOB '*[^a-z0-9-]*'))
) STRICT, WITHOUT ROWID;

CREATE INDEX signal_by_time ON signal (at);

-- Who asked for mail, once for each list and address. The address is sealed.
CREATE TABLE subscription (
    -- Keyed hash of list and address: the same whenever somebody comes back, so that a link in an old mail still ends it.
    id TEXT PRIMARY KEY,
    list TEXT NOT NULL CHECK (list IN ('newsletter', 'similar')),
    -- Keyed hash of the address alone, by which objections find it.
    email_hash TEXT NOT NULL,
    -- Pending until it is confirmed through the address itself; ended by one click, and then proof of both.
    state TEXT NOT NULL CHECK (state IN ('pending', 'confirmed', 'ended')),
    language TEXT NOT NULL,
    -- The record of the consent: which words stood beside the box, on which page, when it was ticked and confirmed.
    consent_text TEXT NOT NULL,
    page TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    confirmed_at INTEGER,
    ended_at INTEGER,
    -- While it is pending: the lead it came with, until when it can be confirmed, and the mail that asks for it.
    lead_id TEXT REFERENCES lead (id),
    expires_at INTEGER,
    mail_due_at INTEGER,
    mail_tries INTEGER NOT NULL DEFAULT 0,
    key_version INTEGER,
    wrap_nonce TEXT,
    wrapped_key TEXT,
    nonce TEXT,
    ciphertext TEXT,
    CHECK ((state = 'ended') = (ended_at IS NOT NULL)),
    CHECK ((state = 'ended') = (ciphertext IS NULL)),
    CHECK ((state = 'ended') = (wrapped_key IS NULL)),
    CHECK ((state = 'pending') = (expires_at IS NOT NULL)),
    CHECK (state <> 'confirmed' OR confirmed_at IS NOT NULL),
    CHECK (state = 'pending' OR (lead_id IS NULL AND mail_due_at IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX subscription_pending ON subscription (expires_at) WHERE state = 'pending';
CREATE INDEX subscription_mail ON subscription (mail_due_at) WHERE mail_due_at IS NOT NULL;
CREATE INDEX subscription_ended ON subscription (ended_at) WHERE state = 'ended';
CREATE INDEX subscription_confirmed ON subscription (list, id) WHERE state = 'confirmed';
CREATE INDEX subscription_by_email ON subscription (email_hash);
