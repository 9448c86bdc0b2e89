//! Destroying the content of a lead, while the row stays as proof of what became of it.

use super::database::{Database, Statement, StoreError};
use super::sql;
use super::step::{Change, entry, step};
use crate::audit::Action;
use crate::moment::Moment;

/// Destroys a lead's key, content and everything it could be found or recognised by through its content. What was not
/// delivered will not be. Gives whether there was something to destroy.
///
/// Copies that the platform keeps of earlier states are not reached.
pub async fn erase<D: Database>(database: &D, lead: &str, actor: &str, now: Moment) -> Result<bool, StoreError> {
    let look = Statement::new(sql::LOOK_AT_LEAD, [lead.into(), "".into()]);
    step(database, &look, &|row| {
        if row.optional_text("state")?.is_none_or(|state| state == "erased") {
            return Ok(None);
        }
        let statements = vec![
            Statement::new(sql::ERASE_LEAD, [lead.into(), now.into()]),
            Statement::new(sql::ERASE_DELIVERIES, [lead.into()]),
            Statement::new(sql::ERASE_SEEN, [lead.into()]),
        ];
        Ok(Some(Change { entry: entry(now, actor, Action::Erased, lead, ""), statements }))
    })
    .await
}
