//! What is run for that which stands beside leads: signals, statistics and subscriptions.

/// What makes a subscription one that ended: nothing of the address is left but its keyed hash, as proof.
macro_rules! ended {
    ($at:literal) => {
        concat!(
            "state = 'ended', ended_at = ",
            $at,
            ", lead_id = NULL, expires_at = NULL, mail_due_at = NULL, \
            key_version = NULL, wrap_nonce = NULL, wrapped_key = NULL, nonce = NULL, ciphertext = NULL"
        )
    };
}

/// The number of the week in which something happened.
macro_rules! week {
    ($at:literal) => {
        concat!("((", $at, " / 86400 + 3) / 7)")
    };
}

pub(in crate::store) const INSERT_SIGNAL: &str = "INSERT INTO signal (lead_id, at, category, event, week, campaign) \
    SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE NOT EXISTS (SELECT 1 FROM suppressed WHERE hash = ?7 OR hash = ?8)";
/// Signals since ?1 that may be used, with what partners said of their leads, before ?2.
pub(in crate::store) const SIGNALS: &str = concat!(
    "WITH usable AS (SELECT lead_id, signal.at AS at, signal.category AS category, event, week, campaign \
    FROM signal JOIN lead ON lead.id = signal.lead_id WHERE signal.at >= ?1 AND lead.state = 'open' \
    AND restricted_at IS NULL AND objected_at IS NULL \
    AND NOT EXISTS (SELECT 1 FROM suppressed WHERE hash = lead.email_hash OR hash = lead.phone_hash)) \
    SELECT category, event, week, campaign, COUNT(*) AS number FROM usable WHERE at < ?2 \
    GROUP BY category, event, week, campaign \
    UNION ALL SELECT category, event, ",
    week!("at"),
    " AS week, campaign, COUNT(*) FROM (SELECT category, campaign, report.outcome AS event, MIN(report.at) AS at \
    FROM usable JOIN report ON report.lead_id = usable.lead_id WHERE report.outcome IN ('visit', 'offer', 'sold') \
    GROUP BY usable.lead_id, report.outcome) WHERE at < ?2 GROUP BY 1, 2, 3, 4"
);
pub(in crate::store) const FORGET_SIGNAL: &str = "DELETE FROM signal WHERE lead_id = ?1";
pub(in crate::store) const FORGET_SIGNALS_OF: &str =
    "DELETE FROM signal WHERE lead_id IN (SELECT id FROM lead WHERE email_hash = ?1 OR phone_hash = ?1)";
/// Between ?1 and ?2.
pub(in crate::store) const STATISTICS: &str = concat!(
    "SELECT project, category, event, ",
    week!("at"),
    " AS week, COUNT(*) AS number FROM (\
    SELECT project, category, 'received' AS event, received_at AS at FROM lead \
    UNION ALL SELECT project, category, 'delivered', MIN(delivered_at) FROM delivery JOIN lead ON lead.id = lead_id \
    WHERE event = 'lead.created' AND delivered_at IS NOT NULL GROUP BY lead_id \
    UNION ALL SELECT project, category, outcome, MIN(at) FROM report JOIN lead ON lead.id = lead_id \
    WHERE outcome IN ('visit', 'offer', 'sold') GROUP BY lead_id, outcome\
    ) WHERE at >= ?1 AND at < ?2 GROUP BY project, category, event, week ORDER BY project, event, week"
);

/// Signals from before ?1, what was not confirmed by ?2, and subscriptions that ended, or to the mail about similar
/// projects were confirmed, before ?3.
pub(in crate::store) const LOOK_AT_OUTLIVED: &str = concat!(
    "SELECT ",
    chain!(),
    ", (SELECT COUNT(*) FROM signal WHERE at < ?1) AS signals, \
    (SELECT COUNT(*) FROM subscription WHERE state = 'pending' AND expires_at < ?2) AS unconfirmed, \
    (SELECT COUNT(*) FROM subscription WHERE list = 'similar' AND state = 'confirmed' AND confirmed_at < ?3) AS lapsed, \
    (SELECT COUNT(*) FROM subscription WHERE state = 'ended' AND ended_at < ?3) AS proofs"
);
pub(in crate::store) const FORGET_SIGNALS: &str = "DELETE FROM signal WHERE at < ?1";
pub(in crate::store) const FORGET_UNCONFIRMED: &str =
    "DELETE FROM subscription WHERE state = 'pending' AND expires_at < ?1";
pub(in crate::store) const FORGET_PROOFS: &str = "DELETE FROM subscription WHERE state = 'ended' AND ended_at < ?1";
pub(in crate::store) const LAPSE: &str = concat!(
    "UPDATE subscription SET ",
    ended!("?2"),
    " WHERE list = 'similar' AND state = 'confirmed' AND confirmed_at < ?1"
);

