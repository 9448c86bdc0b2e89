//! `gevel serve`: builds into memory, shows it, and does so again at every change. Enquiries made on the pages are taken
//! and carried to their partners.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use jiff::civil::Date;

use super::build::load_themes;
use super::talk::{colour, say, say_problems};
use super::{CommandResult, Outcome};
use crate::brochure::Brochures;
use crate::cli::Serve;
use crate::compose::compose;
use crate::desk::{Desk, People};
use crate::photo::Cache;
use crate::preview::{Entry, Excerpt, Listening, Preview, Reload, Snapshot, View, interrupted, problems_page, watch};
use crate::problem::{Severity, place_text};
use crate::project::{Loaded, Selection, load};
use crate::site::Site;
use crate::theme::Shelf;

pub(super) fn serve(options: Serve) -> CommandResult {
    let listening = Listening::open(&options.host, options.port)?;
    let url = listening.url();
    let preview = Preview::new();
    let desk = Desk::open(&options.data, preview.clone(), Arc::new(|line: &str| say(line)))?;
    let kitchen = Kitchen {
        base_url: url.trim_end_matches('/').to_owned(),
        desk: desk.clone(),
        content: options.content.content.clone(),
        themes: options.themes.clone(),
        cache: Cache::open(options.data.join("cache")),
        today: super::today()?,
    };
    let slugs = kitchen.cook(&preview);
    if listening.address().port() != options.port && options.port != 0 {
        say(&format!("Port {} is taken; this is the next free one.", options.port));
    }
    say(&format!("\n  {}  all projects", strong(&url)));
    for slug in &slugs {
        say(&format!("  {}  ", strong(&format!("{}/{slug}/", url.trim_end_matches('/')))));
    }
    say(&format!("  {}  enquiries", strong(&format!("{}/_inbox", url.trim_end_matches('/')))));
    say("\nEdit a file and the page reloads. Ctrl-C stops.");

    let watched = [options.content.content, options.themes];
    let again = preview.clone();
    let kitchen = Mutex::new(kitchen);
    let _watching = watch(&watched, move |changed: BTreeSet<PathBuf>| {
        let names: Vec<_> = changed
            .iter()
            .filter_map(|path| path.file_name())
            .map(|name| name.to_string_lossy().into_owned())
            .collect();
        if let Ok(kitchen) = kitchen.lock() {
            say(&format!("Changed: {}", names.join(", ")));
            kitchen.cook(&again);
        }
    })?;
    let runtime = tokio::runtime::Runtime::new()?;
    let reload = if options.no_reload { Reload::Off } else { Reload::Live };
    let ended = runtime.block_on(listening.serve(preview, reload, desk.routes(), interrupted()));
    desk.close();
    // A picture that is being encoded must not hold the exit.
    runtime.shutdown_background();
    ended?;
    Ok(Outcome::Done)
}

/// Where content becomes a site.
struct Kitchen {
    /// The preview's own address: what an enquiry links to can be opened here.
    base_url: String,
    desk: Desk,
    content: PathBuf,
    themes: PathBuf,
    cache: Cache,
    /// The day of the start: decides what is stale.
    today: Date,
}

impl Kitchen {
    /// Builds everything anew and shows it, or what is wrong. Gives the slugs of the projects that can be seen.
    fn cook(&self, preview: &Preview) -> Vec<String> {
        let themes = Shelf::read(&self.themes);
        let loaded = load(&self.content, &themes, &Selection::default(), &self.cache, self.today);
        say_problems(&loaded);
        let Some(catalog) = loaded.catalog.as_ref().filter(|_| !loaded.problems.has_errors()) else {
            preview.show(View::Problems { page: problem_page(&loaded) });
            return Vec::new();
        };
        // A preview shows what is being written; only a site on line may not.
        for undated in catalog.editions.undated() {
            let (slug, published) = (undated.slug, undated.published);
            say(&format!(
                "The privacy notice of {slug} is no longer what was published as {published}: a build wants a new `date` in privacy.yaml."
            ));
        }
        let site = load_themes(&themes, catalog)
            .map_err(Box::<dyn std::error::Error>::from)
            // No brochures: a page that offers one says how heavy it is, and to know that at every change of a file would
            // make the browser wait for the typesetter. `gevel brochure` shows them.
            .and_then(|themes| Ok(compose(catalog, &themes, &self.base_url, &Brochures::new())?));
        match site {
            Ok(site) => {
                self.desk.follow(People::of(catalog));
                preview.show(View::Site(Arc::new(Shown::new(site, self.cache.clone()))));
                catalog.projects.iter().map(|project| project.slug.clone()).collect()
            }
            Err(error) => {
                say(&format!("error: {error}"));
                let entry = Entry {
                    severity: "error",
                    code: "T-01",
                    place: self.themes.display().to_string(),
                    message: error.to_string(),
                    help: None,
                    excerpt: None,
                };
                preview.show(View::Problems { page: problems_page(&[entry]) });
                Vec::new()
            }
        }
    }
}

fn problem_page(loaded: &Loaded) -> String {
    let of = |severity| loaded.problems.iter().filter(move |problem| problem.severity == severity);
    let entries: Vec<Entry<'_>> = of(Severity::Error)
        .chain(of(Severity::Warning))
        .map(|problem| Entry {
            severity: problem.severity.name(),
            code: problem.code,
            place: place_text(&loaded.files, problem.place),
            message: problem.message.clone(),
            help: problem.help.clone(),
            excerpt: loaded.files.line(problem.place).map(|text| Excerpt {
                line: problem.place.line,
                text: text.to_owned(),
                column: problem.place.column,
            }),
        })
        .collect();
    problems_page(&entries)
}

/// A site as the preview shows it; pictures are encoded when a browser first asks for them.
struct Shown {
    site: Site,
    cache: Cache,
    revision: u64,
}

impl Shown {
    fn new(site: Site, cache: Cache) -> Self {
        let mut hasher = DefaultHasher::new();
        for (path, content) in site.files() {
            (path, content.fingerprint(path)).hash(&mut hasher);
        }
        Self { site, cache, revision: hasher.finish() }
    }
}

impl Snapshot for Shown {
    fn read(&self, path: &str) -> Option<std::io::Result<Vec<u8>>> {
        self.site.get(path).map(|content| content.bytes(&self.cache).map_err(std::io::Error::other))
    }

    fn contains(&self, path: &str) -> bool {
        self.site.get(path).is_some()
    }

    fn revision(&self) -> u64 {
        self.revision
    }
}

fn strong(text: &str) -> String {
    if colour() { format!("\u{1b}[1;36m{text}\u{1b}[0m") } else { text.to_owned() }
}
