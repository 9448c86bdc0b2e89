//! What anybody can see of a site.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::report::Report;
use super::sitemap::{ProjectPage, project_pages};
use crate::cli::SiteAddress;
use crate::commands::operator::{Reply, Wire};

/// A lead that waits longer than this needs somebody: by then a second channel was tried too.
const LONGEST_WAIT_SECONDS: u64 = 15 * 60;
/// The shortest time for which browsers should insist on encryption, in seconds: half a year.
const SHORTEST_HSTS_SECONDS: u64 = 15_552_000;
/// How many notices are looked at, so that looking over a large site takes seconds.
const MOST_NOTICES: usize = 60;
/// How many projects are asked for what nobody may read.
const MOST_CONTRACTS: usize = 5;

#[derive(Deserialize)]
struct Health {
    status: String,
    oldest_undelivered_seconds: Option<u64>,
}

pub(super) fn look(wire: &Wire, site: &SiteAddress, health: &Reply, project: Option<&str>, report: &mut Report) {
    if site.is_encrypted() {
        report.ok("https", "Connections are encrypted, and the certificate is good.");
    } else {
        report.ok("https", "Not encrypted, and need not be: the site is on this machine.");
    }
    self::health(health, report);
    match header_faults(health, site).as_slice() {
        [] => report.ok("headers", "Answers of the site carry the security headers."),
        faults => report.fail(
            "headers",
            &format!("/health: {}", faults.join("; ")),
            "Something changes answers on their way.",
        ),
    }
    operator_door(wire, report);
    let pages = pages(wire, project, report);
    closed(wire, project, &pages, report);
    page_headers(wire, site, &pages, report);
    notices(wire, &pages, report);
}

fn health(reply: &Reply, report: &mut Report) {
    let todo = "The log of the site says why. Leads are refused, with words to the visitor, until it is mended.";
    let health: Option<Health> = serde_json::from_slice(&reply.body).ok();
    match (reply.status, health) {
        (200, Some(health)) if health.status == "ok" => {
            report.ok("health", "The database can be read.");
            match health.oldest_undelivered_seconds {
                None => report.ok("deliveries", "No lead waits."),
                Some(seconds) if seconds <= LONGEST_WAIT_SECONDS => {
                    report.ok("deliveries", &format!("The oldest lead that waits has done so for {seconds} seconds."));
                }
                Some(seconds) => report.fail(
                    "deliveries",
                    &format!("A lead has waited for {} minutes.", seconds / 60),
                    "See which and why: `gevel leads list --standing pending`, then `gevel leads show LEAD`.",
                ),
            }
        }
        (503, Some(_)) => report.fail("health", "The database cannot be read (503).", todo),
        (503, None) => report.fail("health", "The settings of the site cannot be used (503).", todo),
        (status, _) => report.fail(
            "health",
            &format!("/health answers with HTTP {status}, but not as this version of Gevel does."),
            "Check the address, and that requests to /health reach the edge function and not a file.",
        ),
    }
}

/// What is missing among the headers of an answer.
fn header_faults(reply: &Reply, site: &SiteAddress) -> Vec<String> {
    let mut faults = Vec::new();
    let mut must = |name: &str, is_right: &dyn Fn(&str) -> bool| match reply.header(name) {
        None => faults.push(format!("{name} is missing")),
        Some(value) if !is_right(&value.to_ascii_lowercase()) => faults.push(format!("{name} is too weak")),
        Some(_) => {}
    };
    must("content-security-policy", &|value| {
        value.contains("default-src 'none'") && value.contains("frame-ancestors 'none'") && !value.contains("'unsafe-")
    });
    must("x-content-type-options", &|value| value == "nosniff");
    must("x-frame-options", &|value| value == "deny");
    must("referrer-policy", &|value| !value.contains("unsafe-url"));
    must("cross-origin-opener-policy", &|value| value == "same-origin");
    if site.is_encrypted() && !site.is_here() {
        must("strict-transport-security", &|value| {
            let seconds = value.split(';').find_map(|part| part.trim().strip_prefix("max-age=")?.parse::<u64>().ok());
            seconds.is_some_and(|seconds| seconds >= SHORTEST_HSTS_SECONDS)
        });
    }
    if reply.headers.contains_key("set-cookie") {
        faults.push("a cookie is set".to_owned());
    }
    faults
}

