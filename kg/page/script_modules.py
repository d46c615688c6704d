"""Join the scripts of a page, which are ES modules, into the single script inside the page.

A page is one file that opens from disk, where a browser loads no module. So the modules are joined when a page is
made: each in a function of its own, in the order in which a browser would run them, with its imports bound by name.
That needs no parser, because the modules keep to a part of the language, which eslint checks (`tools/scripts/`) and
this module too: imports and exports begin a line and are named, an export is a function, a class or a `const`, and no
module imports, directly or indirectly, one that imports it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.errors import KgError

_IMPORT = re.compile(r'^import \{([\w$,\s]{1,4000})\} from "(\.{1,2}/[\w./-]{1,200}\.js)";\n', re.M)
_EXPORT = re.compile(r"^export (?=(?:(?:async )?function\*? |class |const )([\w$]{1,100}))", re.M)
_LEFT = re.compile(r"^(?:import|export)\b.{0,80}", re.M)
_DOC_COMMENT = re.compile(r"^[ \t]{0,40}/\*\*(?:[^*]|\*(?!/))*\*/\n", re.M)


@dataclass(frozen=True, slots=True)
class Script:
    """A module: its path, its imports by path, its exports, and its text without import and export words."""

    path: str
    imports: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    exports: tuple[str, ...]
    body: str


@cache
def joined(entry: str) -> str:
    """Return one script that has the effect of the module `entry`: it and all its imports.

    `entry` is a path in the package `kg`. The same modules give the same text.

    Raises:
        KgError: a module is missing, imports a name that is not exported, imports in a circle, or has a form that
            cannot be joined.
    """
    scripts = [read_script(path) for path in running_order(entry)]
    exports = {script.path: script.exports for script in scripts}
    for script in scripts:
        for path, names in script.imports:
            for name, _ in names:
                if name not in exports[path]:
                    raise KgError(f"the script {script.path} imports {name}, which {path} does not export")
    return '(() => {\n"use strict";\n' + "".join(map(_in_a_function, scripts)) + "})();\n"


def running_order(entry: str) -> list[str]:
    """Return the paths of a module and all its imports, each after its own imports, as ECMAScript runs them."""
    order: list[str] = []
    _visit(entry, [], order)
    return order


def _visit(path: str, above: list[str], order: list[str]) -> None:
    if path in order:
        return
    if path in above:
        circle = " → ".join([*above[above.index(path) :], path])
        raise KgError(f"scripts import each other in a circle: {circle}")
    for needed, _ in read_script(path).imports:
        _visit(needed, [*above, path], order)
    order.append(path)


def read_script(path: str) -> Script:
    """Return a module of the package `kg`, split into its parts.

    Raises:
        KgError: the module is missing, or has an import or export of a form that cannot be joined.
    """
    source = files("kg").joinpath(*path.split("/"))
    if not source.is_file():
        raise KgError(f"there is no script {path}")
    return taken_apart(path, source.read_text("utf-8").replace("\r\n", "\n"))


def taken_apart(path: str, text: str) -> Script:
    """Split the text of a module into its parts; documentation comments are dropped.

    Raises `KgError` for an import or export that cannot be joined, and for a text that would end a script element.

    >>> taken_apart("a/b.js", 'import { c as d } from "../e.js";\\nexport const f = d + 1;\\n')
    Script(path='a/b.js', imports=(('e.js', (('c', 'd'),)),), exports=('f',), body='const f = d + 1;\\n')
    """
    text = _DOC_COMMENT.sub("", text)
    imports = tuple(
        (posixpath.normpath(posixpath.join(posixpath.dirname(path), found[2])), tuple(_pairs(found[1])))
        for found in _IMPORT.finditer(text)
    )
    body = _EXPORT.sub("", _IMPORT.sub("", text))
    if left := _LEFT.search(body):
        raise KgError(f"the script {path} cannot be joined because of this line: {left[0]}")
    if "</script" in body.lower():
        raise KgError(f"the script {path} would end its own element")
    return Script(path, imports, tuple(found[1] for found in _EXPORT.finditer(text)), body.strip("\n") + "\n")


def _pairs(names: str) -> Iterator[tuple[str, str]]:
    """Yield each imported name with its local name."""
    for name in filter(None, map(str.strip, names.split(","))):
        there, _, here = name.partition(" as ")
        yield there, here or there


def _in_a_function(script: Script) -> str:
    bound = "".join(
        f"const {{ {', '.join(a if a == b else f'{a}: {b}' for a, b in names)} }} = {_name(path)};\n"
        for path, names in script.imports
    )
    given = f"return {{ {', '.join(script.exports)} }};\n" if script.exports else ""
    return f"const {_name(script.path)} = (() => {{\n{bound}{script.body}{given}}})();\n"


def _name(path: str) -> str:
    return "$" + re.sub(r"\W", "_", path.removesuffix(".js"))
