//! Gevel on Cloudflare Workers. This crate is the only place that names Cloudflare, and it decides nothing: what is
//! received, delivered and answered is the business of `leads`.
//!
//! An event comes in here. Its [`deployment`] is read from secrets and variables; the request is turned into plain
//! data and the answer back again in [`exchange`]; what `leads` asks of the machine it runs on is answered by the
//! [`edge`], with the [`database`], the [`site`], the [`outgoing`] requests and the [`mail`] of the platform.
//!
//! A panic takes the whole instance down, and with it every request that is being answered. The entry around this
//! module, `entry.js`, answers those and starts a new instance; still, nothing here may panic.

mod database;
mod deployment;
mod edge;
mod exchange;
mod javascript;
mod mail;
mod outgoing;
mod site;

use leads::door;
use worker::{Context, Env, ScheduleContext, ScheduledEvent, event, web_sys};

use edge::Edge;

/// Answers a request, and does what is left to do once the answer is out.
#[event(fetch)]
async fn fetch(request: web_sys::Request, env: Env, context: Context) -> worker::Result<web_sys::Response> {
    let arrived = exchange::Arrived::of(&request);
    if arrived.is_hidden() {
        return Ok(exchange::nothing_here());
    }
    if !arrived.is_for_a_door() {
        return Ok(site::page(&env, &request).await);
    }
    let deployment = match deployment::read(&env) {
        Ok(deployment) => deployment,
        Err(error) => {
            edge::log(&format!("the deployment cannot be used: {error}"));
            return Ok(exchange::out_of_order());
        }
    };
    let received = match exchange::receive(&request).await {
        Ok(received) => received,
        Err(exchange::Unreadable) => return Ok(exchange::broke_off()),
    };
    let edge = Edge::now(env);
    let answer = door::answer(&edge, &deployment, &arrived.request(&received)).await;
    if let Some(task) = answer.then {
        context.wait_until(async move { door::afterwards(&edge, &deployment, task).await });
    }
    Ok(exchange::send(&answer.response))
}

/// Does once a minute what is due.
#[event(scheduled)]
async fn scheduled(event: ScheduledEvent, env: Env, _context: ScheduleContext) {
    match deployment::read(&env) {
        Ok(deployment) => door::sweep(&Edge::at_least(event.schedule(), env), &deployment).await,
        Err(error) => edge::log(&format!("nothing is delivered, since the deployment cannot be used: {error}")),
    }
}
