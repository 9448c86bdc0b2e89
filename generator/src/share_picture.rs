//! The picture that messengers and networks show of a page, one for each language, with name and price on it.

use std::path::PathBuf;

use crate::color::Palette;
use crate::page::share_line;
use crate::photo::{Cache, Focus, Key, Photo, PhotoError, canvas, jpeg_under};
use crate::project::Project;
use crate::share::{Card, Picture, draw};
use crate::theme::Phrases;

/// The strictest messenger shows nothing larger.
const MOST_BYTES: usize = 300_000;
/// Raised whenever the drawing changes, so that kept pictures are made anew.
const DRAWING: u32 = 1;

/// A share picture to make.
#[derive(Debug, Clone)]
pub struct ShareOrder {
    source: PathBuf,
    photo: Option<(Photo, Focus)>,
    name: String,
    place: String,
    line: String,
    colours: [[u8; 3]; 3],
}

impl ShareOrder {
    /// The picture of a project in these colours, in the language of the phrases.
    pub fn of(project: &Project, colours: &Palette, phrases: &Phrases) -> Self {
        let hero = project.photos.first();
        Self {
            source: hero.map(|photo| photo.path.clone()).unwrap_or_default(),
            photo: hero.map(|photo| (photo.photo.clone(), photo.focus)),
            name: project.name.clone(),
            place: project.municipality(phrases.language()).to_owned(),
            line: share_line(project, phrases),
            colours: [colours.paper.rgb, colours.ink.rgb, colours.accent.rgb],
        }
    }

    /// The photo it is drawn on.
    pub fn source(&self) -> &std::path::Path {
        &self.source
    }

    /// Whether the cache has it.
    pub fn is_kept(&self, cache: &Cache) -> bool {
        cache.holds(&self.key())
    }

    /// What tells one share picture from another.
    pub fn fingerprint(&self) -> String {
        let photo = self.photo.as_ref().map(|(photo, focus)| format!("{} {focus:?}", photo.id));
        format!("share {DRAWING} {photo:?} {:?} {:?} {:?} {:?}", self.name, self.place, self.line, self.colours)
    }

    /// The JPEG, from the cache or made now and kept.
    pub fn bytes(&self, cache: &Cache) -> Result<Vec<u8>, PhotoError> {
        let key = self.key();
        if let Some(kept) = cache.find(&key) {
            return Ok(kept);
        }
        let Some((photo, focus)) = &self.photo else { return Ok(Vec::new()) };
        let size =
            (u32::try_from(crate::share::WIDTH).unwrap_or(1200), u32::try_from(crate::share::HEIGHT).unwrap_or(630));
        let ground = canvas(&self.source, photo, size, *focus)?;
        let made = match Picture::new(ground.rgb().to_vec()) {
            Ok(ground) => {
                let [paper, ink, accent] = self.colours;
                let card =
                    Card { photo: &ground, name: &self.name, place: &self.place, line: &self.line, paper, ink, accent };
                crate::photo::Pixels::new(size.0, size.1, draw(&card).into_pixels())
                    .map(|pixels| jpeg_under(&pixels, MOST_BYTES))
            }
            Err(_) => None,
        };
        // A canvas always has the size of a card; should it ever not, the photograph itself is the better picture.
        let made = match made {
            Some(made) => made?,
            None => jpeg_under(&ground, MOST_BYTES)?,
        };
        cache.keep(&key, &made)?;
        Ok(made)
    }

    fn key(&self) -> Key {
        Key::of(&self.fingerprint())
    }
}
