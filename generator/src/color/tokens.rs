//! From the accent's hue to every colour of a page. A foreground starts at the lightness that looks best and walks away
//! from its grounds until the floor holds; the ends of the walk are black and white, which hold every floor there is.

use serde::Deserialize;

use super::oklch::Oklch;
use super::{Accent, Color, contrast};

/// The lowest contrast with paper, raised and tint: running text is far above what AA asks.
const INK: f64 = 10.0;
/// AA asks 4.5 of text; the tenth above survives a browser's own rounding.
const TEXT: f64 = 4.6;
/// AA asks 3 of the edge of a control.
const EDGE: f64 = 3.1;
/// Text on a dark-mode button: not quite black, as paper and ink are not quite white and black.
const NEAR_BLACK: Color = Color { rgb: [20, 17, 15] };
/// Hues, in radians, that are read as wrong and as right whatever the accent.
const RED: f64 = 0.5;
const GREEN: f64 = 2.5;

/// What a page is printed on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// Paper that leans a little towards the accent; a warm near-black by night.
    #[default]
    Toned,
    /// White, and black by night.
    Plain,
}

/// The colours of a page by day and by night.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tokens {
    /// For visitors who prefer light, or prefer nothing.
    pub light: Palette,
    /// For visitors who prefer dark.
    pub dark: Palette,
}

/// What each colour of one mode is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// The ground of the page.
    pub paper: Color,
    /// The ground of fields and of what lies on the paper.
    pub raised: Color,
    /// The ground of a section that stands out.
    pub tint: Color,
    /// Headings and running text: 10 to 1 on each ground.
    pub ink: Color,
    /// Captions and hints: 4.6 to 1 on each ground.
    pub soft: Color,
    /// Buttons and underlines: 4.6 to 1 on each ground.
    pub accent: Color,
    /// Text on the accent: 4.5 to 1 on it.
    pub on_accent: Color,
    /// Borders of fields: 3.1 to 1 on each ground.
    pub field: Color,
    /// Hairlines that only decorate: no floor.
    pub line: Color,
    /// What went wrong: 4.6 to 1 on each ground.
    pub error: Color,
    /// What is available or went well: 4.6 to 1 on each ground.
    pub ok: Color,
    /// The accent exactly as chosen, for large fields; no floor with anything but the next.
    pub full: Color,
    /// Text on that: black or white, 4.5 to 1 on it.
    pub on_full: Color,
}

impl From<Accent> for Tokens {
    fn from(accent: Accent) -> Self {
        Self::on(Ground::Toned, accent)
    }
}

impl Tokens {
    /// The colours that an accent gives on a ground.
    pub fn on(ground: Ground, accent: Accent) -> Self {
        let of = |mode| Palette::of(mode, ground, accent.color());
        Self { light: of(Mode::Light), dark: of(Mode::Dark) }
    }

    /// Custom properties on `:root` for the colours that a stylesheet uses, dark ones under `prefers-color-scheme` where
    /// they are others; minified, and always the same for the same accent.
    pub fn css(&self, sheet: &str) -> String {
        let asked = |name: &str| sheet.contains(&format!("var(--{name})"));
        let (by_day, by_night) = (self.light.entries(), self.dark.entries());
        let light = by_day.into_iter().filter(|(name, _)| asked(name));
        let dark = by_night.into_iter().filter(|entry| asked(entry.0) && !by_day.contains(entry));
        let (light, dark) = (declared(light), declared(dark));
        format!(":root{{{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}")
    }
}

