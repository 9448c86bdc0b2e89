//! Photos and floor plans: they exist, can be decoded, and hold nothing that runs.

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::facts::PhotoKind;
use super::raw::{RawPhoto, RawPlan};
use super::{Plan, PlanPicture, ProjectPhoto};
use crate::nearest::nearest;
use crate::photo::{Cache, Focus, Photo, PhotoError, inspect};
use crate::problem::{Problem, Problems};
use crate::source::{At, FileId, Files, Place, Written, need, need_text};

/// Below this width a photo looks soft on a large screen.
const GOOD_WIDTH: u32 = 1600;

/// Checks the photos; `None` when there is none that can be shown.
pub(crate) fn check_photos(
    written: Written<Vec<At<RawPhoto>>>,
    folder: &Path,
    top: Place,
    files: &mut Files,
    cache: &Cache,
    problems: &mut Problems,
) -> Option<Vec<ProjectPhoto>> {
    let list = need(written, "photos", top, "[{file: 01-front.jpg, kind: photo}]", problems)?;
    if list.value.is_empty() {
        problems.add(
            Problem::error("M-40", list.place, "a page needs at least one photo")
                .help("Put a photo in `photos/` and list it: `- {file: 01-front.jpg, kind: photo}`."),
        );
        return None;
    }
    let folder = folder.join("photos");
    // Decoding is the slow part: it runs in parallel, problems are noted in the order written.
    let looked: Vec<_> = list
        .value
        .into_par_iter()
        .map(|entry| {
            let path = entry.value.file.as_ref().and_then(|file| beside(&folder, file));
            let photo = path.as_ref().map(|path| inspect(path, cache));
            (entry, path, photo)
        })
        .collect();
    let mut photos: Vec<ProjectPhoto> = Vec::new();
    let mut whole = true;
    for (entry, path, photo) in looked {
        match check_photo(entry, path, photo, &folder, files, problems) {
            Some(photo) if photos.iter().any(|earlier| earlier.file == photo.0.file) => {
                problems.add(
                    Problem::error("M-40", photo.1, format!("`{}` is listed twice", photo.0.file))
                        .help("Keep one of the two."),
                );
                whole = false;
            }
            Some(photo) => photos.push(photo.0),
            None => whole = false,
        }
    }
    (whole && !photos.is_empty()).then_some(photos)
}

fn check_photo(
    entry: At<RawPhoto>,
    path: Option<PathBuf>,
    photo: Option<Result<Photo, PhotoError>>,
    folder: &Path,
    files: &mut Files,
    problems: &mut Problems,
) -> Option<(ProjectPhoto, Place)> {
    let raw = entry.value;
    let file = need_text(raw.file, "file", entry.place, "01-front.jpg", problems)?;
    let kind = need(raw.kind, "kind", entry.place, "photo", problems);
    let focus = match raw.focus {
        Some(focus) => Focus::new(focus.value.0, focus.value.1)
            .map_err(|error| {
                let help = "Write two numbers from 0 to 1, from the left and from the top, such as `[0.5, 0.4]`.";
                problems.add(Problem::error("I-02", focus.place, error.to_string()).help(help));
            })
            .ok(),
        None => Some(Focus::CENTRE),
    };
    let Some(path) = path else {
        problems.add(no_file(&file, folder, "photo"));
        return None;
    };
    let photo = picture(photo?, &file, &path, files, problems)?;
    if photo.width < GOOD_WIDTH && photo.height < GOOD_WIDTH {
        let message = format!("{} x {} pixels is small: it looks soft on large screens", photo.width, photo.height);
        problems.add(
            Problem::warning("I-03", file.place, message)
                .help(format!("Use the original, at least {GOOD_WIDTH} pixels wide; pictures are never enlarged.")),
        );
    }
    let photo = ProjectPhoto {
        file: file.value,
        path,
        kind: kind.map_or(PhotoKind::Photo, |kind| kind.value),
        focus: focus?,
        credit: raw.credit.map(|credit| credit.value),
        photo,
    };
    Some((photo, file.place))
}

/// Checks the floor plans; one with a mistake is left out.
pub(crate) fn check_plans(
    list: Vec<At<RawPlan>>,
    folder: &Path,
    files: &mut Files,
    cache: &Cache,
    problems: &mut Problems,
) -> Vec<Plan> {
    let folder = folder.join("plans");
    let check = |entry: At<RawPlan>, files: &mut Files, problems: &mut Problems| {
        let file = need_text(entry.value.file, "file", entry.place, "01-ground-floor.svg", problems)?;
        let Some(path) = beside(&folder, &file) else {
            problems.add(no_file(&file, &folder, "plan"));
            return None;
        };
        let drawing = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("svg"));
        let picture = if drawing {
            check_drawing(&path, &file, problems)?
        } else {
            PlanPicture::Photo { photo: picture(inspect(&path, cache), &file, &path, files, problems)?, path }
        };
        Some(Plan { file: file.value, picture })
    };
    list.into_iter().filter_map(|entry| check(entry, files, problems)).collect()
}

/// The file of that name directly in the folder, if it exists.
fn beside(folder: &Path, name: &str) -> Option<PathBuf> {
    let path = folder.join(name);
    (path.parent() == Some(folder) && !name.contains(['/', '\\']) && path.is_file()).then_some(path)
}

