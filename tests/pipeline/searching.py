"""Search what a build has written as somebody would who wants a name: decompressed, decoded, in every disguise."""

from __future__ import annotations

import html
import re
import unicodedata
import zipfile
from pathlib import Path
from urllib.parse import unquote

from tests.pipeline.outputs import contents

#: Letters that no decomposition takes apart.
_STROKES = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"})
#: What is no letter or digit: combining accents too.
_NO_LETTERS = re.compile(r"[\W_]+")
_MOJIBAKE = re.compile(r"[\u00c2\u00c3][\u0080-\u00bf]")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


def bare(text: str) -> str:
    """Return the letters and digits of a text alone, small, without accents: no blank, hyphen or mark hides a name."""
    text = text.lower() if text.isascii() else unicodedata.normalize("NFKD", text).lower().translate(_STROKES)
    return _NO_LETTERS.sub("", text)


def _meant(text: str) -> set[str]:
    """Return a text as it is, and as it reads when escapes, entities and wrong encodings are undone."""
    told = html.unescape(unquote(_ESCAPED.sub(lambda m: chr(int(m[1], 16)), text)))
    mended = _MOJIBAKE.sub(lambda m: m[0].encode("latin-1").decode("utf-8", "replace"), told)
    return {text, told, mended}


def bare_texts(folder: Path) -> dict[Path, str]:
    """Return the bare text of every file below a folder, with its name: hidden ones and members of archives too."""
    found = {}
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        whole = contents(path)
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                whole += "".join(name + archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
        found[path] = " ".join(bare(f"{path.relative_to(folder)}\n{text}") for text in _meant(whole))
    return found


def holding(texts: dict[Path, str], name: str) -> list[str]:
    """Return the names of the files that hold a name."""
    return [path.name for path, text in texts.items() if bare(name) in text]
