//! What the operator may ask about how long leads are kept.

use serde_json::Value;

use super::{Desk, Refused, describe};
use crate::json::object;
use crate::platform::Platform;
use crate::store::{Held, Month, hold, retention, unhold};

impl<P: Platform> Desk<'_, P> {
    /// What is to be destroyed soon, what the law holds and why, and how much was destroyed in each month.
    pub(super) async fn retention(&self) -> Result<Value, Refused> {
        let retention = retention(self.platform, self.platform.now()).await?;
        let (held, months) = (Held::all(self.platform).await?, Month::all(self.platform).await?);
        Ok(object! {
            "now": self.platform.now().to_string(),
            "overdue": retention.overdue,
            "due_in_30_days": retention.due,
            "held": held.iter().map(describe::held).collect::<Vec<_>>(),
            "erased": months.iter().map(describe::month).collect::<Vec<_>>(),
        })
    }

    pub(super) async fn hold(&self, lead: &str, reason: &str) -> Result<Value, Refused> {
        Ok(hold(self.platform, lead, reason, &self.actor, self.platform.now()).await?.into())
    }

    pub(super) async fn unhold(&self, lead: &str) -> Result<Value, Refused> {
        Ok(unhold(self.platform, lead, &self.actor, self.platform.now()).await?.into())
    }
}