/// Nothing if advertising is not wanted at all. Who ended a subscription that had been confirmed may ask anew; who never
/// confirmed one and said that they did not ask is not written to again.
pub(in crate::store) const INSERT_SUBSCRIPTION: &str = "INSERT INTO subscription (id, list, email_hash, state, \
    language, consent_text, page, lead_id, asked_at, expires_at, mail_due_at, \
    key_version, wrap_nonce, wrapped_key, nonce, ciphertext) \
    SELECT ?1, ?2, ?3, 'pending', ?4, ?5, ?6, ?7, ?8, ?9, ?8, ?10, ?11, ?12, ?13, ?14 \
    WHERE NOT EXISTS (SELECT 1 FROM suppressed WHERE hash = ?3) \
    ON CONFLICT (id) DO UPDATE SET state = 'pending', language = excluded.language, \
    consent_text = excluded.consent_text, page = excluded.page, lead_id = excluded.lead_id, \
    asked_at = excluded.asked_at, confirmed_at = NULL, ended_at = NULL, expires_at = excluded.expires_at, \
    mail_due_at = excluded.mail_due_at, mail_tries = 0, key_version = excluded.key_version, \
    wrap_nonce = excluded.wrap_nonce, wrapped_key = excluded.wrapped_key, nonce = excluded.nonce, \
    ciphertext = excluded.ciphertext \
    WHERE (state = 'ended' AND confirmed_at IS NOT NULL) OR (state = 'pending' AND expires_at < excluded.asked_at)";
pub(in crate::store) const UNSENT_CONFIRMATIONS: &str = concat!(
    "SELECT id, lead_id, list, language, page, mail_tries, ",
    sealed!(),
    " FROM subscription WHERE mail_due_at <= ?1 AND expires_at >= ?1 \
    AND NOT EXISTS (SELECT 1 FROM suppressed WHERE hash = email_hash) \
    AND EXISTS (SELECT 1 FROM lead WHERE lead.id = lead_id AND lead.state = 'open' AND restricted_at IS NULL) \
    ORDER BY mail_due_at, id LIMIT ?2"
);
pub(in crate::store) const CONFIRMATION_TRIED: &str =
    "UPDATE subscription SET mail_due_at = ?2, mail_tries = mail_tries + 1 WHERE id = ?1 AND state = 'pending'";
pub(in crate::store) const CONFIRMATION_SENT: &str =
    "UPDATE subscription SET mail_due_at = NULL, expires_at = ?2 WHERE id = ?1 AND state = 'pending'";
pub(in crate::store) const LOOK_AT_SUBSCRIPTION: &str = concat!(
    "SELECT ",
    chain!(),
    ", list, state, consent_text, expires_at, \
    EXISTS (SELECT 1 FROM suppressed WHERE hash = email_hash) AS suppressed \
    FROM (SELECT 1) LEFT JOIN subscription ON subscription.id = ?1"
);
pub(in crate::store) const LET_ON_LIST: &str = "DELETE FROM suppressed WHERE hash = ?1";
pub(in crate::store) const SUBSCRIPTIONS_OF: &str = "SELECT list, consent_text, page, asked_at, confirmed_at, ended_at \
    FROM subscription WHERE email_hash = ?1 ORDER BY list";
pub(in crate::store) const CONFIRM_SUBSCRIPTION: &str = "UPDATE subscription SET state = 'confirmed', confirmed_at = ?2, \
    lead_id = NULL, expires_at = NULL, mail_due_at = NULL WHERE id = ?1 AND state = 'pending'";
pub(in crate::store) const KEEP_OFF_LIST: &str = "INSERT INTO suppressed (hash, since, cause) \
    VALUES (?1, ?2, 'objected') ON CONFLICT (hash) DO NOTHING";
pub(in crate::store) const END_SUBSCRIPTION: &str =
    concat!("UPDATE subscription SET ", ended!("?2"), " WHERE id = ?1 AND state <> 'ended'");
pub(in crate::store) const END_SUBSCRIPTIONS_OF: &str =
    concat!("UPDATE subscription SET ", ended!("?2"), " WHERE email_hash = ?1 AND state <> 'ended'");
pub(in crate::store) const END_SUBSCRIPTIONS_OF_LEAD: &str = concat!(
    "UPDATE subscription SET ",
    ended!("?2"),
    " WHERE email_hash = (SELECT email_hash FROM lead WHERE id = ?1) AND state <> 'ended'"
);
pub(in crate::store) const ERASE_SUBSCRIPTIONS: &str =
    "DELETE FROM subscription WHERE email_hash = (SELECT email_hash FROM lead WHERE id = ?1)";
/// Whoever confirmed and has not objected since: neither to all advertising nor to this list.
pub(in crate::store) const SENDABLE: &str = concat!(
    "SELECT id, language, consent_text, page, asked_at, confirmed_at, ",
    sealed!(),
    " FROM subscription WHERE list = ?1 AND state = 'confirmed' AND id > ?2 \
    AND NOT EXISTS (SELECT 1 FROM suppressed WHERE hash = email_hash OR hash = id) ORDER BY id LIMIT ?3"
);
pub(in crate::store) const SUBSCRIPTION_COUNTS: &str = "SELECT list, COUNT(*) FILTER (WHERE state = 'pending') AS pending, \
    COUNT(*) FILTER (WHERE state = 'confirmed') AS confirmed FROM subscription GROUP BY list ORDER BY list";
