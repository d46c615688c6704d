"""The scripts of the pages as modules: how they are joined, what is refused, and that all of them are used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg.errors import KgError
from kg.network.overview import chart
from kg.network.shown_part import add_context, show
from kg.page import script_modules
from kg.page.overview_page import overview_data
from kg.page.page_data import page_data
from kg.page.script_modules import Script, joined, read_script, running_order, taken_apart
from kg.page.vis_drawing import draw
from tests.network.telegrams import telegrams

PACKAGE = Path(kg.__file__).parent
ENTRIES = ("page/assets/main.js", "page/assets/overview/main.js", "server/assets/results.js", "server/assets/thing.js")
ALL = sorted(
    path.relative_to(PACKAGE).as_posix() for folder in ("page", "server") for path in PACKAGE.glob(f"{folder}/**/*.js")
)


@pytest.fixture
def modules(monkeypatch: pytest.MonkeyPatch):
    """Give a function that puts modules in place of those of the package: `modules(path=text, …)`."""

    def put(**texts: str) -> None:
        script_modules.joined.cache_clear()
        found = {f"{name}.js": taken_apart(f"{name}.js", text) for name, text in texts.items()}
        monkeypatch.setattr(script_modules, "read_script", lambda path: found[path])

    yield put
    script_modules.joined.cache_clear()


def test_a_module_is_taken_apart() -> None:
    text = (
        '// What it is.\n\nimport { a, b as c } from "../d.js";\nimport {\n  e,\n} from "./f.js";\n\n'
        "/** Says what it does. */\nexport async function g() {}\nexport function* h() {}\nexport const i = 1;\n"
        "export class J {}\nconst k = 2; /** stays */\n"
    )
    script = taken_apart("x/y/z.js", text)
    assert script.imports == (("x/d.js", (("a", "a"), ("b", "c"))), ("x/y/f.js", (("e", "e"),)))
    assert script.exports == ("g", "h", "i", "J")
    assert script.body == (
        "// What it is.\n\n\nasync function g() {}\nfunction* h() {}\nconst i = 1;\nclass J {}\n"
        "const k = 2; /** stays */\n"
    )


@pytest.mark.parametrize(
    "line",
    [
        "export default 1;",
        "export let a = 1;",
        "export { a };",
        'export * from "./b.js";',
        'import a from "./b.js";',
        'import * as a from "./b.js";',
        'import "./b.js";',
        'import { a } from "b";',
        'import { a } from "https://example.org/b.js";',
        "export const { a } = b;",
        'const a = "</script>";',
    ],
)
def test_what_cannot_be_joined_is_refused(line: str) -> None:
    with pytest.raises(KgError, match=r"x/y\.js"):
        taken_apart("x/y.js", f"const c = 1;\n{line}\n")


def test_each_module_has_its_names_for_itself(modules) -> None:
    modules(
        main='import { f as g } from "./a.js";\nimport { f } from "./b.js";\nconst own = 3;\nout = [g(), f(), own];\n',
        a="const own = 1;\nexport const f = () => own;\n",
        b='import { f as above } from "./a.js";\nconst own = 2;\nexport function f() { return above() + own; }\n',
    )
    assert running_order("main.js") == ["a.js", "b.js", "main.js"]
    assert joined("main.js") == (
        '(() => {\n"use strict";\n'
        "const $a = (() => {\nconst own = 1;\nconst f = () => own;\nreturn { f };\n})();\n"
        "const $b = (() => {\nconst { f: above } = $a;\nconst own = 2;\nfunction f() { return above() + own; }\n"
        "return { f };\n})();\n"
        "const $main = (() => {\nconst { f: g } = $a;\nconst { f } = $b;\nconst own = 3;\n"
        "out = [g(), f(), own];\n})();\n})();\n"
    )


def test_a_circle_is_refused_by_its_way(modules) -> None:
    modules(
        main='import { a } from "./a.js";\na();\n',
        a='import { b } from "./b.js";\nexport const a = b;\n',
        b='import { a } from "./a.js";\nexport const b = a;\n',
    )
    with pytest.raises(KgError, match=r"a\.js → b\.js → a\.js"):
        joined("main.js")


def test_what_is_not_exported_is_refused(modules) -> None:
    modules(main='import { b } from "./a.js";\nb();\n', a="export const a = 1;\nconst b = 2;\n")
    with pytest.raises(KgError, match=r"main\.js imports b, which a\.js does not export"):
        joined("main.js")


def test_a_module_that_is_not_there_is_named() -> None:
    with pytest.raises(KgError, match=r"page/assets/nothing\.js"):
        read_script("page/assets/nothing.js")


@pytest.mark.parametrize("entry", ENTRIES)
def test_the_pages_scripts_are_joined_alike_each_time(entry: str) -> None:
    first = joined(entry)
    joined.cache_clear()
    assert joined(entry) == first
    assert not re.search(r"^(import|export)\b", first, re.M)
    assert first.count("(() => {\n") >= len(running_order(entry)) + 1


def keys(data: object) -> Iterator[str]:
    """Yield the keys of data that are names of ours: not those of vis-network's options, nor codes and characters."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield str(key)
            if key not in ("options", "forms", "cite", "citedPages"):
                yield from keys(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from keys(value)


def test_the_types_of_the_scripts_know_what_the_pages_hold() -> None:
    types = (PACKAGE / "page" / "assets" / "types.d.ts").read_text("utf-8")
    small, large = telegrams(), telegrams()
    graph = add_context(show(small, None, 100_000).source, small)
    network = page_data(graph, small.text, draw(graph, {node: i for i, node in enumerate(graph)}), None)
    corpus = show(large, None, 1).source
    overview, _ = overview_data(corpus, chart(corpus), None)
    for data, least in ((network, 50), (overview, 30)):
        found = set(keys(data))
        assert len(found) >= least
        assert {key for key in found if not re.search(rf"\b{key}\??:", types)} == set()


def test_every_script_belongs_to_a_page() -> None:
    assert sorted({path for entry in ENTRIES for path in running_order(entry)}) == ALL


def test_every_export_is_imported_somewhere() -> None:
    scripts: list[Script] = [read_script(path) for path in ALL]
    imported = {(path, name) for script in scripts for path, names in script.imports for name, _ in names}
    unused = [
        (script.path, name) for script in scripts for name in script.exports if (script.path, name) not in imported
    ]
    assert unused == []
