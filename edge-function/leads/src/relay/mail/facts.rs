//! What a mail tells about a lead: fixed keys, each with values on one line, and the visitor's message.

use super::header::one_line;
use crate::closed_list::closed_list;
use crate::form::Field;
use crate::json::Json;
use crate::partner::Body;
use crate::relay::event::Event;
use crate::submission::with_plain_line_breaks;

closed_list! {
    /// What stands before a value. The same in every language, so that a program can take the mail apart.
    pub enum MailKey {
        /// What happened.
        Event = "Event",
        /// The id of the event; a repetition has the same.
        EventId = "Event-Id",
        /// The lead's id.
        LeadId = "Lead-Id",
        /// When the lead was accepted.
        ReceivedAt = "Received-At",
        /// The project's name.
        Project = "Project",
        /// The project's id.
        ProjectId = "Project-Id",
        /// The project's page.
        ProjectUrl = "Project-Url",
        /// The unit the question is about.
        Unit = "Unit",
        /// First name.
        GivenName = "Given-Name",
        /// Last name.
        FamilyName = "Family-Name",
        /// E-mail address.
        Email = "Email",
        /// Phone number.
        Phone = "Phone",
        /// Postal code.
        PostalCode = "Postal-Code",
        /// Country.
        Country = "Country",
        /// The language the person reads.
        Language = "Language",
        /// What the person asks for.
        Contact = "Contact",
        /// When to call.
        CallWindow = "Call-Window",
        /// What the person can spend.
        Budget = "Budget",
        /// The currency of that.
        Currency = "Currency",
        /// Where the person looks.
        Locations = "Locations",
        /// What the home should have.
        Features = "Features",
        /// The fewest bedrooms.
        BedroomsMin = "Bedrooms-Min",
        /// When the person wants to buy.
        Period = "Period",
        /// What the person agreed to beyond the answer.
        Consents = "Consents",
        /// The version of the privacy notice.
        NoticeVersion = "Notice-Version",
        /// Where to read that version.
        NoticeUrl = "Notice-Url",
        /// Where the person can object.
        ObjectionUrl = "Objection-Url",
        /// Where the partner can read the lead and report on it.
        Link = "Link",
        /// The person's question. It may have many lines, and stands last.
        Message = "Message",
    }
}

impl MailKey {
    /// Where the canonical lead has it; nothing for what is not in the lead.
    pub(crate) const fn pointer(self) -> Option<&'static str> {
        Some(match self {
            Self::Event | Self::EventId | Self::Link => return None,
            Self::LeadId => "/lead_id",
            Self::ReceivedAt => "/received_at",
            Self::Project => "/project/name",
            Self::ProjectId => "/project/id",
            Self::ProjectUrl => "/project/url",
            Self::Unit => "/unit_id",
            Self::GivenName => "/person/given_name",
            Self::FamilyName => "/person/family_name",
            Self::Email => "/person/email",
            Self::Phone => "/person/phone_e164",
            Self::PostalCode => "/person/postal_code",
            Self::Country => "/person/country",
            Self::Language => "/person/language",
            Self::Contact => "/preference/contact",
            Self::CallWindow => "/preference/call_window",
            Self::Budget => "/wish/budget_band",
            Self::Currency => "/wish/currency",
            Self::Locations => "/wish/locations",
            Self::Features => "/wish/features",
            Self::BedroomsMin => "/wish/bedrooms_min",
            Self::Period => "/wish/period",
            Self::Consents => "/consents",
            Self::NoticeVersion => "/notice/version",
            Self::NoticeUrl => "/notice/url",
            Self::ObjectionUrl => "/privacy/objection_url",
            Self::Message => "/message",
        })
    }

    /// The field of the form whose choices its values are.
    pub const fn field(self) -> Option<Field> {
        match self {
            Self::Contact => Some(Field::ContactPreference),
            Self::CallWindow => Some(Field::CallWindow),
            Self::Country => Some(Field::Country),
            Self::Budget => Some(Field::BudgetBand),
            Self::Features => Some(Field::Features),
            Self::BedroomsMin => Some(Field::BedroomsMin),
            Self::Period => Some(Field::PurchasePeriod),
            Self::Language => Some(Field::Language),
            _ => None,
        }
    }

    /// Whether it only tells which lead it is.
    const fn is_about_the_lead(self) -> bool {
        matches!(self, Self::LeadId | Self::ReceivedAt | Self::Project | Self::ProjectId)
    }
}

/// What a mail tells, in the order of the keys.
pub(super) struct Facts {
    facts: Vec<(MailKey, Vec<String>)>,
    message: Option<String>,
}

impl Facts {
    /// What there is to tell of this event: each value on one line, nothing of what is missing or empty.
    pub(super) fn of(event: &Event) -> Self {
        let shows_content = event.shows_content(Body::Full);
        let lead = event.lead.json();
        let facts = MailKey::ALL.iter().filter(|&&key| key != MailKey::Message).filter_map(|&key| {
            let values = match (key, key.pointer()) {
                (MailKey::Event, _) => vec![event.event_type.to_string()],
                (MailKey::EventId, _) => vec![event.id.to_string()],
                (_, None) => event.link.iter().map(|link| one_line(link)).collect(),
                (_, Some(_)) if !shows_content && !key.is_about_the_lead() => Vec::new(),
                (_, Some(pointer)) => lead.at(pointer).map(lines).unwrap_or_default(),
            };
            if values.is_empty() { None } else { Some((key, values)) }
        });
        let message = lead.text_at("/message").filter(|_| shows_content).map(readable);
        Self { facts: facts.collect(), message: message.filter(|message| !message.is_empty()) }
    }

    /// The values, key by key.
    pub(super) fn iter(&self) -> impl Iterator<Item = (MailKey, &[String])> {
        self.facts.iter().map(|(key, values)| (*key, values.as_slice()))
    }

    /// The first value of a key.
    pub(super) fn get(&self, key: MailKey) -> Option<&str> {
        self.iter().find(|(found, _)| *found == key).and_then(|(_, values)| values.first()).map(String::as_str)
    }

    /// The visitor's message: lines end in `\n`, and no other control characters are left.
    pub(super) fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }
}

/// One text for a plain value; one for each element of a list, of which objects are named by their purpose.
fn lines(json: &Json) -> Vec<String> {
    let mut lines = Vec::new();
    push_lines(json, &mut lines);
    lines
}

fn push_lines(json: &Json, lines: &mut Vec<String>) {
    if let Some(elements) = json.list() {
        for element in elements {
            push_lines(element, lines);
        }
    } else if let Some(purpose) = json.get("purpose") {
        push_lines(purpose, lines);
    } else if let Some(text) = json.text().map(one_line).or_else(|| json.number()).filter(|text| !text.is_empty()) {
        lines.push(text);
    }
}

fn readable(message: &str) -> String {
    let message = with_plain_line_breaks(message);
    message.chars().filter(|&char| char == '\n' || char == '\t' || !char.is_control()).collect::<String>().trim().into()
}
