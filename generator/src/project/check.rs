//! From what was written to what is true: one conversion that notes every problem before it gives up.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use leads::Language;

use super::address::check_address;
use super::article::check_articles;
use super::check_parts::{
    check_brochure, check_energy, check_form, check_makers, check_permit, check_prices, check_seller, check_timeline,
    check_travel,
};
use super::check_units::check_units;
use super::company::{Partner, check_accent};
use super::facts::{PriceDisplay, Step};
use super::figures::figures;
use super::pictures::{check_photos, check_plans, listed};
use super::price_range::check_price_range;
use super::read;
use super::text::{Needs, Text, check_text};
use super::unit::Unit;
use super::{Project, Travel};
use crate::law::{self, federal};
use crate::nearest::instead;
use crate::notice::{self, Register};
use crate::photo::Cache;
use crate::problem::{Problem, Problems};
use crate::source::{At, Place, Written, need, need_text};
use crate::theme::Shelf;

/// Partners by id; `None` for one whose own file has errors, which were noted there.
pub(crate) type Partners = BTreeMap<String, Option<Arc<Partner>>>;

/// What a project is checked against, besides its own files.
pub(crate) struct Around<'a> {
    pub partners: &'a Partners,
    /// Every partner that has a file.
    pub partner_ids: &'a [String],
    /// `None` when it has errors of its own.
    pub register: Option<&'a Register>,
    pub themes: &'a Shelf,
    pub cache: &'a Cache,
    /// Decides what is stale.
    pub today: Date,
}

