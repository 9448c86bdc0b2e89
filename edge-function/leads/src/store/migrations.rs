//! The schema's history, in the order in which it is applied.

/// One step of the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Migration {
    /// The name of its file: whoever applies it records it under this name.
    pub name: &'static str,
    /// Its SQL, never changed once it was released.
    pub sql: &'static str,
}

/// All of them, oldest first.
pub const MIGRATIONS: &[Migration] = &[
    Migration { name: "0001_leads.sql", sql: include_str!("../../migrations/0001_leads.sql") },
    Migration { name: "0002_retention.sql", sql: include_str!("../../migrations/0002_retention.sql") },
    Migration { name: "0003_rights.sql", sql: include_str!("../../migrations/0003_rights.sql") },
    Migration { name: "0004_requests.sql", sql: include_str!("../../migrations/0004_requests.sql") },
    Migration { name: "0005_mailed.sql", sql: include_str!("../../migrations/0005_mailed.sql") },
    Migration { name: "0006_vault.sql", sql: include_str!("../../migrations/0006_vault.sql") },
    Migration { name: "0007_marketing.sql", sql: include_str!("../../migrations/0007_marketing.sql") },
];
