//! The token that opens a site to its operator: never on the command line, and never in what is printed.

use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

use crate::cli::Access;

/// Name of the variable of the environment that is looked at first.
const VARIABLE: &str = "GEVEL_TOKEN";
/// Name of the file that the preview writes.
const FILE: &str = "operator-token";

/// A token, and where it was found.
pub(in crate::commands) struct Token {
    secret: String,
    origin: String,
}

impl Token {
    /// Looks in the environment, then in the file that was named, then, for a site on this machine, in the folder of
    /// the preview.
    pub(super) fn find(access: &Access) -> Result<Self, NoToken> {
        Self::find_with(access, std::env::var(VARIABLE).ok())
    }

    fn find_with(access: &Access, variable: Option<String>) -> Result<Self, NoToken> {
        if let Some(text) = variable.filter(|text| !text.trim().is_empty()) {
            return Self::read(&text, format!("the variable {VARIABLE}"));
        }
        if let Some(file) = &access.token_file {
            let text = fs::read_to_string(file).map_err(|source| NoToken::File { path: file.clone(), source })?;
            return Self::read(&text, place(file));
        }
        if !access.site.is_here() {
            return Err(NoToken::Nowhere);
        }
        let file = access.data.join(FILE);
        match fs::read_to_string(&file) {
            Ok(text) => Self::read(&text, place(&file)),
            Err(source) if source.kind() == io::ErrorKind::NotFound => Err(NoToken::NoPreview { path: file }),
            Err(source) => Err(NoToken::File { path: file, source }),
        }
    }

    fn read(text: &str, origin: String) -> Result<Self, NoToken> {
        let secret = text.trim();
        if secret.is_empty() || !secret.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(NoToken::Unreadable { origin });
        }
        Ok(Self { secret: secret.to_owned(), origin })
    }

    /// What the header `Authorization` says.
    pub(super) fn header(&self) -> String {
        format!("Bearer {}", self.secret)
    }

    /// Where it was found, for people.
    pub(in crate::commands) fn origin(&self) -> &str {
        &self.origin
    }
}

fn place(file: &Path) -> String {
    format!("the file `{}`", file.display())
}

/// Why there is no token to ask with.
#[derive(Debug)]
pub(in crate::commands) enum NoToken {
    /// None was given, and the site is not on this machine.
    Nowhere,
    /// The preview has not written one.
    NoPreview {
        /// Where it would be.
        path: PathBuf,
    },
    /// The file cannot be read.
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// What was found is not a token.
    Unreadable {
        /// Where it was found.
        origin: String,
    },
}

impl fmt::Display for NoToken {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nowhere => write!(
                out,
                "no token: put it into the variable {VARIABLE}, or into a file that only you can read and name that \
                 with --token-file"
            ),
            Self::NoPreview { path } => write!(
                out,
                "no token: `{}` is not there. Start `gevel serve` in this folder, or name its folder with --data; for \
                 another site use {VARIABLE} or --token-file",
                path.display()
            ),
            Self::File { path, source } => write!(out, "no token: `{}` cannot be read: {source}", path.display()),
            Self::Unreadable { origin } => write!(out, "no token: {origin} must hold one word and nothing else"),
        }
    }
}

impl std::error::Error for NoToken {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::File { source, .. } => Some(source),
            Self::Nowhere | Self::NoPreview { .. } | Self::Unreadable { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::fs;
    use std::path::Path;

    use super::{NoToken, Token};
    use crate::cli::Access;

    fn access(site: &str, file: Option<&Path>, data: &Path) -> Access {
        Access { site: site.parse().unwrap(), token_file: file.map(Path::to_owned), data: data.to_owned() }
    }

    #[test]
    fn the_environment_comes_before_a_file_and_a_file_before_the_preview() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("token");
        fs::write(&file, "gvl_file\n").unwrap();
        fs::write(folder.path().join("operator-token"), "gvl_preview\n").unwrap();
        let here = "http://127.0.0.1:4000";
        let secret = |access: &Access, variable: Option<&str>| {
            Token::find_with(access, variable.map(str::to_owned)).ok().map(|token| token.header())
        };

        let named = access(here, Some(&file), folder.path());
        assert_eq!(secret(&named, Some("gvl_variable")).as_deref(), Some("Bearer gvl_variable"));
        assert_eq!(secret(&named, Some(" ")).as_deref(), Some("Bearer gvl_file"));
        assert_eq!(secret(&named, None).as_deref(), Some("Bearer gvl_file"));
        assert_eq!(secret(&access(here, None, folder.path()), None).as_deref(), Some("Bearer gvl_preview"));
    }

    #[test]
    fn the_token_of_the_preview_is_not_shown_to_another_site() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("operator-token"), "gvl_preview\n").unwrap();

        let found = Token::find_with(&access("https://www.example.com", None, folder.path()), None);

        assert!(matches!(found, Err(NoToken::Nowhere)));
    }

    #[test]
    fn what_is_no_token_is_refused_without_repeating_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("token");
        for text in ["", "two words", "gvl_a\ngvl_b", "gvl_\u{e9}"] {
            fs::write(&file, text).unwrap();
            let refused = Token::find_with(&access("https://www.example.com", Some(&file), folder.path()), None);
            let words = refused.err().unwrap().to_string();
            assert!(words.ends_with("must hold one word and nothing else") && !words.contains("gvl"), "{words}");
        }
    }
}
