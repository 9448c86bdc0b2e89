//! The picture that messengers and social networks show of a page: its photograph, its name, and one line of figures.
//! Networks cut and round the corners as they like, so no letter comes near an edge.

mod canvas;
mod lettering;

pub use canvas::{Picture, PictureError};
use lettering::{Face, Line};

/// Width of every share picture in pixels, as the networks ask.
pub const WIDTH: usize = 1200;
/// Height of every share picture in pixels, as the networks ask.
pub const HEIGHT: usize = 630;

/// What a share picture shows.
#[derive(Clone, Copy, Debug)]
pub struct Card<'a> {
    /// A photograph already cut to the size of the card; a strip of it stays visible, more of its upper half.
    pub photo: &'a Picture,
    /// The project's name, set large; shrinks and takes a second line when it is long.
    pub name: &'a str,
    /// Where the project stands; may be empty.
    pub place: &'a str,
    /// What there is to buy, such as `24 appartementen vanaf € 312.000`; may be empty.
    pub line: &'a str,
    /// The ground under the words.
    pub paper: [u8; 3],
    /// The words and the rule.
    pub ink: [u8; 3],
    /// The short mark at the start of the rule.
    pub accent: [u8; 3],
}

/// Draws the card; the same card always gives the same bytes.
pub fn draw(card: &Card<'_>) -> Picture {
    let face = Face::newsreader();
    let name = Heading::fit(&face, card.name);
    let details = Details::fit(&face, card.place, card.line);

    let rule = BOTTOM - details.height() - RULE_TO_DETAILS;
    let name_bottom = rule - NAME_TO_RULE;
    let band = name_bottom - name.height() - PHOTO_TO_NAME;

    let mut picture = Picture::filled(card.paper);
    picture.hang(card.photo, pixel(band));
    name.draw(&face, &mut picture, name_bottom, card.ink);
    picture.fill(SIDE..WIDTH - SIDE, pixel(rule)..pixel(rule) + RULE, card.ink);
    picture.fill(SIDE..SIDE + MARK, pixel(rule)..pixel(rule) + MARK_HEIGHT, card.accent);
    details.draw(&face, &mut picture, card.ink);
    picture
}

/// A tenth of the width on each side belongs to the networks.
const SIDE: usize = WIDTH / 10;
/// From the left margin to the right one.
const MEASURE: f32 = 960.0;
const LEFT: f32 = 120.0;
const RIGHT: f32 = LEFT + MEASURE;
/// Nothing is written below: a tenth of the height.
const BOTTOM: f32 = 567.0;

const PHOTO_TO_NAME: f32 = 40.0;
const NAME_TO_RULE: f32 = 14.0;
const RULE_TO_DETAILS: f32 = 24.0;
const RULE: usize = 2;
const MARK: usize = 72;
const MARK_HEIGHT: usize = 6;

/// The name in one line or two, as large as they can be.
struct Heading {
    lines: Vec<Line>,
    size: f32,
}

impl Heading {
    const LARGEST: f32 = 92.0;
    /// Below this size in one line, two larger lines read better.
    const SINGLE: f32 = 68.0;
    /// Two lines of full size would leave too little photograph.
    const LARGEST_OF_TWO: f32 = 72.0;
    /// Of the size, from baseline to baseline.
    const LEADING: f32 = 1.06;
    /// Of the size: large letters want to stand a little closer.
    const TRACKING: f32 = -0.012;

    fn fit(face: &Face, name: &str) -> Self {
        let line = |words: &str| face.line(words, Self::TRACKING);
        let single = Self::of(vec![line(name)], Self::LARGEST);
        if single.size >= Self::SINGLE {
            return single;
        }
        breaks(name)
            .map(|(first, second)| Self::of(vec![line(first), line(second)], Self::LARGEST_OF_TWO))
            // Of equal sizes the last break wins: a fuller first line reads more calmly.
            .fold(single, |best, other| if other.size >= best.size { other } else { best })
    }

    fn of(lines: Vec<Line>, largest: f32) -> Self {
        let size = lines.iter().map(|line| line.size_within(MEASURE)).fold(largest, f32::min);
        Self { lines, size }
    }

    /// From the top of the capitals to the lowest descender.
    fn height(&self) -> f32 {
        self.lines.iter().skip(1).fold(Face::CAPITAL + Face::DESCENT, |height, _| height + Self::LEADING) * self.size
    }

    fn draw(&self, face: &Face, picture: &mut Picture, bottom: f32, ink: [u8; 3]) {
        let mut baseline = bottom - Face::DESCENT * self.size;
        for line in self.lines.iter().rev() {
            face.draw(line, picture, LEFT, baseline, self.size, ink);
            baseline -= Self::LEADING * self.size;
        }
    }
}

/// Every way to set the name in two lines: at spaces, and after hyphens, which stay on the first line.
fn breaks(name: &str) -> impl Iterator<Item = (&str, &str)> {
    name.char_indices()
        .filter(|(_, letter)| matches!(letter, ' ' | '-' | '–' | '/'))
        .map(|(position, letter)| name.split_at(position + letter.len_utf8()))
        .map(|(first, second)| (first.trim(), second.trim()))
        .filter(|(first, second)| !first.is_empty() && !second.is_empty())
}

/// Place and figures: at the two ends of one row, or below each other when a row is too short.
struct Details {
    rows: Vec<Row>,
    size: f32,
}

struct Row {
    left: Option<Line>,
    right: Option<Line>,
}

impl Details {
    const SIZE: f32 = 36.0;
    /// Between place and figures in one row, so that they do not read as one sentence.
    const GAP: f32 = 56.0;
    const LEADING: f32 = 1.25;

    fn fit(face: &Face, place: &str, line: &str) -> Self {
        let set = |words: &str| Some(face.line(words, 0.0)).filter(|line| !line.is_empty());
        let (place, line) = (set(place), set(line));
        let width = |part: &Option<Line>| part.as_ref().map_or(0.0, |line| line.width(Self::SIZE));
        let rows = if width(&place) + Self::GAP + width(&line) <= MEASURE {
            vec![Row { left: place, right: line }]
        } else {
            vec![Row { left: place, right: None }, Row { left: line, right: None }]
        };
        let size = rows
            .iter()
            .filter_map(|row| row.left.as_ref())
            .map(|line| line.size_within(MEASURE))
            .fold(Self::SIZE, f32::min);
        Self { rows, size }
    }

    /// From the top of the capitals to the lowest descender.
    fn height(&self) -> f32 {
        self.rows.iter().skip(1).fold(Face::CAPITAL + Face::DESCENT, |height, _| height + Self::LEADING) * self.size
    }

    fn draw(&self, face: &Face, picture: &mut Picture, ink: [u8; 3]) {
        let mut baseline = BOTTOM - Face::DESCENT * self.size;
        for row in self.rows.iter().rev() {
            if let Some(line) = &row.left {
                face.draw(line, picture, LEFT, baseline, self.size, ink);
            }
            if let Some(line) = &row.right {
                face.draw(line, picture, RIGHT - line.width(self.size), baseline, self.size, ink);
            }
            baseline -= Self::LEADING * self.size;
        }
    }
}

/// The row of pixels at a height within the card.
fn pixel(height: f32) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "not below 0")]
    let row = height.round().max(0.0) as usize;
    row
}

#[cfg(test)]
mod tests;
