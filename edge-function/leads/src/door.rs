//! Where requests come in, the same on every platform: which of them there are, who may make them, and what happens in
//! which order.
//!
//! [`answer`] takes a request to its answer. What is left to do once the answer is out is a [`Task`]; whatever nobody
//! got round to, [`sweep`] does. Both may be cut off at any point: what was promised is in the store before it is said.

mod message;

use crate::deployment::Deployment;
use crate::json::object;
use crate::platform::Platform;
use crate::{checking, deliver, operate, receive, report, requests, retention, rights, store, subscription};

pub use message::{Answer, Body, Method, Request, Response, Task};

/// The paths that are answered here; everything else is a file of the site, but for what lies below `_gevel/`, which
/// nobody outside may read.
pub const PATHS: &[&str] = &[
    "/lead/",
    "/checking/",
    "/operator/",
    "/partner/",
    "/rights",
    "/confirm/",
    "/package/",
    "/unsubscribe/",
    "/health",
];

/// Those of them that belong to the [office](answer_office).
pub const OFFICE: &[&str] = &["/operator/"];

/// Those that belong to [people](answer_people) who ask for what is theirs, or follow a link of a mail.
pub const PEOPLE: &[&str] = &["/rights", "/confirm/", "/package/", "/unsubscribe/"];

/// Answers a request to one of the [`PATHS`].
pub async fn answer<P: Platform>(platform: &P, deployment: &Deployment, request: &Request<'_>) -> Answer {
    let is_below = |paths: &[&str]| paths.iter().any(|path| request.path.starts_with(path));
    if is_below(OFFICE) {
        answer_office(platform, deployment, request).await
    } else if is_below(PEOPLE) {
        answer_people(platform, deployment, request).await
    } else {
        answer_visitors(platform, deployment, request).await
    }
}

/// Answers visitors and partners: what many ask for, and what must be quick.
///
/// A platform that loads a program anew wherever it is needed has one program for this, one for the office, and one for
/// people and their rights: so none of them has to load what is seldom asked for.
pub async fn answer_visitors<P: Platform>(platform: &P, deployment: &Deployment, request: &Request<'_>) -> Answer {
    let parts: Vec<_> = request.path.split('/').skip(1).collect();
    match parts.as_slice() {
        ["lead", slug] => receive::receive(platform, deployment, slug, request).await,
        ["checking", token] => checking::answer(platform, deployment, token, request).await,
        ["health"] => health(platform, request).await.into(),
        ["partner", token] => report::answer(platform, deployment, token, request).await,
        _ => nothing(),
    }
}

/// Answers those who look after leads.
pub async fn answer_office<P: Platform>(platform: &P, deployment: &Deployment, request: &Request<'_>) -> Answer {
    let parts: Vec<_> = request.path.split('/').skip(1).collect();
    match parts.as_slice() {
        ["operator", parts @ ..] => operate::operate(platform, deployment, parts, request).await,
        _ => nothing(),
    }
}

/// Answers people who ask for what is theirs by right, or follow a link of a mail.
pub async fn answer_people<P: Platform>(platform: &P, deployment: &Deployment, request: &Request<'_>) -> Answer {
    let parts: Vec<_> = request.path.split('/').skip(1).collect();
    match parts.as_slice() {
        ["rights"] => rights::ask(platform, deployment, request).await,
        ["confirm", token] if subscription::is_link(token) => {
            subscription::answer_confirm(platform, deployment, token, request).await
        }
        ["confirm", token] => rights::confirm(platform, deployment, token, request).await,
        ["package", token] => rights::package(platform, deployment, token, request).await,
        ["unsubscribe", token] => subscription::answer_unsubscribe(platform, deployment, token, request).await,
        _ => nothing(),
    }
}

fn nothing() -> Answer {
    Response::text(404, "There is nothing at this address.").into()
}

/// Does what is left to do after an answer. It may be dropped: a [`sweep`] does the same later.
pub async fn afterwards<P: Platform>(platform: &P, deployment: &Deployment, task: Task) {
    match task {
        Task::Deliver(lead) => deliver::first(platform, deployment, &lead.to_string()).await,
    }
}

/// Does what is due, all of it. To be called once a minute.
pub async fn sweep<P: Platform>(platform: &P, deployment: &Deployment) {
    carry(platform, deployment).await;
    sweep_office(platform, deployment).await;
    sweep_people(platform, deployment).await;
}

/// The part of a [`sweep`] that carries: sends what is due, takes the second channel where the first one fails, and tells
/// people what needs them.
pub async fn carry<P: Platform>(platform: &P, deployment: &Deployment) {
    deliver::sweep(platform, deployment).await;
}

/// The part of a [`sweep`] for the office: destroys what was kept long enough, and tells what must be answered.
pub async fn sweep_office<P: Platform>(platform: &P, deployment: &Deployment) {
    retention::sweep(platform, deployment).await;
    requests::sweep(platform, deployment).await;
}

/// The part of a [`sweep`] for people: asks those who want mail to confirm it.
pub async fn sweep_people<P: Platform>(platform: &P, deployment: &Deployment) {
    subscription::sweep(platform, deployment).await;
}

/// Whether all is well, in numbers that say nothing about anyone.
async fn health<P: Platform>(platform: &P, request: &Request<'_>) -> Response {
    if !matches!(request.method, Method::Get | Method::Head) {
        return Response::text(405, "Only GET is answered here.").with("allow", "GET, HEAD");
    }
    match store::health(platform).await {
        Ok(health) => {
            let mut value = operate::describe::health(&health, platform.now());
            if let Some(members) = value.as_object_mut() {
                members.insert("status".to_owned(), "ok".into());
            }
            Response::json(200, &value)
        }
        Err(error) => {
            platform.log(&format!("health: {error}"));
            Response::json(503, &object! { "status": "no_store" })
        }
    }
}
