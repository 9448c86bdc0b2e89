//! Every statement that is ever run, in one place. None is put together at run time, and no value is part of one.

/// The end of the audit chain: two columns that are NULL before the first row.
macro_rules! chain {
    () => {
        "(SELECT number FROM audit ORDER BY number DESC LIMIT 1) AS audit_number, \
         (SELECT hash FROM audit ORDER BY number DESC LIMIT 1) AS audit_hash"
    };
}

/// What is shown of a lead without opening it.
macro_rules! summary {
    () => {
        "lead.id AS id, project, partner, received_at, reasons, erased_at, restricted_at, standing"
    };
}

/// The sealed content of a lead.
macro_rules! sealed {
    () => {
        "key_version, wrap_nonce, wrapped_key, nonce, ciphertext"
    };
}

/// The same, but nothing that opens if the lead is restricted.
macro_rules! readable {
    () => {
        "CASE WHEN restricted_at IS NULL THEN key_version END AS key_version, wrap_nonce, wrapped_key, nonce, ciphertext"
    };
}

/// Until when the content of a lead is kept.
macro_rules! end {
    () => {
        "(COALESCE(last_contact_at, received_at) + retention_days * 86400)"
    };
}

/// Leads of a project (?1), a partner (?2), with a standing (?3), older than a lead (?4, ?5), newest first, at most ?6.
macro_rules! filtered {
    () => {
        "FROM lead JOIN lead_standing ON lead_standing.id = lead.id \
         WHERE (?1 IS NULL OR project = ?1) AND (?2 IS NULL OR partner = ?2) AND (?3 IS NULL OR standing = ?3) \
         AND (?4 IS NULL OR (received_at, lead.id) < (?4, ?5)) \
         ORDER BY received_at DESC, lead.id DESC LIMIT ?6"
    };
}

pub(super) mod marketing;

pub(super) const LOOK_AT_CHAIN: &str = concat!("SELECT ", chain!());
pub(super) const LOOK_AT_LEAD: &str = concat!(
    "SELECT ",
    chain!(),
    ", (SELECT state FROM lead WHERE id = ?1) AS state, ",
    "EXISTS (SELECT 1 FROM delivery WHERE lead_id = ?1 AND (channel = 'second' OR destination = ?2)) AS rerouted"
);
pub(super) const LOOK_AT_DELIVERY: &str = concat!(
    "SELECT ",
    chain!(),
    ", delivery.lead_id, delivery.destination, delivery.state, delivery.lease, ",
    "delivery.leased_until, delivery.alerted_at, delivery.event, lead.state AS lead_state, lead.restricted_at, ",
    "EXISTS (SELECT 1 FROM attempt WHERE delivery_id = ?1 AND attempt.lease = ?2) AS noted ",
    "FROM (SELECT 1) LEFT JOIN delivery ON delivery.id = ?1 LEFT JOIN lead ON lead.id = delivery.lead_id"
);
pub(super) const LOOK_AT_DESTINATION: &str = concat!(
    "SELECT ",
    chain!(),
    ", (SELECT since FROM paused WHERE destination = ?1) AS since, ",
    "(SELECT alerted_at FROM paused WHERE destination = ?1) AS alerted_at"
);
pub(super) const APPEND_AUDIT: &str = "INSERT INTO audit \
    (number, at, actor, action, subject, detail, previous, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";

pub(super) const INSERT_LEAD: &str = "INSERT INTO lead \
    (id, project, partner, received_at, state, reasons, key_version, wrap_nonce, wrapped_key, nonce, ciphertext, \
    email_hash, phone_hash, retention_days, category, key_apart_since) \
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, \
    CASE WHEN ?9 LIKE 'vault:%' THEN ?4 END)";
pub(super) const FORGET_SEEN: &str = "DELETE FROM seen WHERE token = ?1 AND until <= ?2";
pub(super) const INSERT_SEEN: &str = "INSERT INTO seen (token, lead_id, until) VALUES (?1, ?2, ?3)";
pub(super) const SEEN: &str = "SELECT lead_id FROM seen WHERE token = ?1 AND (until IS NULL OR until > ?2)";
pub(super) const INSERT_DELIVERY: &str = "INSERT INTO delivery \
    (id, lead_id, destination, event, channel, state, since, due_at) \
    VALUES (?1, ?2, ?3, 'lead.created', 'first', ?4, ?5, ?5)";

