#!/bin/sh
# Makes the face of this theme's titles out of the whole Archivo family file: one weight, in every width from condensed to
# extended. Running text has the face of the visitor's own machine.
# Needs python3 with venv and pip. Run `./make-font.sh`, or with names: `./make-font.sh heavy.woff2 licence.txt`.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
heavy=${1:-$here/archivo-800.woff2}
licence=${2:-$here/archivo-OFL.txt}

room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check fonttools==4.68.0 brotli==1.2.1
"$room/venv/bin/pip" download --quiet --disable-pip-version-check --no-deps --only-binary :all: --dest "$room" fontpkg-archivo==2.1
python3 -m zipfile -e "$room"/fontpkg_archivo-2.1-*.whl "$room"
source="$room/fontpkg_archivo/files/Archivo[wdth,wght].ttf"
echo "0e094a7d3c7c4c25cf1310c4b30014f1dae9332220b1c2c88f4fa996f0b05053  $source" | sha256sum --check --quiet -

# The licence asks to travel with the font.
cp "$room/fontpkg_archivo/LICENSE" "$licence"
SOURCE_DATE_EPOCH=0 "$room/venv/bin/python" - "$source" "$heavy" <<'PYTHON'
import sys

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

source, heavy = sys.argv[1:]

# Every letter has its weight in every width: what titles in our languages are written in, and no more. The rest comes from
# the fallback.
LETTERS = {
    *range(0x20, 0x7F),  # Basic Latin
    *map(ord, "ÀÁÂÄÇÈÉÊËÍÎÏÑÓÔÖŒÙÚÛÜŸẞ"),  # Dutch, French and German
    *map(ord, "àáâäçèéêëíîïñóôöœùúûüÿß"),
    *map(ord, "«»°²³·×–—‘’“”„‚‹›…•€№→←−"),
    0xA0, 0x2009, 0x2011, 0x202F,  # spaces that hold together, thin, before French punctuation; a hyphen that keeps a word whole
}


def make(path, axes):
    font = TTFont(source, recalcTimestamp=False)
    for table in font["cmap"].tables:
        if table.isUnicode():
            # The family lacks it, and its thin space is no thinner than the plain one where figures are narrow.
            table.cmap[0x202F] = font.getBestCmap()[0x20]
    options = subset.Options()
    options.layout_features = ["kern"]
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14]
    options.hinting = False
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.drop_tables += ["DSIG"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=LETTERS)
    cutter.subset(font)
    font = instancer.instantiateVariableFont(font, axes, inplace=True)
    missing = sorted(LETTERS - set(font.getBestCmap()))
    if missing:
        sys.exit(f"the family has no {' '.join(f'U+{c:04X}' for c in missing)}")
    font.flavor = "woff2"
    font["head"].created = font["head"].modified = 2082844800  # no build time inside: same input, same bytes
    font.save(path, reorderTables=False)


make(heavy, {"wght": 800, "wdth": (62, 125)})
PYTHON
wc -c "$heavy"
