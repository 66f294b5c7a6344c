"""Compile the translations to .mo files with Babel, so that no machine needs gettext for it."""

import pathlib

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

root = pathlib.Path(__file__).resolve().parent.parent
for po in sorted(root.glob("locale/*/LC_MESSAGES/*.po")):
    with po.open("rb") as source, po.with_suffix(".mo").open("wb") as target:
        write_mo(target, read_po(source, locale=po.parts[-3]))
(root / ".venv" / ".texts").touch()
