#!/bin/sh
# Makes the heading face of this theme out of the whole Newsreader family file: one optical size, one weight, the
# letters of our languages. Two files come out: a woff2 for visitors, and a TTF for drawing share pictures.
# Needs python3 with venv and pip. Run `./make-font.sh`, or with names: `./make-font.sh web.woff2 drawing.ttf licence.txt`.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
web=${1:-$here/newsreader-48-400.woff2}
drawing=${2:-$here/../../../generator/src/share/newsreader.ttf}
licence=${3:-$here/newsreader-OFL.txt}

room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check fonttools==4.68.0 brotli==1.2.1
"$room/venv/bin/pip" download --quiet --disable-pip-version-check --no-deps --only-binary :all: --dest "$room" fontpkg-newsreader==1.3
python3 -m zipfile -e "$room"/fontpkg_newsreader-1.3-*.whl "$room"
source="$room/fontpkg_newsreader/files/Newsreader[opsz,wght].ttf"
echo "8a08d13f8a6c0d51be379a60af84f945f65369a67e509ee3c3bdcc421254d7c1  $source" | sha256sum --check --quiet -

# The licence asks to travel with the font.
cp "$room/fontpkg_newsreader/LICENSE" "$licence"
SOURCE_DATE_EPOCH=0 "$room/venv/bin/python" - "$source" "$web" "$drawing" <<'PYTHON'
import math
import sys

from fontTools import subset
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._k_e_r_n import KernTable_format_0
from fontTools.varLib import instancer

source, web, drawing = sys.argv[1:]

LETTERS = {
    *range(0x20, 0x7F),  # Basic Latin
    *range(0xA0, 0x100),  # Latin-1
    *map(ord, "ŒœŸĲĳẞ"),  # the rest of Dutch, French and German
    *map(ord, "ĆćČčĎďĐđĘęĚěĞğİıŁłŃńŇňŐőŘřŚśŞşȘșŠšŤťȚțŮůŰűŹźŻżŽž"),  # names of neighbours
    *map(ord, "–—‘’“”„‚‹›…•×−€№→←"),
    0x2009, 0x2011, 0x202F,  # thin space, hyphen that keeps a word whole, space before French punctuation
}
FEATURES = ["kern", "liga", "lnum", "tnum", "pnum", "mark", "ccmp", "locl"]


def add(font, codepoint, name, glyph, width):
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = glyph
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (width, getattr(glyph, "xMin", 0))
    point(font, codepoint, name)


def point(font, codepoint, name):
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[codepoint] = name


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
    start, tip, head, side = minus.xMin, width - minus.xMin, 260, thick * math.sqrt(2)
    right = [
        (start, thick / 2), (tip - side - thick / 2, thick / 2), (tip - side - head, head), (tip - head, head), (tip, 0),
        (tip - head, -head), (tip - side - head, -head), (tip - side - thick / 2, -thick / 2), (start, -thick / 2),
    ]
    # A mirrored outline runs the other way round, which would turn it inside out.
    outline = right if towards > 0 else [(width - x, y) for x, y in reversed(right)]
    pen = TTGlyphPen(None)
    pen.moveTo((round(outline[0][0]), round(outline[0][1] + axis)))
    for x, y in outline[1:]:
        pen.lineTo((round(x), round(y + axis)))
    pen.closePath()
    add(font, codepoint, name, pen.glyph(), width)


def kerning(font):
    """Every pair of the kern feature, flat; the first subtable that knows a pair decides, as in a shaper."""
    gpos, pairs = font["GPOS"].table, {}
    lookups = {i for f in gpos.FeatureList.FeatureRecord if f.FeatureTag == "kern" for i in f.Feature.LookupListIndex}
    reachable = sorted(set(font.getBestCmap().values()))
    for index in sorted(lookups):
        decided = set()
        for table in gpos.LookupList.Lookup[index].SubTable:
            table = getattr(table, "ExtSubTable", table)
            for left in set(table.Coverage.glyphs) & set(reachable):
                if table.Format == 1:
                    records = table.PairSet[table.Coverage.glyphs.index(left)].PairValueRecord
                    found = {r.SecondGlyph: r.Value1 for r in records}
                else:
                    row = table.Class1Record[table.ClassDef1.classDefs.get(left, 0)].Class2Record
                    found = {r: row[table.ClassDef2.classDefs.get(r, 0)].Value1 for r in reachable}
                for right, value in found.items():
                    if (left, right) not in decided and right in reachable:
                        decided.add((left, right))
                        amount = getattr(value, "XAdvance", 0) or 0
                        pairs[left, right] = pairs.get((left, right), 0) + amount
    return {pair: amount for pair, amount in pairs.items() if abs(amount) >= 8}


def save(font, path, flavor):
    font.flavor = flavor
    font["head"].created = font["head"].modified = 2082844800  # no build time inside: same input, same bytes
    font.save(path, reorderTables=False)


font = TTFont(source, recalcTimestamp=False)
font = instancer.instantiateVariableFont(font, {"opsz": 48, "wght": 400}, inplace=True)
pair(font, 0x133, "ij", "i", "j")
pair(font, 0x132, "IJ", "I", "J")
arrow(font, 0x2192, "arrowright", 1)
arrow(font, 0x2190, "arrowleft", -1)
point(font, 0x2011, "hyphen")
point(font, 0xA0, "space")  # as wide as a space, so that it kerns like one
thin = TTGlyphPen(None).glyph()
add(font, 0x202F, "thinspace", thin, round(font["hmtx"]["space"][0] * 0.6))
point(font, 0x2009, "thinspace")
for record in font["name"].names:
    if record.nameID in (1, 4, 16):
        record.string = record.toUnicode().replace("16pt", "48pt")

options = subset.Options()
options.layout_features = FEATURES
options.name_IDs = [0, 1, 2, 4, 6, 13, 14]
options.hinting = False
options.notdef_outline = True
options.recalc_timestamp = False
options.drop_tables += ["STAT", "DSIG", "MVAR", "avar"]
cutter = subset.Subsetter(options)
cutter.populate(unicodes=LETTERS)
cutter.subset(font)
missing = sorted(LETTERS - set(font.getBestCmap()))
if missing:
    sys.exit(f"the family has no {' '.join(f'U+{c:04X}' for c in missing)}")
save(font, web, "woff2")

# The drawing side reads no OpenType features: figures of their own width and joined f letters become plain
# characters of the font, and kerning a flat list.
glyphs = font.getBestCmap()
for codepoint in [*range(0x30, 0x3A), 0x20AC]:
    point(font, codepoint, f"{glyphs[codepoint]}.lf")
for codepoint, name in [(0xFB00, "f_f"), (0xFB01, "fi"), (0xFB02, "fl"), (0xFB03, "f_f_i"), (0xFB04, "f_f_l")]:
    point(font, codepoint, name)
pairs = sorted(kerning(font).items())
font["kern"] = newTable("kern")
font["kern"].version, font["kern"].kernTables = 0, []
for start in range(0, len(pairs), 10_000):  # a subtable counts its bytes in 16 bits
    flat = KernTable_format_0()
    flat.coverage, flat.kernTable = 1, dict(pairs[start:start + 10_000])
    font["kern"].kernTables.append(flat)
for name in ["GSUB", "GPOS", "GDEF"]:
    if name in font:
        del font[name]
cutter = subset.Subsetter(options)
options.legacy_kern = True
cutter.populate(unicodes=set(font.getBestCmap()))
cutter.subset(font)
save(font, drawing, None)
print(f"{len(LETTERS)} characters, {len(pairs)} kerned pairs")
PYTHON
wc -c "$web" "$drawing"