/// One statement, so that of two who claim at once each takes what the other did not.
pub(super) const CLAIM: &str = "UPDATE delivery SET lease = ?2, leased_until = ?3 WHERE id IN ( \
    SELECT id FROM ( \
        SELECT id, due_at, ROW_NUMBER() OVER (PARTITION BY destination ORDER BY due_at, id) AS place FROM delivery \
        WHERE state = 'pending' AND due_at <= ?1 AND (leased_until IS NULL OR leased_until <= ?1) \
        AND destination NOT IN (SELECT destination FROM paused) AND (?4 IS NULL OR lead_id = ?4) \
        AND (event = 'lead.erased' OR event LIKE 'lead.restricted%' \
            OR lead_id NOT IN (SELECT id FROM lead WHERE restricted_at IS NOT NULL)) \
    ) WHERE place <= ?5 ORDER BY due_at, id LIMIT ?6)";
pub(super) const CLAIMED: &str = concat!(
    "SELECT delivery.id AS id, lead_id, destination, event, happened_at, channel, step, manual, since, project, partner, \
    received_at, (SELECT COUNT(*) FROM attempt WHERE delivery_id = delivery.id) AS attempts, ",
    sealed!(),
    " FROM delivery JOIN lead ON lead.id = delivery.lead_id WHERE delivery.lease = ?1 AND delivery.state = 'pending' \
    ORDER BY due_at, delivery.id"
);

pub(super) const INSERT_ATTEMPT: &str = "INSERT INTO attempt \
    (delivery_id, number, lease, started_at, took_ms, manual, outcome, status, detail) \
    SELECT ?1, COALESCE(MAX(number), 0) + 1, ?2, ?3, ?4, (SELECT manual FROM delivery WHERE id = ?1), ?5, ?6, ?7 \
    FROM attempt WHERE delivery_id = ?1";
pub(super) const DELIVERED: &str = "UPDATE delivery SET state = 'delivered', \
    delivered_at = COALESCE(delivered_at, ?2), manual = 0, lease = NULL, leased_until = NULL WHERE id = ?1";
pub(super) const RETRY: &str = "UPDATE delivery SET due_at = ?3, step = ?4, manual = 0, lease = NULL, \
    leased_until = NULL WHERE id = ?1 AND lease = ?2 AND state = 'pending'";
pub(super) const DEAD: &str = "UPDATE delivery SET state = 'dead', manual = 0, lease = NULL, leased_until = NULL \
    WHERE id = ?1 AND lease = ?2 AND state = 'pending'";

pub(super) const PAUSE: &str =
    "INSERT INTO paused (destination, since, reason) VALUES (?1, ?2, ?3) ON CONFLICT (destination) DO NOTHING";
pub(super) const RESUME: &str = "DELETE FROM paused WHERE destination = ?1";
pub(super) const PAUSED: &str = "SELECT destination, since, reason, alerted_at FROM paused ORDER BY destination";
pub(super) const RELEASE_LEAD: &str = "UPDATE lead SET state = 'open' WHERE id = ?1 AND state = 'quarantined'";
pub(super) const RELEASE_DELIVERIES: &str =
    "UPDATE delivery SET state = 'pending', since = ?2, due_at = ?2 WHERE lead_id = ?1 AND state = 'held'";
pub(super) const REPLAY: &str = "UPDATE delivery SET state = 'pending', since = ?2, due_at = ?2, step = 0, \
    manual = 1, lease = NULL, leased_until = NULL, alerted_at = NULL WHERE id = ?1";
/// Two look-ups rather than one with `OR`, so that each finds its index and delivered ones are not gone through.
pub(super) const LATE: &str = "SELECT delivery.id AS id, lead_id, destination, project, partner, since \
    FROM delivery JOIN lead ON lead.id = delivery.lead_id \
    WHERE delivery.id IN ( \
        SELECT id FROM delivery WHERE state = 'pending' UNION ALL SELECT id FROM delivery WHERE state = 'dead' \
    ) AND channel = 'first' AND event = 'lead.created' AND since <= ?1 \
    AND lead.state = 'open' AND lead.restricted_at IS NULL AND lead.partner IN (SELECT value FROM json_each(?3)) AND NOT EXISTS ( \
        SELECT 1 FROM delivery AS other WHERE other.lead_id = delivery.lead_id AND other.channel = 'second' \
    ) ORDER BY since, delivery.id LIMIT ?2";
