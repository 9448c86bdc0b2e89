//! Share pictures: what stands on them can be read, and they stay within their limits.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;

const PAPER: [u8; 3] = [247, 242, 240];
const INK: [u8; 3] = [29, 26, 25];

/// A card on a photograph of nothing but paper, so that all that is not paper was drawn.
fn drawn(name: &str, place: &str, line: &str) -> Picture {
    let photo = Picture::new(PAPER.repeat(WIDTH * HEIGHT)).unwrap();
    draw(&Card { photo: &photo, name, place, line, paper: PAPER, ink: INK, accent: [141, 65, 41] })
}

/// The columns and rows that hold anything drawn: left, right, top and bottom, inclusive.
fn extent(picture: &Picture) -> [usize; 4] {
    let marked = picture.pixels().chunks(3).enumerate().filter(|(_, pixel)| *pixel != PAPER);
    marked.fold([WIDTH, 0, HEIGHT, 0], |[left, right, top, bottom], (position, _)| {
        let (x, y) = (position % WIDTH, position / WIDTH);
        [left.min(x), right.max(x), top.min(y), bottom.max(y)]
    })
}

const NAMES: [&str; 7] = [
    "",
    "Q",
    "Jardins d’Égée (fjord)",
    "Residentie Leiehof",
    "Wohnquartier Zum Goldenen Apfelbaum an der Alten Schifffabrik",
    "Donaudampfschifffahrtsgesellschaftskapitänswohnanlagenhausen",
    "Ein Name, den niemand je so lang schreiben sollte, weil er auch in zwei Zeilen nur noch sehr klein zu lesen ist",
];

#[test]
fn no_letter_comes_within_a_tenth_of_an_edge() {
    for name in NAMES {
        for (place, line) in [
            ("Deinze", "24 appartementen vanaf € 312.000"),
            ("Jette", ""),
            ("", "Ĳssel, ǫ (jq) Ç|"),
            ("Frankfurt am Main, Sachsenhausen-Nord", "128 Eigentumswohnungen ab 412.000 € bezugsfertig 2027"),
            ("Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson-sur-la-Marne-et-Meuse", "a"),
        ] {
            let [left, right, top, bottom] = extent(&drawn(name, place, line));
            assert!(left >= 120 && right < 1080, "{name} / {place}: columns {left} to {right}");
            assert!(top >= 63 && bottom < 567, "{name} / {place}: rows {top} to {bottom}");
        }
    }
}

#[test]
fn a_name_of_sixty_characters_takes_two_lines_of_a_size_one_can_read() {
    let heading = Heading::fit(&Face::newsreader(), "Wohnquartier Zum Goldenen Apfelbaum an der Alten Schiffwerft");
    assert_eq!(heading.lines.len(), 2);
    assert!(heading.size > 55.0, "{}", heading.size);
}

#[test]
fn a_short_name_takes_one_line_of_full_size() {
    let heading = Heading::fit(&Face::newsreader(), "Kanaalpark");
    assert_eq!((heading.lines.len(), heading.size.to_bits()), (1, Heading::LARGEST.to_bits()));
}

#[test]
fn the_photograph_keeps_more_than_half_of_the_card() {
    let photo = Picture::new([1, 2, 3].repeat(WIDTH * HEIGHT)).unwrap();
    let card = Card { photo: &photo, name: "Kanaalpark", place: "Gent", line: "", paper: PAPER, ink: INK, accent: INK };
    let seen = draw(&card).pixels().chunks(3).filter(|pixel| *pixel == [1, 2, 3]).count();
    assert!(seen > WIDTH * HEIGHT / 2, "{seen}");
}

#[test]
fn the_same_card_gives_the_same_bytes() {
    let card = || drawn("Les Terrasses du Lac", "Louvain-la-Neuve", "38 appartements à partir de 265 000 €");
    assert_eq!(card(), card());
}

#[test]
fn a_picture_of_another_size_is_refused() {
    let problem = Picture::new(vec![0; 12]).unwrap_err().to_string();
    assert_eq!(problem, "a share picture of 1200 by 630 has 2268000 bytes, not 12");
}
