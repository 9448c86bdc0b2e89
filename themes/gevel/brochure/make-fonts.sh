#!/bin/sh
# Makes the faces of the brochure out of the Newsreader family: one for headings, three for running text, the letters of
# our languages. A typesetter reads no woff2, and needs the features for figures that the drawing of share pictures drops.
# Needs python3 with venv and pip. Run `./make-fonts.sh`, or with a folder: `./make-fonts.sh FOLDER`.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here}

room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check fonttools==4.68.0
"$room/venv/bin/pip" download --quiet --disable-pip-version-check --no-deps --only-binary :all: --dest "$room" fontpkg-newsreader==1.3
python3 -m zipfile -e "$room"/fontpkg_newsreader-1.3-*.whl "$room"
(cd "$room/fontpkg_newsreader/files" && sha256sum --check --quiet -) <<'SUMS'
8a08d13f8a6c0d51be379a60af84f945f65369a67e509ee3c3bdcc421254d7c1  Newsreader[opsz,wght].ttf
796668611f80b64d5adf182fde3b6f29ed83b4e7cbec7b96937e84ac01364792  Newsreader-Italic[opsz,wght].ttf
SUMS
mkdir -p "$out"
cp "$room/fontpkg_newsreader/LICENSE" "$out/newsreader-OFL.txt"
SOURCE_DATE_EPOCH=0 "$room/venv/bin/python" - "$room/fontpkg_newsreader/files" "$out" <<'PYTHON'
import sys

from fontTools import subset
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

files, out = sys.argv[1:]

# The same letters as on the page, so that a name which can be shown there can be printed here.
LETTERS = {
    *range(0x20, 0x7F),
    *range(0xA0, 0x100),
    *map(ord, "ŒœŸĲĳẞ"),
    *map(ord, "ĆćČčĎďĐđĘęĚěĞğİıŁłŃńŇňŐőŘřŚśŞşȘșŠšŤťȚțŮůŰűŹźŻżŽž"),
    *map(ord, "–—‘’“”„‚‹›…•×−€№→←"),
    0x2009, 0x200B, 0x2011, 0x2060, 0x202F,
}
FACES = [
    ("Newsreader[opsz,wght].ttf", "Newsreader Brochure Heading", "Regular", 48, 400, "heading.ttf"),
    ("Newsreader[opsz,wght].ttf", "Newsreader Brochure", "Regular", 14, 400, "text.ttf"),
    ("Newsreader[opsz,wght].ttf", "Newsreader Brochure", "Bold", 14, 620, "text-bold.ttf"),
    ("Newsreader-Italic[opsz,wght].ttf", "Newsreader Brochure", "Italic", 14, 400, "text-italic.ttf"),
]


def point(font, codepoint, name):
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[codepoint] = name


def add(font, codepoint, name, glyph, width):
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = glyph
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (width, getattr(glyph, "xMin", 0))
    point(font, codepoint, name)


def pair(font, codepoint, name, left, right):
    """Two letters as one, for the Dutch ij of old keyboards."""
    pen = TTGlyphPen(font.getGlyphSet())
    step = font["hmtx"][left][0]
    pen.addComponent(left, (1, 0, 0, 1, 0, 0))
    pen.addComponent(right, (1, 0, 0, 1, step, 0))
    add(font, codepoint, name, pen.glyph(), step + font["hmtx"][right][0])


def arrow(font, codepoint, name, towards):
    """A plain arrow with the stroke, height and sides of the minus sign."""
    minus = font["glyf"]["minus"]
    thick, axis = minus.yMax - minus.yMin, (minus.yMax + minus.yMin) / 2
    width = round(font["hmtx"]["minus"][0] * 1.3)
    start, tip, head, side = minus.xMin, width - minus.xMin, 260, thick * 2**0.5
    right = [
        (start, thick / 2), (tip - side - thick / 2, thick / 2), (tip - side - head, head), (tip - head, head), (tip, 0),
        (tip - head, -head), (tip - side - head, -head), (tip - side - thick / 2, -thick / 2), (start, -thick / 2),
    ]
    outline = right if towards > 0 else [(width - x, y) for x, y in reversed(right)]
    pen = TTGlyphPen(None)
    pen.moveTo((round(outline[0][0]), round(outline[0][1] + axis)))
    for x, y in outline[1:]:
        pen.lineTo((round(x), round(y + axis)))
    pen.closePath()
    add(font, codepoint, name, pen.glyph(), width)


def names(font, family, style):
    postscript = f"{family}-{style}".replace(" ", "")
    texts = {1: family, 2: style, 3: postscript, 4: f"{family} {style}", 6: postscript}
    font["name"].names = [record for record in font["name"].names if record.nameID in (0, 13, 14)]
    for number, text in texts.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    bold, italic = style == "Bold", style == "Italic"
    font["OS/2"].usWeightClass = 700 if bold else 400
    font["OS/2"].fsSelection = (font["OS/2"].fsSelection & ~0x61) | (0x20 if bold else 0x01 if italic else 0x40)
    font["head"].macStyle = 1 if bold else 2 if italic else 0


for source, family, style, size, weight, name in FACES:
    font = TTFont(f"{files}/{source}", recalcTimestamp=False)
    font = instancer.instantiateVariableFont(font, {"opsz": size, "wght": weight}, inplace=True)
    pair(font, 0x133, "ij", "i", "j")
    pair(font, 0x132, "IJ", "I", "J")
    arrow(font, 0x2192, "arrowright", 1)
    arrow(font, 0x2190, "arrowleft", -1)
    point(font, 0x2011, "hyphen")
    point(font, 0xA0, "space")
    empty = TTGlyphPen(None).glyph()
    add(font, 0x202F, "thinspace", empty, round(font["hmtx"]["space"][0] * 0.6))
    point(font, 0x2009, "thinspace")
    add(font, 0x200B, "zerowidth", TTGlyphPen(None).glyph(), 0)
    point(font, 0x2060, "zerowidth")
    names(font, family, style)
    options = subset.Options()
    options.layout_features = ["kern", "liga", "lnum", "tnum", "pnum", "mark", "ccmp", "locl"]
    options.name_IDs = [0, 1, 2, 3, 4, 6, 13, 14]
    options.hinting = False
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.drop_tables += ["STAT", "DSIG", "MVAR", "avar"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=LETTERS)
    cutter.subset(font)
    missing = sorted(LETTERS - set(font.getBestCmap()))
    if missing:
        sys.exit(f"{name} has no {' '.join(f'U+{c:04X}' for c in missing)}")
    font["head"].created = font["head"].modified = 2082844800  # no build time inside: same input, same bytes
    font.save(f"{out}/{name}", reorderTables=False)
PYTHON
wc -c "$out"/*.ttf