pub(super) const REROUTE: &str = "INSERT INTO delivery \
    (id, lead_id, destination, event, channel, state, since, due_at) \
    VALUES (?1, ?2, ?3, 'lead.created', 'second', 'pending', ?4, ?4)";
pub(super) const ALERTS_DUE: &str = "SELECT id, lead_id, destination, event, since FROM delivery \
    WHERE state = 'dead' AND alerted_at IS NULL ORDER BY since, id LIMIT ?1";
pub(super) const ALERTED_OF_DELIVERY: &str = "UPDATE delivery SET alerted_at = ?2 WHERE id = ?1 AND state = 'dead'";
pub(super) const ALERTED_OF_DESTINATION: &str = "UPDATE paused SET alerted_at = ?2 WHERE destination = ?1";

pub(super) const ERASE_LEAD: &str = "UPDATE lead SET state = 'erased', erased_at = ?2, key_version = NULL, \
    wrap_nonce = NULL, wrapped_key = NULL, nonce = NULL, ciphertext = NULL, email_hash = NULL, phone_hash = NULL, \
    forget_at = COALESCE((SELECT MAX(leased_until) FROM delivery WHERE lead_id = ?1 AND leased_until > ?2), ?2) \
    WHERE id = ?1 AND state <> 'erased'";
pub(super) const ERASE_DELIVERIES: &str = "UPDATE delivery SET state = 'erased', manual = 0, lease = NULL, \
    leased_until = NULL WHERE lead_id = ?1 AND event <> 'lead.erased' AND state IN ('held', 'pending', 'dead')";
/// To everybody who got a lead, or may have got it: an attempt that failed may have arrived all the same.
pub(super) const TELL: &str = "INSERT INTO delivery \
    (id, lead_id, destination, event, channel, state, since, due_at, happened_at) \
    SELECT ?1 || '-' || ?3 || '/' || destination, ?1, destination, ?2, channel, 'pending', ?4, ?4, ?4 \
    FROM delivery AS told WHERE lead_id = ?1 AND event = 'lead.created' AND (delivered_at IS NOT NULL \
    OR leased_until > ?4 OR EXISTS (SELECT 1 FROM attempt WHERE delivery_id = told.id))";
pub(super) const SUPPRESS_LEAD: &str = "INSERT INTO suppressed (hash, since, cause) \
    SELECT hash, ?2, ?3 FROM (SELECT email_hash AS hash FROM lead WHERE id = ?1 \
    UNION SELECT phone_hash FROM lead WHERE id = ?1) WHERE hash IS NOT NULL ON CONFLICT (hash) DO NOTHING";
pub(super) const SUPPRESS: &str =
    "INSERT INTO suppressed (hash, since, cause) VALUES (?1, ?2, 'objected') ON CONFLICT (hash) DO NOTHING";
pub(super) const SUPPRESSED: &str = "SELECT since FROM suppressed WHERE hash = ?1";
pub(super) const RESTRICT: &str = "UPDATE lead SET restricted_at = ?2, restriction_reason = ?3 WHERE id = ?1";
pub(super) const LIFT: &str = "UPDATE lead SET restricted_at = NULL, restriction_reason = NULL WHERE id = ?1";
/// What would say that a lead is restricted after it is so no more.
pub(super) const WITHDRAW_RESTRICTED: &str = "UPDATE delivery SET state = 'erased', manual = 0, lease = NULL, \
    leased_until = NULL WHERE lead_id = ?1 AND event LIKE 'lead.restricted%' AND state IN ('pending', 'dead')";
pub(super) const AMEND: &str = "UPDATE lead SET key_version = ?2, wrap_nonce = ?3, wrapped_key = ?4, nonce = ?5, \
    ciphertext = ?6, email_hash = ?7, phone_hash = ?8, \
    key_apart_since = CASE WHEN ?4 LIKE 'vault:%' THEN COALESCE(key_apart_since, ?9) END WHERE id = ?1";