fn operator_door(wire: &Wire, report: &mut Report) {
    let todo = "Check that requests to /operator/ reach the edge function.";
    match wire.get("/operator/status", None) {
        Ok(reply) if reply.status == 401 => report.ok("closed doors", "Without a token nobody is let in."),
        Ok(reply) => report.fail(
            "closed doors",
            &format!("Without a token /operator/status answers with HTTP {} instead of 401.", reply.status),
            todo,
        ),
        Err(trouble) => report.fail("closed doors", &trouble.to_string(), todo),
    }
}

/// The landing pages, or those of one project.
fn pages(wire: &Wire, project: Option<&str>, report: &mut Report) -> BTreeSet<ProjectPage> {
    let todo = "Publish the whole of dist/site, with sitemap.xml.";
    let sitemap = match wire.get("/sitemap.xml", None) {
        Ok(reply) if reply.status == 200 => String::from_utf8_lossy(&reply.body).into_owned(),
        Ok(reply) => {
            report.fail("pages", &format!("/sitemap.xml answers with HTTP {}.", reply.status), todo);
            return BTreeSet::new();
        }
        Err(trouble) => {
            report.fail("pages", &trouble.to_string(), todo);
            return BTreeSet::new();
        }
    };
    let Ok(mut pages) = project_pages(&sitemap) else {
        report.fail("pages", "/sitemap.xml is not a sitemap.", todo);
        return BTreeSet::new();
    };
    pages.retain(|page| project.is_none_or(|project| page.slug == project));
    let slugs: BTreeSet<&str> = pages.iter().map(|page| page.slug.as_str()).collect();
    match (slugs.len(), project) {
        (0, Some(project)) => report.fail("pages", &format!("The site has no project `{project}`."), todo),
        (0, None) => report.warn("pages", "The site has no projects.", todo),
        (count, _) => report.ok("pages", &format!("The sitemap lists {} pages of {count} projects.", pages.len())),
    }
    pages
}

/// Whether what only the edge may read is kept from everybody else.
fn closed(wire: &Wire, project: Option<&str>, pages: &BTreeSet<ProjectPage>, report: &mut Report) {
    let slugs: BTreeSet<&str> = pages.iter().map(|page| page.slug.as_str()).chain(project).collect();
    let mut paths = vec!["/_gevel/".to_owned(), "/_gevel/mail/nl.json".to_owned()];
    paths.extend(slugs.into_iter().take(MOST_CONTRACTS).map(|slug| format!("/_gevel/{slug}.json")));
    let open: Vec<String> = paths
        .iter()
        .filter_map(|path| match wire.get(path, None) {
            Ok(reply) if reply.status == 404 => None,
            Ok(reply) => Some(format!("{path} answers with HTTP {}", reply.status)),
            Err(trouble) => Some(trouble.to_string()),
        })
        .collect();
    if open.is_empty() {
        report.ok("closed files", "What lies below /_gevel/ is not given to anybody.");
    } else {
        let todo = "Requests below /_gevel/ must reach the edge function, which answers 404.";
        report.fail("closed files", &open.join("; "), todo);
    }
}

fn page_headers(wire: &Wire, site: &SiteAddress, pages: &BTreeSet<ProjectPage>, report: &mut Report) {
    let path = pages.first().map_or_else(|| "/".to_owned(), ProjectPage::path);
    let todo = "Publish the file `_headers` with the site, and turn off what your host adds to pages.";
    match wire.get(&path, None) {
        Err(trouble) => report.fail("page headers", &trouble.to_string(), todo),
        Ok(reply) if reply.status != 200 => {
            report.fail("page headers", &format!("{path} answers with HTTP {}.", reply.status), todo);
        }
        Ok(reply) => match header_faults(&reply, site).as_slice() {
            [] => report.ok("page headers", &format!("{path} carries the security headers, and sets no cookie.")),
            faults => report.fail("page headers", &format!("{path}: {}", faults.join("; ")), todo),
        },
    }
}

fn notices(wire: &Wire, pages: &BTreeSet<ProjectPage>, report: &mut Report) {
    if pages.is_empty() {
        return;
    }
    let looked_at = pages.len().min(MOST_NOTICES);
    let missing: Vec<String> = pages
        .iter()
        .take(MOST_NOTICES)
        .map(ProjectPage::notice)
        .filter(|path| !wire.get(path, None).is_ok_and(|reply| reply.status == 200))
        .collect();
    if missing.is_empty() {
        report.ok("notices", &format!("{looked_at} of {} privacy notices were opened.", pages.len()));
    } else {
        let todo = "Enquiries must not be taken without a notice: publish the whole of dist/site.";
        report.fail("notices", &format!("These do not open: {}", missing.join(", ")), todo);
    }
}