/// Checks one project; `None` when something without which there is no project is missing. Problems go to `written`.
#[expect(
    clippy::too_many_lines,
    reason = "one conversion, block by block; what a block needs of another is seen at once"
)]
pub(crate) fn check_project(written: &mut read::Written, around: &Around<'_>) -> Option<Project> {
    let Around { themes, cache, today, .. } = *around;
    let raw = written.project.take()?;
    let problems = &mut written.problems;
    let top = Place::whole(written.file);

    let name = need_text(raw.name, "name", top, "Residentie Leiehof", problems);
    let (partner, display) = check_partner_choice(raw.partner, around, top, problems);
    let languages = check_languages(raw.languages, top, problems);
    let theme = themes.choose(raw.theme, top, problems);
    let accent = raw.accent.map(|accent| check_accent(&accent, problems));
    let kind = need(raw.kind, "kind", top, "apartments", problems).map(|kind| kind.value);
    let category = need(raw.category, "category", top, "residential", problems);
    let phase = need(raw.phase, "phase", top, "on_sale", problems);
    let published = need(raw.published, "published", top, "2026-03-02", problems);
    let updated = need(raw.updated, "updated", top, "2026-11-12", problems);
    check_dates(published.as_ref(), updated.as_ref(), today, problems);
    let until = raw.publish.and_then(|publish| publish.value.until);
    let region = raw.address.as_ref().and_then(|address| super::address::region(&address.value));
    let address =
        need(raw.address, "address", top, "{street: …, number: …, postal_code: …, municipality: …}", problems)
            .and_then(|address| check_address(address, false, problems));
    let seller = check_seller(raw.seller, partner.as_deref(), problems);
    let agent = federal::check_agent(raw.agent, languages.as_deref().unwrap_or_default(), top, problems);
    let makers = check_makers(raw.makers, problems);
    let permit = check_permit(raw.permit, phase.as_ref(), problems);
    let timeline = check_timeline(raw.timeline, problems);
    let travel = check_travel(raw.travel, problems);
    let links: Vec<String> = raw.links.iter().filter_map(|link| super::contact::web_address(link, problems)).collect();
    let (photo_folder, plan_folder) = (written.folder.join("photos"), written.folder.join("plans"));
    let listed_photos = raw.photos.iter().flat_map(|photos| photos.iter()).map(|photo| &photo.value.file);
    let listed_photos = listed(listed_photos, &photo_folder);
    let listed_plans = listed(raw.plans.iter().map(|plan| &plan.value.file), &plan_folder);
    let photos = check_photos(raw.photos, &written.folder, top, &mut written.files, cache, problems);
    let plans = check_plans(raw.plans, &written.folder, &mut written.files, cache, problems);

    let (lowest, highest) =
        raw.prices.as_ref().map_or((None, None), |prices| (prices.value.lowest.clone(), prices.value.highest.clone()));
    let prices = check_prices(raw.prices, raw.vat, top, problems);
    let buildings: Vec<String> = raw.buildings.into_iter().map(|building| building.value).collect();
    let rows = written.units.take().unwrap_or_default();
    let row_count = rows.len();
    let units = check_units(rows, &buildings, &listed_plans, problems);
    let has_all_units = written.has_all_units && units.len() == row_count;
    let has_units = row_count > 0 || !written.has_all_units;
    let stated = check_price_range(lowest, highest, prices.as_ref(), has_units, problems);
    let (unit_places, units): (Vec<Place>, Vec<Unit>) = units.into_iter().map(|unit| (unit.place, unit.value)).unzip();
    let energy_place = raw
        .energy
        .as_ref()
        .map_or(top, |energy| energy.value.status.as_ref().map_or(energy.place, |status| status.place));
    let energy = check_energy(raw.energy, kind, top, problems);
    let handover = timeline.iter().find(|step| step.step == Step::Handover).map(|step| step.when);
    let figures = figures(&units, stated, handover, energy.as_ref().and_then(|energy| energy.figures.class.as_deref()));
    let facts = law::Facts {
        phase: phase.as_ref().map(|phase| phase.value),
        energy: energy.as_ref(),
        energy_place,
        units: &units,
        unit_places: &unit_places,
        has_permit: permit.is_some(),
        today,
    };
    let legal = region.map(|region| law::check_legal(raw.legal, region, top, &facts, problems));
    let breyne = federal::check_breyne(raw.breyne, kind, facts.phase, top, problems);
    let open = phase.as_ref().is_some_and(|phase| phase.accepts_leads())
        && until.as_ref().is_none_or(|until| until.value >= today);
    let form_place = raw.form.as_ref().map_or(top, |form| form.place);
    let brochure = check_brochure(raw.brochure.as_ref(), problems);
    let form = check_form(raw.form, open, brochure, &units, phase.as_ref(), top, problems);
    if let (Some(register), Some(Some(form))) = (around.register, &form) {
        notice::check_form(register, form, form_place, problems);
    }

    let texts = languages.as_ref().map(|languages| {
        let shows_prices =
            prices.is_some_and(|prices| prices.display != PriceDisplay::Hidden) && figures.prices.is_some();
        let needs = Needs {
            photos: &listed_photos,
            plans: &listed_plans,
            travel: &destinations(&travel),
            buildings: &buildings,
            links: &links,
            sources: &written.files,
            prices: shows_prices,
        };
        check_texts(&mut written.texts, &written.folder, languages, &needs, problems)
    });
    // When a row of the table is wrong, nobody knows how many units are left.
    for (text, (tagline, lead)) in texts.iter().flat_map(BTreeMap::values).filter(|_| has_all_units) {
        for (claim, place) in [(&text.tagline, *tagline), (&text.lead, *lead)] {
            federal::check_scarcity(&At::new(place, claim.clone()), &units, &written.files, problems);
        }
    }
    let languages: Option<Vec<Language>> =
        languages.map(|languages| languages.into_iter().map(|language| language.value).collect());
    let articles = languages
        .as_ref()
        .map(|languages| check_articles(std::mem::take(&mut written.articles), languages, &links, problems));

    let project = Project {
        slug: written.slug.clone(),
        name: name?.value,
        partner: partner?,
        shows_logo: display.0,
        shows_contact: display.1,
        languages: languages?,
        theme: theme.value,
        accent: accent.map_or(Some(None), |accent| accent.map(Some))?,
        kind: kind?,
        category: category?.value,
        phase: phase?.value,
        published: published?.value,
        updated: updated?.value,
        until: until.map(|until| until.value),
        address: address?,
        region,
        seller: seller?,
        agent: agent?,
        makers,
        photos: photos?,
        plans,
        buildings,
        permit,
        timeline,
        travel,
        prices: prices?,
        breyne: breyne?,
        energy,
        legal: legal.map_or(Some(None), |legal| legal.map(Some))?,
        form: form?,
        brochure,
        units,
        texts: texts?.into_iter().map(|(language, (text, _))| (language, text)).collect(),
        articles: articles?,
        figures,
    };
    themes.compare(&project, theme.place, problems);
    Some(project)
}

