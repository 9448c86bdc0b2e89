//! The typesetter in a closed room: it sees the template, its faces, the data and the pictures of one brochure. There is
//! no disk, no network, no clock and no font of the machine, so that the same order gives the same bytes everywhere.

use std::collections::HashMap;

use jiff::civil::Date;
use typst::diag::{FileError, FileResult, Severity, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World, WorldExt as _};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::order::Order;
use super::{BrochureError, Template};
use crate::page::PrintedPicture;
use crate::photo::{self, Cache};

/// The name under which a template finds what a brochure says.
const DATA: &str = "data.json";

/// A brochure and what the typesetter thought of it.
#[derive(Debug)]
pub(super) struct Sheets {
    pub(super) pdf: Vec<u8>,
    /// Faces that are missing, lines that do not fit: flaws of a template, seen by its tests.
    #[cfg_attr(not(test), expect(dead_code, reason = "only the author of a template can mend them"))]
    pub(super) warnings: Vec<String>,
}

/// Makes the PDF of an order: tagged, with outline, language and title, as PDF/UA-1 asks.
pub(super) fn typeset(order: &Order, cache: &Cache) -> Result<Sheets, BrochureError> {
    let room = Room::new(order, cache)?;
    let fault =
        |messages: Vec<String>| BrochureError::Typeset { slug: order.slug.clone(), language: order.language, messages };
    let told = |diagnostics: &[SourceDiagnostic]| diagnostics.iter().map(|one| room.tell(one)).collect::<Vec<_>>();
    let compiled = typst::compile(&room);
    let document = compiled.output.map_err(|errors| fault(told(&errors)))?;
    let standards =
        PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|error| fault(vec![error.message().to_string()]))?;
    let options = PdfOptions {
        ident: Smart::Custom(order.name()),
        creator: Smart::Custom(Some("Gevel".to_owned())),
        timestamp: day(order.updated).map(Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    };
    let pdf = typst_pdf::pdf(&document, &options).map_err(|errors| fault(told(&errors)))?;
    let warnings = compiled.warnings.iter().map(|warning| room.tell(warning)).collect();
    // What the typesetter remembers of one brochure is of no use to the next, and it would remember all of them.
    typst::comemo::evict(0);
    Ok(Sheets { pdf, warnings })
}

/// Everything there is in the typesetter's world.
struct Room {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    main: FileId,
    sources: HashMap<FileId, Source>,
    files: HashMap<FileId, Bytes>,
    today: Option<Datetime>,
}

impl Room {
    fn new(order: &Order, cache: &Cache) -> Result<Self, BrochureError> {
        let Template { sources, fonts, .. } = &*order.template;
        let fonts: Vec<Font> = fonts.iter().flat_map(|font| Font::iter(Bytes::new(font.clone()))).collect();
        let mut files = HashMap::new();
        let mut put = |name: &str, bytes: Vec<u8>| files.extend(file(name).map(|id| (id, Bytes::new(bytes))));
        put(DATA, order.page.data.to_string().into_bytes());
        for printed in &order.page.pictures {
            let bytes = match &printed.picture {
                PrintedPicture::File(bytes) => bytes.clone(),
                PrintedPicture::Photo(photo) => photo::bytes(&photo.source, &photo.photo, &photo.variant, cache)
                    .map_err(|source| BrochureError::Picture { path: photo.source.clone(), source })?,
            };
            put(&printed.name, bytes);
        }
        let sources = sources.iter().filter_map(|(name, text)| {
            let id = file(name)?;
            Some((id, Source::new(id, text.clone())))
        });
        let Some(main) = file(Template::main()) else {
            return Err(BrochureError::NoTemplate(Template::main().into()));
        };
        Ok(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            main,
            sources: sources.collect(),
            files,
            today: day(order.updated),
        })
    }

    /// What the typesetter says, with the place in the template: `brochure.typ:12: unknown variable: pric`.
    fn tell(&self, diagnostic: &SourceDiagnostic) -> String {
        let place = diagnostic.span.id().and_then(|id| {
            let range = self.range(diagnostic.span)?;
            let line = self.sources.get(&id)?.text().get(..range.start)?.matches('\n').count() + 1;
            Some(format!("{}:{line}: ", id.vpath().get_without_slash()))
        });
        let kind = match diagnostic.severity {
            Severity::Error => "",
            Severity::Warning => "warning: ",
        };
        let hints: Vec<String> = diagnostic.hints.iter().map(|hint| format!(" ({})", hint.v)).collect();
        format!("{}{kind}{}{}", place.unwrap_or_default(), diagnostic.message, hints.concat())
    }
}

impl World for Room {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    /// The day of the data: a brochure is the same whenever it is made.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        self.today
    }
}

/// The typesetter's name for a file. Brochures share their names, because it never forgets one.
fn file(name: &str) -> Option<FileId> {
    VirtualPath::new(name).ok().map(|path| RootedPath::new(VirtualRoot::Project, path).intern())
}

fn day(date: Date) -> Option<Datetime> {
    let part = |number: i8| u8::try_from(number).ok();
    Datetime::from_ymd(date.year().into(), part(date.month())?, part(date.day())?)
}
