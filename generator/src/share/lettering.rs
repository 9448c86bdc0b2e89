//! Sets words in Newsreader, the face of the default theme. No shaping engine: our languages need kerning, joined f
//! letters and accents, and the embedded font carries those as a flat list and as plain characters.

use ab_glyph::{Font as _, FontRef, GlyphId, PxScale, point};
use unicode_normalization::UnicodeNormalization as _;

use super::Picture;

/// The embedded font.
pub(super) struct Face {
    font: FontRef<'static>,
    /// Font units in one em.
    em: f32,
}

/// Words with every letter in its place, for any size.
pub(super) struct Line {
    /// Each letter and where it starts; in ems, as is all below.
    letters: Vec<(GlyphId, f32)>,
    /// Where the first ink is: a line hangs by its ink, so that large and small lines share an edge.
    start: f32,
    /// Where the last ink is.
    end: f32,
}

impl Line {
    pub(super) fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }

    /// The width of the ink in pixels at a size in pixels per em.
    pub(super) fn width(&self, size: f32) -> f32 {
        (self.end - self.start) * size
    }

    /// The largest size whose ink fits in a width; infinite for a line without ink.
    pub(super) fn size_within(&self, width: f32) -> f32 {
        // A pixel less, because ink that touches the next pixel colours it.
        (width - 1.0) / (self.end - self.start)
    }
}

impl Face {
    /// Height of a capital, in ems.
    pub(super) const CAPITAL: f32 = 0.7;
    /// How far the lowest letter reaches below the baseline, in ems.
    pub(super) const DESCENT: f32 = 0.27;

    pub(super) fn newsreader() -> Self {
        #[expect(clippy::expect_used, reason = "the font is part of the program, and every test reads it")]
        let font = FontRef::try_from_slice(include_bytes!("newsreader.ttf")).expect("the embedded font is whole");
        let em = font.units_per_em().unwrap_or_else(|| font.height_unscaled());
        Self { font, em }
    }

    /// Sets words, with extra space (or less) after each letter, in ems.
    pub(super) fn line(&self, words: &str, tracking: f32) -> Line {
        let (mut letters, mut pen, mut before) = (Vec::new(), 0.0, None);
        for letter in self.spell(words).chars() {
            let glyph = self.font.glyph_id(letter);
            pen += before.map_or(0.0, |before| self.font.kern_unscaled(before, glyph) / self.em);
            letters.push((glyph, pen));
            pen += self.font.h_advance_unscaled(glyph) / self.em + tracking;
            before = Some(glyph);
        }
        let ink = letters.iter().filter_map(|(glyph, at)| {
            let bounds = self.font.outline(*glyph)?.bounds;
            Some((at + bounds.min.x / self.em, at + bounds.max.x / self.em))
        });
        let (start, end) =
            ink.reduce(|(start, end), (left, right)| (start.min(left), end.max(right))).unwrap_or((0.0, 0.0));
        Line { letters, start, end }
    }

    /// Draws a line whose first ink is at `left`; all in pixels.
    pub(super) fn draw(&self, line: &Line, picture: &mut Picture, left: f32, baseline: f32, size: f32, ink: [u8; 3]) {
        // The font crate counts a size from ascender to descender, we count ems.
        let scale = PxScale::from(size * self.font.height_unscaled() / self.em);
        for (glyph, at) in &line.letters {
            let place = point(left + (at - line.start) * size, baseline);
            let Some(outline) = self.font.outline_glyph(glyph.with_scale_and_position(scale, place)) else {
                continue;
            };
            let corner = outline.px_bounds().min;
            outline.draw(|x, y, coverage| {
                if let (Some(x), Some(y)) = (offset(corner.x, x), offset(corner.y, y)) {
                    picture.blend(x, y, ink, coverage);
                }
            });
        }
    }

    /// The same words in characters the font has: one space between words, accents on their letters, joined f letters.
    fn spell(&self, words: &str) -> String {
        let known: String = words.nfc().flat_map(|letter| self.known(letter)).collect();
        let spaced = known.split_whitespace().collect::<Vec<_>>().join(" ");
        JOINED.iter().fold(spaced, |words, (apart, joined)| words.replace(apart, joined))
    }

    /// The letter itself, else what it is made of without the accents we lack, else a dot for a letter or figure of
    /// another script; signs such as emoji are left out.
    fn known(&self, letter: char) -> Vec<char> {
        let has = |letter: &char| self.font.glyph_id(*letter).0 != 0;
        if has(&letter) {
            return vec![letter];
        }
        let parts: Vec<char> = letter.nfkd().filter(has).collect();
        match letter {
            '‐' => vec!['-'],
            '‒' | '―' => vec!['–'],
            _ if letter.is_whitespace() => vec![' '],
            _ if !parts.is_empty() => parts,
            _ if letter.is_alphanumeric() => vec!['·'],
            _ => Vec::new(),
        }
    }
}

/// Longest first, or `ffi` would become `ff` and a lone `i`.
const JOINED: [(&str, &str); 5] = [("ffi", "ﬃ"), ("ffl", "ﬄ"), ("ff", "ﬀ"), ("fi", "ﬁ"), ("fl", "ﬂ")];

/// A pixel counted from the corner of a letter, unless it lies left of the picture or above it.
fn offset(corner: f32, distance: u32) -> Option<usize> {
    #[expect(clippy::cast_possible_truncation, reason = "a whole number of pixels near the picture")]
    let corner = corner as i64;
    usize::try_from(corner + i64::from(distance)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_the_font_lacks_are_replaced_by_what_reads_best() {
        let face = Face::newsreader();
        for (written, set) in [
            ("Cafe\u{301} Tōkyō", "Café Tokyo"),
            ("Les  \u{2003} Cèdres\n", "Les Cèdres"),
            ("Park 🏡 Zuid\u{200b}", "Park Zuid"),
            ("Νέα", "···"),
            ("Zuid‐Oost ― 2", "Zuid-Oost – 2"),
            ("Schiffe im Büffet: Office", "Schiﬀe im Büﬀet: Oﬃce"),
        ] {
            assert_eq!(face.spell(written), set);
        }
    }

    #[test]
    fn every_character_of_our_languages_is_in_the_font() {
        let face = Face::newsreader();
        let all = "àâäçéèêëîïôöœùûüÿßÀÂÄÇÉÈÊËÎÏÔÖŒÙÛÜŸẞĳĲ–—‘’“”„‚«»‹›…•·×−²³½€°№→←\u{a0}\u{202f}ﬀﬁﬂﬃﬄ";
        let missing: Vec<char> = all.chars().filter(|letter| face.font.glyph_id(*letter).0 == 0).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn neighbours_that_fit_into_each_other_stand_closer() {
        let face = Face::newsreader();
        let together = face.line("AV", 0.0).width(100.0);
        let apart = face.line("A", 0.0).width(100.0) + face.line("V", 0.0).width(100.0);
        assert!(together < apart - 5.0, "{together} of {apart}");
    }

    #[test]
    fn words_without_ink_have_no_width() {
        let face = Face::newsreader();
        assert!(face.line(" \n", 0.0).is_empty());
        assert!(face.line("🏡", 0.0).width(100.0).abs() < f32::EPSILON);
    }
}