fn check_partner_choice(
    choice: Written<super::raw::RawPartnerChoice>,
    around: &Around<'_>,
    top: Place,
    problems: &mut Problems,
) -> (Option<Arc<Partner>>, (bool, bool)) {
    let Some(choice) = need(choice, "partner", top, "{id: leiebouw}", problems) else { return (None, (true, true)) };
    let display = (choice.value.display.logo.unwrap_or(true), choice.value.display.contact.unwrap_or(true));
    let Some(id) = need_text(choice.value.id, "id", choice.place, "leiebouw", problems) else { return (None, display) };
    let partner = if let Some(partner) = around.partners.get(&id.value) {
        partner.clone()
    } else {
        let known = instead(&id, around.partner_ids.iter().map(String::as_str));
        let help = format!("{known} A new partner gets a file with `gevel new --partner {}`.", id.value);
        problems.add(Problem::error("M-20", id.place, format!("there is no partner `{}`", id.value)).help(help));
        None
    };
    (partner, display)
}

fn check_languages(
    languages: Written<Vec<At<Language>>>,
    top: Place,
    problems: &mut Problems,
) -> Option<Vec<At<Language>>> {
    let languages = need(languages, "languages", top, "[nl, fr]", problems)?;
    let place = languages.place;
    let mut distinct: Vec<At<Language>> = Vec::new();
    for language in languages.value {
        if distinct.iter().any(|earlier| earlier.value == language.value) {
            problems.add(
                Problem::error("M-21", language.place, format!("`{}` is listed twice", language.value))
                    .help("Keep one of the two."),
            );
        } else {
            distinct.push(language);
        }
    }
    if distinct.is_empty() {
        if !problems.is_unread("languages", top) {
            problems.add(
                Problem::error("M-21", place, "there is no language to show the project in")
                    .help("Write at least one: `languages: [nl]`."),
            );
        }
        return None;
    }
    Some(distinct)
}

fn check_dates(published: Option<&At<Date>>, updated: Option<&At<Date>>, today: Date, problems: &mut Problems) {
    if let Some(updated) = updated {
        if updated.value > today {
            problems.add(
                Problem::error(
                    "M-22",
                    updated.place,
                    format!("`updated` is {}, which is still to come", updated.value),
                )
                .help("Write the day on which prices and statuses were last checked."),
            );
        }
        if let Some(published) = published.filter(|published| published.value > updated.value) {
            problems.add(
                Problem::error("M-22", published.place, "`published` is later than `updated`")
                    .help("One of the two is wrong."),
            );
        }
    }
}

/// The keys of the places one travels to, each once.
fn destinations(travel: &[Travel]) -> Vec<String> {
    let mut places: Vec<String> = Vec::new();
    for travel in travel {
        if !places.contains(&travel.to) {
            places.push(travel.to.clone());
        }
    }
    places
}

/// The places of the words in which scarcity may be claimed: tagline and lead.
type ClaimPlaces = (Place, Place);

fn check_texts(
    written: &mut BTreeMap<Language, (crate::source::FileId, Option<super::raw::RawText>)>,
    folder: &std::path::Path,
    languages: &[At<Language>],
    needs: &Needs<'_>,
    problems: &mut Problems,
) -> BTreeMap<Language, (Text, ClaimPlaces)> {
    let mut texts = BTreeMap::new();
    for language in languages {
        let At { place, value: language } = *language;
        let Some((file, raw)) = written.remove(&language) else {
            let message = format!("the project is to be shown in `{language}`, but has no words in that language");
            let help = format!(
                "Write `{}`, or remove `{language}` here.",
                folder.join("text").join(format!("{language}.yaml")).display()
            );
            problems.add(Problem::error("M-02", place, message).help(help));
            continue;
        };
        let Some(raw) = raw else { continue };
        let place = |text: &Written<String>| text.as_ref().map_or(Place::whole(file), |text| text.place);
        let places = (place(&raw.tagline), place(&raw.lead));
        if let Some(text) = check_text(language, file, raw, needs, problems) {
            texts.insert(language, (text, places));
        }
    }
    for (language, (file, _)) in written.iter() {
        problems.add(
            Problem::warning(
                "M-07",
                Place::whole(*file),
                format!("these words are not used: `{language}` is not in `languages`"),
            )
            .help("Add it there, or remove this file."),
        );
    }
    texts
}