pub(super) const OBJECTED: &str = "UPDATE lead SET objected_at = ?2 WHERE id = ?1";
/// A token with an end was made of content; one without an end is random, and still recognises a late repeat.
pub(super) const ERASE_SEEN: &str = "DELETE FROM seen WHERE lead_id = ?1 AND until IS NOT NULL";

/// What stands for and against destroying a lead.
pub(super) const LOOK_AT_KEEPING: &str = concat!(
    "SELECT ",
    chain!(),
    ", state, received_at, key_apart_since, forget_at, erased_at, held_since, hold_reason, warned_at, restricted_at, objected_at, wrapped_key, ",
    end!(),
    " AS ends_at, (SELECT COUNT(DISTINCT event) FROM delivery WHERE lead_id = ?1 AND event LIKE 'lead.updated%') \
    AS updates, (SELECT COUNT(DISTINCT event) FROM delivery WHERE lead_id = ?1 AND event LIKE 'lead.restricted%') \
    AS restrictions FROM (SELECT 1) LEFT JOIN lead ON lead.id = ?1"
);
pub(super) const HOLD: &str = "UPDATE lead SET held_since = ?2, hold_reason = ?3 WHERE id = ?1";
pub(super) const UNHOLD: &str = "UPDATE lead SET held_since = NULL, hold_reason = NULL WHERE id = ?1";
pub(super) const WARNED: &str = "UPDATE lead SET warned_at = ?2 WHERE id = ?1";
pub(super) const FORGOTTEN: &str = "UPDATE lead SET forget_at = NULL WHERE id = ?1 AND forget_at <= ?2";
/// Whatever is to be done at this time (?1), at most ?2 of each kind. What no partner has is looked for among what is
/// under way, which is little, and told of a month (?3) before its end; if it is kept for less than two, then half way.
pub(super) const UPKEEP: &str = concat!(
    "SELECT 'forget' AS task, id, forget_at AS at FROM (SELECT id, forget_at FROM lead     WHERE forget_at IS NOT NULL AND forget_at <= ?1 ORDER BY forget_at LIMIT ?2)     UNION ALL SELECT 'erase', id, ends_at FROM (SELECT id, ",
    end!(),
    " AS ends_at FROM lead WHERE state <> 'erased' AND ",
    end!(),
    " < ?1 AND held_since IS NULL AND restricted_at IS NULL ORDER BY ",
    end!(),
    ", id LIMIT ?2)     UNION ALL SELECT 'warn', id, ends_at FROM (SELECT lead.id AS id, ",
    end!(),
    " AS ends_at FROM lead JOIN lead_standing ON lead_standing.id = lead.id     WHERE lead.id IN (SELECT lead_id FROM delivery WHERE state = 'pending' UNION SELECT lead_id FROM delivery     WHERE state = 'dead' UNION SELECT id FROM lead WHERE state = 'quarantined')     AND standing IN ('quarantined', 'pending', 'dead') AND warned_at IS NULL AND held_since IS NULL \
    AND restricted_at IS NULL AND ",
    end!(),
    " - MIN(?3, retention_days * 43200) < ?1 ORDER BY ends_at, id LIMIT ?2)"
);
pub(super) const HELD: &str = concat!(
    "SELECT id, project, restricted_at IS NOT NULL AND held_since IS NULL AS is_restriction, \
    COALESCE(held_since, restricted_at) AS since, COALESCE(hold_reason, restriction_reason) AS reason, ",
    end!(),
    " AS ends_at FROM lead WHERE held_since IS NOT NULL OR restricted_at IS NOT NULL ORDER BY since, id LIMIT ?1"
);
/// How many end before ?1 and are still there, how many end before ?2, and how many are held.
pub(super) const RETENTION: &str = concat!(
    "SELECT (SELECT COUNT(*) FROM lead WHERE state <> 'erased' AND ",
    end!(),
    " < ?1 AND held_since IS NULL AND restricted_at IS NULL) AS overdue, (SELECT COUNT(*) FROM lead WHERE state <> 'erased' AND ",
    end!(),
    " < ?2 AND held_since IS NULL AND restricted_at IS NULL) AS due, \
    (SELECT COUNT(*) FROM lead WHERE held_since IS NOT NULL) AS held, \
    (SELECT COUNT(*) FROM lead WHERE restricted_at IS NOT NULL) AS restricted"
);
pub(super) const ERASED_BY_MONTH: &str = "SELECT strftime('%Y-%m', erased_at, 'unixepoch') AS month, COUNT(*) AS erased \
    FROM lead WHERE erased_at IS NOT NULL GROUP BY month ORDER BY month DESC LIMIT ?1";

