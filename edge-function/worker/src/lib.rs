//! Gevel on Cloudflare Workers. This crate is the only place that names Cloudflare, and it decides nothing: what is
//! received, delivered and answered is the business of `leads`.
//!
//! An event comes in here. Its `deployment` is read from secrets and variables; the request is turned into plain
//! data and the answer back again in `exchange`; what `leads` asks of the machine it runs on is answered by the
//! `edge`, with the `database`, the `site`, the `outgoing` requests and the `mail` of the platform.
//!
//! It is compiled three times: for visitors and what they send, for the office, and for people and their rights. Each
//! module is small, and the entry loads the one that a request is for. What the others want carried to a partner, the
//! one for visitors carries.
//!
//! A panic is the `end` of the whole instance, and of every request that it is answering. The entry around this
//! module, `entry.js`, answers those and starts a new instance; still, nothing here may panic.
//!
//! The platform's objects are named in [`bindings`] and not taken from the library `worker`: for the dozen calls that
//! are needed it would bring seventeen packages, twice the JavaScript, panics of its own, and a hook that logs what a
//! panic says, which may quote a visitor.

pub mod bindings;
mod database;
mod deployment;
mod edge;
mod end;
mod exchange;
mod javascript;
mod mail;
mod outgoing;
mod site;
mod vault;

#[cfg(not(any(feature = "office", feature = "people", feature = "visitors")))]
use leads::door::{answer, sweep};
#[cfg(feature = "office")]
use leads::door::{answer_office as answer, sweep_office as sweep};
#[cfg(feature = "people")]
use leads::door::{answer_people as answer, sweep_people as sweep};
#[cfg(feature = "visitors")]
use leads::door::{answer_visitors as answer, carry as sweep};

#[cfg(any(feature = "office", feature = "people"))]
use leads::door::Task;
#[cfg(not(any(feature = "office", feature = "people")))]
use leads::{door, lead::LeadId};
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Request, Response};
#[cfg(not(any(feature = "office", feature = "people")))]
use {wasm_bindgen::JsValue, wasm_bindgen_futures::future_to_promise};

use bindings::{Context, Env};
use edge::Edge;

/// Answers a request, and does what is left to do once the answer is out.
#[wasm_bindgen]
pub async fn fetch(request: Request, env: Env, context: Context) -> Response {
    let arrived = exchange::Arrived::of(&request);
    if arrived.is_hidden() {
        return exchange::nothing_here();
    }
    if !arrived.is_for_a_door() {
        return site::page(&env, &request).await;
    }
    let deployment = match deployment::read(&env) {
        Ok(deployment) => deployment,
        Err(error) => {
            edge::log(&format!("the deployment cannot be used: {error}"));
            return exchange::out_of_order();
        }
    };
    let received = match exchange::receive(&request).await {
        Ok(received) => received,
        Err(exchange::Unreadable) => return exchange::broke_off(),
    };
    let edge = Edge::now(env);
    let answer = answer(&edge, &deployment, &arrived.request(&received)).await;
    if let Some(task) = answer.then {
        #[cfg(not(any(feature = "office", feature = "people")))]
        let rest = future_to_promise(async move {
            door::afterwards(&edge, &deployment, task).await;
            Ok(JsValue::UNDEFINED)
        });
        #[cfg(any(feature = "office", feature = "people"))]
        let rest = match task {
            Task::Deliver(lead) => bindings::deliver(&lead.to_string(), edge.env()),
        };
        // If the platform does not wait for it, the next sweep does the same.
        let _in_vain = context.wait_until(&rest);
    }
    exchange::send(&answer.response)
}

/// Carries a lead to its partner now, for the other modules, which have no way to partners of their own.
#[cfg(not(any(feature = "office", feature = "people")))]
#[wasm_bindgen]
pub async fn deliver(lead: String, env: Env) {
    if let (Ok(deployment), Ok(lead)) = (deployment::read(&env), LeadId::parse(&lead)) {
        door::afterwards(&Edge::now(env), &deployment, door::Task::Deliver(lead)).await;
    }
}

/// Does once a minute what is due.
#[wasm_bindgen]
pub async fn scheduled(event: bindings::ScheduledEvent, env: Env) {
    match deployment::read(&env) {
        Ok(deployment) => sweep(&Edge::at_least(event.scheduled_time(), env), &deployment).await,
        Err(error) => edge::log(&format!("what is due is not done, since the deployment cannot be used: {error}")),
    }
}
