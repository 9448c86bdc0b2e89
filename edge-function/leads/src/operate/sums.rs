//! What the operator may ask in numbers: enquiries and what became of them, and what platforms may learn. All of it in
//! [sums](crate::sums) of groups that are large enough.

use serde_json::Value;

use super::{Desk, Refused};
use crate::json::object;
use crate::moment::Week;
use crate::platform::Platform;
use crate::store::{signals, statistics};
use crate::sums::{LEAST, Line, lines};

impl<P: Platform> Desk<'_, P> {
    /// How many enquiries each project had in each week that is over, and what became of them.
    pub(super) async fn statistics(&self) -> Result<Value, Refused> {
        let counted = statistics(self.platform, self.platform.now()).await?;
        let counted = counted.into_iter().map(|one| ((one.project, one.category, one.event), one.week, one.number));
        Ok(self.told(&lines(counted), |(project, category, event)| {
            object! {
                "project": project,
                "category": category.map(|category| category.wire().to_owned()),
                "event": event.wire(),
            }
        }))
    }

    /// What platforms may learn: nothing of those who did not agree, and of nobody alone. It is sent nowhere.
    pub(super) async fn signals(&self) -> Result<Value, Refused> {
        let counted = signals(self.platform, self.platform.now()).await?;
        let counted = counted.into_iter().map(|(signal, number)| {
            let about = (signal.category(), signal.event(), signal.campaign().map(str::to_owned));
            (about, signal.week(), number)
        });
        Ok(self.told(&lines(counted), |(category, event, campaign)| {
            object! { "category": category.wire(), "event": event.wire(), "campaign": campaign.clone() }
        }))
    }

    fn told<K>(&self, lines: &[Line<K>], about: impl Fn(&K) -> Value) -> Value {
        let lines: Vec<_> = lines
            .iter()
            .map(|line| {
                let mut value = about(&line.about);
                if let Some(members) = value.as_object_mut() {
                    let weeks = line.told.iter();
                    let weeks = weeks.map(|(week, number)| object! { "week": week.to_string(), "number": *number });
                    members.insert("weeks".to_owned(), weeks.collect::<Vec<_>>().into());
                    members.insert("more".to_owned(), line.is_more.into());
                }
                value
            })
            .collect();
        let last = Week::of(self.platform.now()).previous();
        object! { "last_week": last.to_string(), "least": LEAST, "lines": lines }
    }
}