pub(super) const LOOK_AT_REQUEST: &str = concat!(
    "SELECT ",
    chain!(),
    ", state, received_at, due_at, extended_because, warned_at, alerted_at \
    FROM (SELECT 1) LEFT JOIN request ON request.id = ?1"
);
pub(super) const INSERT_REQUEST: &str =
    "INSERT INTO request (id, kind, person_hash, received_at, due_at) VALUES (?1, ?2, ?3, ?4, ?5)";
pub(super) const EXTEND_REQUEST: &str = "UPDATE request SET due_at = ?2, extended_because = ?3, warned_at = NULL, \
    alerted_at = NULL WHERE id = ?1";
pub(super) const CLOSE_REQUEST: &str =
    "UPDATE request SET state = ?2, closed_at = ?3, refused_because = ?4 WHERE id = ?1";
pub(super) const REQUESTS: &str = "SELECT id, kind, received_at, due_at, extended_because, state, closed_at, \
    refused_because FROM request ORDER BY state <> 'open', closed_at DESC, due_at, id LIMIT ?1";
pub(super) const OPEN_REQUESTS: &str = "SELECT COUNT(*) AS open, COUNT(*) FILTER (WHERE due_at < ?1) AS overdue \
    FROM request WHERE state = 'open'";
pub(super) const PRESSING: &str = "SELECT id, kind, due_at FROM request WHERE state = 'open' AND due_at < ?2 \
    AND CASE WHEN due_at < ?1 THEN alerted_at IS NULL ELSE warned_at IS NULL END ORDER BY due_at, id LIMIT ?3";
pub(super) const WARNED_OF_REQUEST: &str = "UPDATE request SET warned_at = ?2 WHERE id = ?1";
pub(super) const ALERTED_OF_REQUEST: &str = "UPDATE request SET alerted_at = ?2 WHERE id = ?1";

/// What a person asked before: only where they prove to be that person.
pub(super) const REQUESTS_OF: &str = "SELECT id, kind, received_at, due_at, extended_because, state, closed_at, \
    refused_because FROM request WHERE person_hash = ?1 ORDER BY received_at DESC, id LIMIT ?2";
pub(super) const FORGET_MAILED: &str = "DELETE FROM mailed WHERE until <= ?1";
pub(super) const INSERT_MAILED: &str = "INSERT INTO mailed (hash, until) VALUES (?1, ?2)";
pub(super) const UNDO_MAILED: &str = "DELETE FROM mailed WHERE hash = ?1";
pub(super) const MAILED: &str = "SELECT until FROM mailed WHERE hash = ?1";

pub(super) const WRAPPED_WITH_OTHERS: &str = concat!(
    "SELECT id, project, 0 AS is_subscription, ",
    sealed!(),
    " FROM lead WHERE key_version <> ?1 OR (?3 = 1 AND key_apart_since IS NULL AND state <> 'erased') \
    UNION ALL SELECT id, list, 1, ",
    sealed!(),
    " FROM subscription WHERE key_version <> ?1 ORDER BY id LIMIT ?2"
);
pub(super) const KEY_PLACES: &str = "SELECT \
    EXISTS (SELECT 1 FROM lead WHERE state <> 'erased' AND key_apart_since IS NOT NULL) AS apart, \
    EXISTS (SELECT 1 FROM lead WHERE state <> 'erased' AND key_apart_since IS NULL) AS beside";
pub(super) const REWRAP_SUBSCRIPTION: &str = "UPDATE subscription SET key_version = ?2, wrap_nonce = ?3, \
    wrapped_key = ?4 WHERE id = ?1 AND wrapped_key = ?5";