impl Palette {
    /// Every colour with the name a stylesheet uses for it, in the order of the fields.
    pub fn entries(&self) -> [(&'static str, Color); 13] {
        [
            ("paper", self.paper),
            ("raised", self.raised),
            ("tint", self.tint),
            ("ink", self.ink),
            ("soft", self.soft),
            ("accent", self.accent),
            ("on-accent", self.on_accent),
            ("field", self.field),
            ("line", self.line),
            ("error", self.error),
            ("ok", self.ok),
            ("full", self.full),
            ("on-full", self.on_full),
        ]
    }

    fn of(mode: Mode, ground: Ground, full: Color) -> Self {
        let accent = Oklch::from(full);
        // Paper and ink lean a little towards the accent, so that brick and slate each give another room.
        let trace = match ground {
            Ground::Toned => (accent.chroma * 0.06).min(0.006),
            Ground::Plain => 0.0,
        };
        let of = |lightness, chroma| Oklch { lightness, chroma, hue: accent.hue };
        let choose = |light, dark| match mode {
            Mode::Light => light,
            Mode::Dark => dark,
        };
        let (paper, raised) = match ground {
            Ground::Toned => {
                (of(choose(0.965, 0.18), trace).to_color(), of(choose(0.99, 0.22), trace * 0.5).to_color())
            }
            Ground::Plain => match mode {
                Mode::Light => (Color::WHITE, Color::WHITE),
                Mode::Dark => (Color::BLACK, Color::BLACK),
            },
        };
        let grounds = [paper, raised, of(choose(0.925, 0.26), accent.chroma.min(0.024)).to_color()];
        let reach = |start, floor| mode.reach(start, &grounds, floor);
        let [paper, raised, tint] = grounds;
        let strong = reach(of(choose(accent.lightness.min(0.62), accent.lightness.max(0.6)), accent.chroma), TEXT);
        Self {
            paper,
            raised,
            tint,
            ink: match ground {
                Ground::Toned => reach(of(choose(0.22, 0.94), trace), INK),
                Ground::Plain => match mode {
                    Mode::Light => Color::BLACK,
                    Mode::Dark => Color::WHITE,
                },
            },
            soft: reach(of(choose(0.5, 0.7), trace), TEXT),
            accent: strong,
            // One of the two is further from the accent than a ground of its own mode is, and that one already holds.
            on_accent: clearer(strong, [Color::WHITE, NEAR_BLACK]),
            field: reach(of(choose(0.62, 0.55), trace), EDGE),
            line: of(choose(0.86, 0.32), trace).to_color(),
            error: reach(Oklch { lightness: choose(0.5, 0.7), chroma: 0.17, hue: RED }, TEXT),
            ok: reach(Oklch { lightness: choose(0.45, 0.75), chroma: 0.1, hue: GREEN }, TEXT),
            full,
            on_full: clearer(full, [Color::WHITE, Color::BLACK]),
        }
    }
}

/// Colours with their names, as declarations of a stylesheet.
fn declared(entries: impl Iterator<Item = (&'static str, Color)>) -> String {
    entries.map(|(name, color)| format!("--{name}:{}", color.short())).collect::<Vec<_>>().join(";")
}

/// The one of two that reads better on a ground.
fn clearer(ground: Color, [one, other]: [Color; 2]) -> Color {
    if contrast(one, ground) >= contrast(other, ground) { one } else { other }
}

#[derive(Clone, Copy)]
enum Mode {
    Light,
    Dark,
}

impl Mode {
    /// The first colour from `start` on, away from the grounds, that holds the floor on each of them.
    fn reach(self, start: Oklch, grounds: &[Color], floor: f64) -> Color {
        const STEP: f64 = 0.004;
        let (direction, end) = match self {
            Self::Light => (-STEP, Color::BLACK),
            Self::Dark => (STEP, Color::WHITE),
        };
        std::iter::successors(Some(start.lightness), |lightness| Some(lightness + direction))
            .take_while(|lightness| (0.0..=1.0).contains(lightness))
            .map(|lightness| Oklch { lightness, ..start }.to_color())
            .find(|color| grounds.iter().all(|ground| contrast(*color, *ground) >= floor))
            .unwrap_or(end)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use proptest::prelude::*;

    use super::*;

    /// Every pair below its floor, in words.
    fn broken(tokens: &Tokens) -> Vec<String> {
        let mut found = Vec::new();
        for (mode, colors) in [("light", tokens.light), ("dark", tokens.dark)] {
            let grounds = [("paper", colors.paper), ("raised", colors.raised), ("tint", colors.tint)];
            let text = [("soft", colors.soft), ("accent", colors.accent), ("error", colors.error), ("ok", colors.ok)];
            let mut pairs = vec![
                ("on-accent", colors.on_accent, "accent", colors.accent, 4.5),
                ("on-full", colors.on_full, "full", colors.full, 4.5),
            ];
            for (ground, below) in grounds {
                pairs.push(("ink", colors.ink, ground, below, 10.0));
                pairs.push(("field", colors.field, ground, below, 3.1));
                pairs.extend(text.map(|(name, color)| (name, color, ground, below, 4.6)));
            }
            for (name, color, ground, below, floor) in pairs {
                let ratio = contrast(color, below);
                if ratio < floor {
                    found.push(format!("{mode}: {name} {color} on {ground} {below} has {ratio:.2}, not {floor}"));
                }
            }
        }
        found
    }

    fn tokens(accent: &str) -> Tokens {
        Tokens::from(Accent::parse(accent).unwrap())
    }

    fn plain(accent: &str) -> Tokens {
        Tokens::on(Ground::Plain, Accent::parse(accent).unwrap())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn no_accent_breaks_contrast(red: u8, green: u8, blue: u8) {
            let accent = format!("#{red:02x}{green:02x}{blue:02x}");
            prop_assert_eq!(broken(&tokens(&accent)), Vec::<String>::new());
            prop_assert_eq!(broken(&plain(&accent)), Vec::<String>::new());
        }
    }

    #[test]
    fn the_extremes_do_not_break_contrast_either() {
        for accent in ["#000", "#fff", "#f00", "#0f0", "#00f", "#ff0", "#f0f", "#0ff", "#808080", "#010101", "#fefefe"]
        {
            assert_eq!(broken(&tokens(accent)), Vec::<String>::new(), "{accent}");
            assert_eq!(broken(&plain(accent)), Vec::<String>::new(), "{accent} on plain ground");
        }
    }

    #[test]
    fn an_accent_that_reads_well_is_kept_as_chosen() {
        assert_eq!(tokens("#8d4129").light.accent.to_string(), "#8d4129");
        assert_eq!(tokens("#e8a184").dark.accent.to_string(), "#e8a184");
    }

    #[test]
    fn plain_ground_is_white_by_day_and_black_by_night() {
        let Tokens { light, dark } = plain("#ffc21a");
        assert_eq!(
            [light.paper, light.ink, dark.paper, dark.ink].map(|color| color.to_string()),
            ["#ffffff", "#000000", "#000000", "#ffffff"]
        );
        assert_eq!([light.full, light.on_full].map(|color| color.to_string()), ["#ffc21a", "#000000"]);
    }

    #[test]
    fn a_stylesheet_gets_the_colours_it_uses_and_no_others() {
        assert_eq!(
            tokens("#8d4129").css("p{color:var(--ink);background:var(--on-full)}"),
            ":root{--ink:#1d1a19;--on-full:#fff}\
             @media (prefers-color-scheme:dark){:root{--ink:#efeae8}}"
        );
    }

    #[test]
    fn brick_gives_the_stylesheet_we_looked_at() {
        let looked_at = tokens("#000").light.entries().map(|(name, _)| name).into_iter().take(11);
        let all = looked_at.map(|name| format!("var(--{name})")).collect::<Vec<_>>().concat();
        assert_eq!(
            tokens("#8d4129").css(&all),
            ":root{--paper:#f7f2f0;--raised:#fefbfa;--tint:#f6e1db;--ink:#1d1a19;\
             --soft:#666261;--accent:#8d4129;--on-accent:#fff;--field:#847f7e;\
             --line:#d5d0ce;--error:#af2b23;--ok:#2f632e}\
             @media (prefers-color-scheme:dark){:root{--paper:#141110;--raised:#1c1a1a;--tint:#2e201c;--ink:#efeae8;\
             --soft:#a29d9c;--accent:#c7765c;--on-accent:#14110f;--field:#75706f;\
             --line:#363231;--error:#f66e5f;--ok:#88bf85}}"
        );
    }
}
