-- Leads and where they stand. One text for every database of this project: plain SQLite, strict tables, times in
-- seconds since 1970, everything sealed as base64 text. No column but the sealed ones may hold anything personal.

CREATE TABLE lead (
    id TEXT PRIMARY KEY,
    project TEXT NOT NULL,
    partner TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'quarantined', 'erased')),
    -- Why it was quarantined: codes separated by spaces. It stays when the lead is released.
    reasons TEXT NOT NULL,
    key_version INTEGER,
    wrap_nonce TEXT,
    wrapped_key TEXT,
    nonce TEXT,
    ciphertext TEXT,
    -- Keyed hashes, to find a person's leads without opening any.
    email_hash TEXT,
    phone_hash TEXT,
    erased_at INTEGER,
    -- An erased lead holds nothing, and only an erased one may hold nothing.
    CHECK ((state = 'erased') = (erased_at IS NOT NULL)),
    CHECK ((state = 'erased') = (key_version IS NULL)),
    CHECK ((state = 'erased') = (wrap_nonce IS NULL)),
    CHECK ((state = 'erased') = (wrapped_key IS NULL)),
    CHECK ((state = 'erased') = (nonce IS NULL)),
    CHECK ((state = 'erased') = (ciphertext IS NULL)),
    CHECK (state <> 'erased' OR (email_hash IS NULL AND phone_hash IS NULL))
) STRICT;

CREATE INDEX lead_by_time ON lead (received_at);
CREATE INDEX lead_in_quarantine ON lead (received_at) WHERE state = 'quarantined';
CREATE INDEX lead_by_email ON lead (email_hash) WHERE email_hash IS NOT NULL;
CREATE INDEX lead_by_phone ON lead (phone_hash) WHERE phone_hash IS NOT NULL;

-- What was already sent in: keyed hashes of submission ids and of contents. A repeat cannot be inserted.
CREATE TABLE seen (
    token TEXT PRIMARY KEY,
    lead_id TEXT NOT NULL REFERENCES lead (id),
    -- From when on the same counts as something new; never, if NULL.
    until INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX seen_by_lead ON seen (lead_id);

-- One row for each event that a destination must be told about.
CREATE TABLE delivery (
    -- Also the event's id on the wire: the same in every attempt.
    id TEXT PRIMARY KEY,
    lead_id TEXT NOT NULL REFERENCES lead (id),
    destination TEXT NOT NULL,
    event TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('first', 'second')),
    state TEXT NOT NULL CHECK (state IN ('held', 'pending', 'delivered', 'dead', 'erased')),
    -- Since when it is being tried: from here the oldest undelivered lead is counted.
    since INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    -- Its place in the table of retries.
    step INTEGER NOT NULL DEFAULT 0,
    -- Whether a person asked for the next attempt.
    manual INTEGER NOT NULL DEFAULT 0 CHECK (manual IN (0, 1)),
    lease TEXT,
    leased_until INTEGER,
    delivered_at INTEGER,
    alerted_at INTEGER,
    UNIQUE (lead_id, destination, event),
    CHECK ((lease IS NULL) = (leased_until IS NULL)),
    CHECK (state <> 'delivered' OR delivered_at IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE INDEX delivery_due ON delivery (due_at) WHERE state = 'pending';
-- Empty as long as all goes well.
CREATE INDEX delivery_dead ON delivery (since) WHERE state = 'dead';
CREATE INDEX delivery_leased ON delivery (lease) WHERE lease IS NOT NULL;

CREATE TABLE attempt (
    delivery_id TEXT NOT NULL REFERENCES delivery (id),
    number INTEGER NOT NULL,
    -- The lease under which it was made. One lease is one attempt, so that noting it twice changes nothing.
    lease TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    took_ms INTEGER NOT NULL,
    manual INTEGER NOT NULL CHECK (manual IN (0, 1)),
    outcome TEXT NOT NULL,
    status INTEGER,
    -- In words for people, with nothing of the lead in it.
    detail TEXT NOT NULL,
    PRIMARY KEY (delivery_id, number),
    UNIQUE (delivery_id, lease)
) STRICT, WITHOUT ROWID;

-- Destinations that are sent nothing until somebody resumes them. Their deliveries stay pending.
CREATE TABLE paused (
    destination TEXT PRIMARY KEY,
    since INTEGER NOT NULL,
    reason TEXT NOT NULL,
    alerted_at INTEGER
) STRICT, WITHOUT ROWID;

-- What partners say became of a lead. Words from a closed list; nothing about the person.
CREATE TABLE report (
    lead_id TEXT NOT NULL REFERENCES lead (id),
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    PRIMARY KEY (lead_id, number)
) STRICT, WITHOUT ROWID;

-- A chain: two writers who hang a row on the same one cannot both be right, so the second is refused.
CREATE TABLE audit (
    number INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    previous TEXT NOT NULL UNIQUE,
    hash TEXT NOT NULL
) STRICT;

CREATE INDEX audit_by_action ON audit (action) WHERE action IN ('accepted', 'quarantined');

-- Where each lead stands as a whole. One confirmed destination means that the partner has it, but not before the others
-- are through.
CREATE VIEW lead_standing AS
SELECT
    lead.id AS id,
    CASE
        WHEN lead.state <> 'open' THEN lead.state
        WHEN EXISTS (
            SELECT 1 FROM delivery
            WHERE delivery.lead_id = lead.id AND delivery.event = 'lead.created' AND delivery.state = 'pending'
        ) THEN 'pending'
        WHEN EXISTS (
            SELECT 1 FROM delivery
            WHERE delivery.lead_id = lead.id AND delivery.event = 'lead.created' AND delivery.state = 'delivered'
        ) THEN 'delivered'
        ELSE 'dead'
    END AS standing
FROM lead;
