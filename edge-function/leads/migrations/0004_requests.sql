-- What people asked of us by right, by letter or by mail, and by when it must be answered. Who asked stands here as a
-- keyed hash only; their words stay where they came in.
CREATE TABLE request (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (
        kind IN ('access', 'rectification', 'erasure', 'restriction', 'portability', 'objection')
    ),
    person_hash TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    -- Why it takes two months more, and that the person was told so. It names nobody.
    extended_because TEXT,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'answered', 'refused')),
    closed_at INTEGER,
    -- Why it was refused, as a code.
    refused_because TEXT,
    -- When people were told that its time is nearly over, and that it is.
    warned_at INTEGER,
    alerted_at INTEGER,
    CHECK ((state = 'open') = (closed_at IS NULL)),
    CHECK ((state = 'refused') = (refused_because IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX request_open ON request (due_at) WHERE state = 'open';
CREATE INDEX request_by_person ON request (person_hash);
