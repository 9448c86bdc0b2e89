//! Where requests come in, the same on every platform: which of them there are, who may make them, and what happens in
//! which order.
//!
//! [`answer`] takes a request to its answer. What is left to do once the answer is out is a [`Task`]; whatever nobody
//! got round to, [`sweep`] does. Both may be cut off at any point: what was promised is in the store before it is said.

mod message;

use crate::deployment::Deployment;
use crate::platform::Platform;

pub use message::{Answer, Body, Method, Request, Response, Task};

/// The paths that are answered here; everything else is a file of the site, but for what lies below `_gevel/`, which
/// nobody outside may read.
pub const PATHS: &[&str] = &["/lead/", "/operator/", "/partner/", "/health"];

/// Answers a request to one of the [`PATHS`].
pub async fn answer<P: Platform>(platform: &P, deployment: &Deployment, request: &Request<'_>) -> Answer {
    let _ = (platform, deployment, request);
    Response::text(404, "There is nothing here.").into()
}

/// Does what is left to do after an answer. It may be dropped: a [`sweep`] does the same later.
pub async fn afterwards<P: Platform>(platform: &P, deployment: &Deployment, task: Task) {
    let _ = (platform, deployment, task);
}

/// Sends what is due, takes the second channel where the first one fails, tells people what needs them. To be called
/// once a minute.
pub async fn sweep<P: Platform>(platform: &P, deployment: &Deployment) {
    let _ = (platform, deployment);
}
