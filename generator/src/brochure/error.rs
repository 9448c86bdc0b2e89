//! Why there is no brochure, said to the author of a project or of a theme.

use std::fmt;
use std::io;
use std::path::PathBuf;

use leads::Language;

use crate::photo::PhotoError;

/// Why a brochure cannot be made.
#[derive(Debug)]
pub enum BrochureError {
    /// This program was built without a typesetter.
    NotBuiltIn,
    /// The theme has no template for brochures; the file that is missing.
    NoTemplate(PathBuf),
    /// A file cannot be read.
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A picture cannot be made.
    Picture {
        /// The photo.
        path: PathBuf,
        /// Why.
        source: PhotoError,
    },
    /// The cache cannot keep a brochure.
    Cache(PhotoError),
    /// The template has a mistake, or a letter is in none of its faces.
    Typeset {
        /// The project.
        slug: String,
        /// The language.
        language: Language,
        /// What the typesetter says, with places.
        messages: Vec<String>,
    },
}

impl fmt::Display for BrochureError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotBuiltIn => out.write_str(
                "this gevel was built without brochures; run `cargo run --release --features brochure -- brochure`",
            ),
            Self::NoTemplate(path) => {
                write!(out, "the theme has no template for brochures: `{}` does not exist", path.display())
            }
            Self::Read { path, source } => write!(out, "`{}` cannot be read: {source}", path.display()),
            Self::Picture { path, source } => write!(out, "`{}`: {source}", path.display()),
            Self::Cache(source) => write!(out, "{source}"),
            Self::Typeset { slug, language, messages } => {
                write!(out, "the brochure of `{slug}` in `{language}` cannot be made: {}", messages.join("; "))
            }
        }
    }
}

impl std::error::Error for BrochureError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read { source, .. } => Some(source),
            Self::Picture { source, .. } | Self::Cache(source) => Some(source),
            Self::NotBuiltIn | Self::NoTemplate(_) | Self::Typeset { .. } => None,
        }
    }
}
