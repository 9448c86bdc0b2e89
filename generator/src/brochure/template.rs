//! What a theme brings to brochures: a template for the typesetter, and the faces it may use.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::BrochureError;

/// The file that the typesetter starts from.
const MAIN: &str = "brochure.typ";

/// The templates and faces of a theme.
#[derive(Debug, Clone)]
#[cfg_attr(not(feature = "brochure"), expect(dead_code, reason = "only a typesetter looks inside"))]
pub struct Template {
    /// Sources by file name; there is always the one named [`Template::main`].
    pub(super) sources: BTreeMap<String, String>,
    /// Font files, in the order of their names.
    pub(super) fonts: Vec<Vec<u8>>,
    /// The hash of all of it.
    pub(super) digest: String,
}

impl Template {
    /// Reads the folder `brochure` of a theme, or else of the nearest that it is based on. `lineage` names them, nearest
    /// first.
    pub fn load(themes: &Path, lineage: &[String]) -> Result<Self, BrochureError> {
        let mut folders = lineage.iter().map(|name| themes.join(name).join("brochure"));
        let Some(folder) = folders.find(|folder| folder.join(MAIN).is_file()) else {
            let own = lineage.first().map_or_else(|| themes.to_owned(), |name| themes.join(name));
            return Err(BrochureError::NoTemplate(own.join("brochure").join(MAIN)));
        };
        let fail = |path: &Path, source| BrochureError::Read { path: path.to_owned(), source };
        let mut paths: Vec<_> = fs::read_dir(&folder)
            .map_err(|source| fail(&folder, source))?
            .filter_map(Result::ok)
            .map(|entry| entry.path())
            .collect();
        paths.sort();
        let (mut sources, mut fonts, mut hasher) = (BTreeMap::new(), Vec::new(), blake3::Hasher::new());
        for path in paths {
            let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let ending = path.extension().unwrap_or_default().to_string_lossy().into_owned();
            if !["typ", "ttf", "otf"].contains(&ending.as_str()) {
                continue;
            }
            let bytes = fs::read(&path).map_err(|source| fail(&path, source))?;
            hasher.update(file.as_bytes()).update(&(bytes.len() as u64).to_le_bytes()).update(&bytes);
            if ending == "typ" {
                sources.insert(file, String::from_utf8_lossy(&bytes).into_owned());
            } else {
                fonts.push(bytes);
            }
        }
        Ok(Self { sources, fonts, digest: hasher.finalize().to_hex().to_string() })
    }

    /// Name of the file that the typesetter starts from.
    pub const fn main() -> &'static str {
        MAIN
    }
}