/// The files that a project lists, whether or not they can be used: what its words are about. A name that is nearly that
/// of a file counts as that file.
pub(crate) fn listed<'a>(names: impl Iterator<Item = &'a Written<String>>, folder: &Path) -> Vec<String> {
    let present = present(folder);
    let meant = |name: &At<String>| {
        let known = present.contains(&name.value);
        let near = nearest(name, present.iter().map(String::as_str)).filter(|_| !known);
        near.map_or_else(|| name.trim().to_owned(), str::to_owned)
    };
    names.flatten().map(meant).collect()
}

/// Names of what is in a folder, sorted.
fn present(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut names: Vec<_> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn no_file(file: &At<String>, folder: &Path, what: &str) -> Problem {
    let present = present(folder);
    let help = match nearest(file, present.iter().map(String::as_str)) {
        Some(name) => format!("Did you mean `{name}`?"),
        None => format!("Put it in `{}`, or remove this line.", folder.display()),
    };
    Problem::error("I-01", file.place, format!("the {what} `{}` does not exist", file.value)).help(help)
}

/// A picture that cannot be used is a problem of its own file, reported where it is listed.
fn picture(
    photo: Result<Photo, PhotoError>,
    file: &At<String>,
    path: &Path,
    files: &mut Files,
    problems: &mut Problems,
) -> Option<Photo> {
    match photo {
        Ok(photo) => Some(photo),
        Err(error) => {
            let _: FileId = files.add(path.to_owned(), String::new());
            let (wrong, advice) = wrong_and_advice(&error.to_string());
            problems.add(Problem::error("I-04", file.place, format!("`{}`: {wrong}", file.value)).help(advice));
            None
        }
    }
}

/// The first sentence of a picture's complaint, as part of a longer one, and the sentences after it; without a decoder's
/// own words, which stand in parentheses and help nobody to a better file.
fn wrong_and_advice(complaint: &str) -> (String, String) {
    let mut depth = 0_u32;
    let mut wrong = String::new();
    let mut rest = complaint.chars();
    for character in rest.by_ref() {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ' ' if depth == 0 && wrong.ends_with('.') => break,
            _ if depth == 0 => wrong.push(character),
            _ => {}
        }
    }
    let mut letters = wrong.trim_end_matches(['.', ' ']).chars();
    let first = letters.next().map(|letter| letter.to_lowercase().to_string()).unwrap_or_default();
    (first + letters.as_str(), rest.as_str().to_owned())
}

/// Reads an SVG plan and refuses what could run or load something.
fn check_drawing(path: &Path, file: &At<String>, problems: &mut Problems) -> Option<PlanPicture> {
    let refuse = |message: String, help: &str, problems: &mut Problems| {
        problems.add(Problem::error("I-05", file.place, format!("`{}` {message}", file.value)).help(help.to_owned()));
        None
    };
    let svg = match fs::read_to_string(path) {
        Ok(svg) => svg,
        Err(error) => return refuse(format!("cannot be read: {error}"), "Export it again as plain SVG.", problems),
    };
    let document = match roxmltree::Document::parse(&svg) {
        Ok(document) => document,
        Err(error) => return refuse(format!("is not valid SVG: {error}"), "Export it again as plain SVG.", problems),
    };
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        let name = node.tag_name().name();
        if matches!(name, "script" | "foreignObject" | "iframe" | "handler" | "use" | "image")
            && !(name == "use" && local(&node))
        {
            return refuse(
                format!("holds a `{name}` element"),
                "Export it as plain SVG: only lines, shapes and text.",
                problems,
            );
        }
        let outside = node.attributes().find(|attribute| {
            attribute.name().starts_with("on")
                || (attribute.name() == "href" && !attribute.value().starts_with('#'))
                || attribute.value().contains("url(http")
        });
        if let Some(attribute) = outside {
            return refuse(
                format!("holds `{}=\"{}\"`", attribute.name(), attribute.value()),
                "Export it as plain SVG, without scripts and links.",
                problems,
            );
        }
    }
    let root = document.root_element();
    let Some((width, height)) = size(&root) else {
        return refuse(
            "has no size".to_owned(),
            "Give its first element `width` and `height`, or a `viewBox`.",
            problems,
        );
    };
    Some(PlanPicture::Drawing { width, height, svg })
}

fn local(node: &roxmltree::Node<'_, '_>) -> bool {
    node.attributes().any(|attribute| attribute.name() == "href" && attribute.value().starts_with('#'))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to lie between 1 and 20,000")]
fn size(root: &roxmltree::Node<'_, '_>) -> Option<(u32, u32)> {
    let number = |name| root.attribute(name).and_then(|text: &str| text.trim_end_matches("px").parse::<f64>().ok());
    let of_view_box = || {
        let mut numbers =
            root.attribute("viewBox")?.split([' ', ',']).filter(|part| !part.is_empty()).skip(2).map(str::parse::<f64>);
        Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
    };
    let (width, height) = number("width").zip(number("height")).or_else(of_view_box)?;
    let sane = |side: f64| (1.0..=20_000.0).contains(&side);
    (sane(width) && sane(height)).then_some((width.round() as u32, height.round() as u32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_complaint_is_parted_in_what_is_wrong_and_what_to_do() {
        let parted = |complaint| {
            let (wrong, advice) = wrong_and_advice(complaint);
            format!("{wrong} | {advice}")
        };
        assert_eq!(parted("The name ends in `.jpg`. Rename it. Now."), "the name ends in `.jpg` | Rename it. Now.");
        assert_eq!(parted("It is cut off (No. 3. \"x\"). Copy it (again)."), "it is cut off | Copy it (again).");
        assert_eq!(parted("No advice."), "no advice | ");
    }
}