pub(super) const REWRAP: &str = "UPDATE lead SET key_version = ?2, wrap_nonce = ?3, wrapped_key = ?4, \
    key_apart_since = CASE WHEN ?4 LIKE 'vault:%' THEN COALESCE(key_apart_since, ?6) END \
    WHERE id = ?1 AND wrapped_key = ?5";

pub(super) const LIST: &str = concat!("SELECT ", summary!(), " ", filtered!());
pub(super) const EXPORT: &str = concat!("SELECT ", summary!(), ", ", readable!(), " ", filtered!());
pub(super) const SHOW: &str = concat!(
    "SELECT ",
    summary!(),
    ", ",
    readable!(),
    " FROM lead JOIN lead_standing ON lead_standing.id = lead.id WHERE lead.id = ?1"
);
/// With the content even if it is restricted: for the rights of whoever it is about.
pub(super) const SHOW_WHOLE: &str = concat!(
    "SELECT ",
    summary!(),
    ", ",
    sealed!(),
    " FROM lead JOIN lead_standing ON lead_standing.id = lead.id WHERE lead.id = ?1"
);
pub(super) const FIND: &str = concat!(
    "SELECT ",
    summary!(),
    " FROM lead JOIN lead_standing ON lead_standing.id = lead.id \
    WHERE email_hash = ?1 OR phone_hash = ?1 ORDER BY received_at DESC, lead.id DESC"
);
pub(super) const DELIVERIES: &str = "SELECT id, destination, event, channel, state, since, due_at, step, delivered_at \
    FROM delivery WHERE lead_id = ?1 ORDER BY since, id";
pub(super) const ATTEMPTS: &str = "SELECT number, started_at, took_ms, manual, outcome, status, detail \
    FROM attempt WHERE delivery_id = ?1 ORDER BY number";
pub(super) const REPORTS: &str = "SELECT at, outcome FROM report WHERE lead_id = ?1 ORDER BY number";
/// Whose lead it is, and what its partner said last.
pub(super) const LOOK_AT_REPORTS: &str = concat!(
    "SELECT ",
    chain!(),
    ", (SELECT partner FROM lead WHERE id = ?1) AS partner, ",
    "(SELECT outcome FROM report WHERE lead_id = ?1 ORDER BY number DESC LIMIT 1) AS outcome"
);
pub(super) const INSERT_REPORT: &str = "INSERT INTO report (lead_id, number, at, outcome) \
    SELECT ?1, COALESCE(MAX(number), 0) + 1, ?2, ?3 FROM report WHERE lead_id = ?1";
/// A report is a contact, unless it says that there was nobody to be in contact with.
pub(super) const CONTACTED: &str =
    "UPDATE lead SET last_contact_at = ?2 WHERE id = ?1 AND COALESCE(last_contact_at, received_at) < ?2";
pub(super) const AUDIT: &str = "SELECT number, at, actor, action, subject, detail, previous, hash \
    FROM audit WHERE number > ?1 ORDER BY number LIMIT ?2";

pub(super) const HEALTH: &str = "SELECT \
    (SELECT MIN(since) FROM delivery WHERE state = 'pending' \
    AND lead_id NOT IN (SELECT id FROM lead WHERE restricted_at IS NOT NULL)) AS oldest_pending, \
    (SELECT COUNT(*) FROM delivery WHERE state = 'pending') AS pending, \
    (SELECT COUNT(*) FROM delivery WHERE state = 'dead') AS dead, \
    (SELECT COUNT(*) FROM lead WHERE state = 'quarantined') AS quarantined, \
    (SELECT COUNT(*) FROM paused) AS paused";
/// The number of accepted leads comes from the audit: a witness that does not depend on the rows it is held against.
pub(super) const COUNTS: &str = "SELECT \
    (SELECT COUNT(*) FROM audit WHERE action IN ('accepted', 'quarantined')) AS accepted, \
    COUNT(*) FILTER (WHERE standing = 'quarantined') AS quarantined, \
    COUNT(*) FILTER (WHERE standing = 'pending') AS pending, \
    COUNT(*) FILTER (WHERE standing = 'delivered') AS delivered, \
    COUNT(*) FILTER (WHERE standing = 'dead') AS dead, \
    COUNT(*) FILTER (WHERE standing = 'erased') AS erased FROM lead_standing";
