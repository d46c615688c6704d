"""Assemble the page: one HTML file that needs nothing else and lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import networkx as nx
from markupsafe import Markup

from kg.errors import KgError
from kg.facts.columns import Corpus
from kg.html_templates import environment
from kg.network.graph_files import write_lines
from kg.network.overview import Chart
from kg.page.overview_page import overview_data
from kg.page.page_data import Texts, page_data
from kg.page.script_modules import joined
from kg.page.vis_drawing import draw

_ASSETS = Path(__file__).parent / "assets"
_UNSAFE = {c: f"\\u{c:04x}" for c in (*map(ord, "<>&\u2028\u2029\x7f"), *range(0xD800, 0xE000))}


def html(graph: nx.MultiDiGraph[str], texts: Texts, title: str | None = None) -> str:
    """Return the page of a graph; `texts` gives the text of a copy by its hash. The same graph gives the same page."""
    number = {node: i for i, node in enumerate(graph)}
    data = page_data(graph, texts, draw(graph, number), title)
    styles = [_vis_style(), _own("page.css")]
    scripts = [_vis_script(), joined("page/assets/main.js")]
    return (
        environment(_ASSETS)
        .get_template("page.html.j2")
        .render(
            title=data["title"],
            counts=data["counts"],
            shown=data["shown"],
            release=data["release"],
            policy=policy(scripts, styles),
            styles=[Markup(s) for s in styles],
            scripts=[Markup(s) for s in scripts],
            data=Markup(escaped_json(data)),
        )
    )


def write_html(
    graph: nx.MultiDiGraph[str], texts: Texts, path: str | os.PathLike[str], title: str | None = None
) -> None:
    """Write the page of a graph as UTF-8; the file appears whole or not at all, and nothing else is left behind."""
    write_lines(path, [html(graph, texts, title).removesuffix("\n")])


def overview_html(corpus: Corpus, chart: Chart, title: str | None = None) -> str:
    """Return the page of a graph that is too large to be drawn whole. The same corpus gives the same page."""
    data, columns = overview_data(corpus, chart, title)
    styles, scripts = (
        [_vis_style(), _own("page.css"), _own("overview.css")],
        [_vis_script(), joined("page/assets/overview/main.js")],
    )
    return (
        environment(_ASSETS)
        .get_template("overview.html.j2")
        .render(
            title=data["title"],
            counts=data["counts"],
            release=data["release"],
            policy=policy(scripts, styles),
            styles=[Markup(s) for s in styles],
            scripts=[Markup(s) for s in scripts],
            data=Markup(escaped_json(data)),
            columns=Markup(columns),
        )
    )


def write_overview(corpus: Corpus, chart: Chart, path: str | os.PathLike[str], title: str | None = None) -> None:
    """Write the page of a large graph as UTF-8; the file appears whole or not at all."""
    write_lines(path, [overview_html(corpus, chart, title).removesuffix("\n")])


def escaped_json(data: object) -> str:
    """Return JSON that is safe in an HTML script element: no `<`, `>`, `&`, no line separators, no lone surrogates.

    >>> print(escaped_json({"a": "</script>"}))
    {"a":"\\u003c/script\\u003e"}
    """
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)


def for_server(page: str) -> str:
    """Allow a page to ask its own server, and no other, for more data."""
    end = page.find("</head>")
    head = page[:end].replace('<html lang="en">', '<html lang="en" data-served="yes">', 1)
    own = head.replace(_NO_FORMS, f"{_NO_FORMS}; connect-src &#39;self&#39;", 1)
    return own + page[end:] if end > 0 else page


_NO_FORMS = "form-action &#39;none&#39;"


def policy(scripts: list[str], styles: list[str]) -> str:
    """Return the content security policy: these scripts and styles, by hash, and nothing else."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(map(_hashed, scripts))}",
            f"style-src {' '.join(map(_hashed, styles))}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _hashed(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode('utf-8')).digest()).decode('ascii')}'"


@cache
def _own(name: str) -> str:
    return _ASSETS.joinpath(*name.split("/")).read_text("utf-8").replace("\r\n", "\n")


@cache
def _vis(name: str) -> str:
    """Return a file of the newest vis-network that the installed pyvis brings along."""
    library = files("pyvis").joinpath("templates", "lib")
    found = sorted((d for d in library.iterdir() if re.fullmatch(r"vis-[\d.]{1,20}", d.name)), key=_version)
    if not found:
        raise KgError("the installed pyvis has no vis-network inside; install pyvis 0.3.2")
    return found[-1].joinpath(name).read_text("utf-8").replace("\r\n", "\n")


def _version(folder: Traversable) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", folder.name)]


@cache
def _vis_script() -> str:
    script = _vis("vis-network.min.js")
    if "</script" in script.lower():
        raise KgError("vis-network's script would end its own element; install pyvis 0.3.2")
    return re.sub(r"\n//# sourceMappingURL=.*", "", script)


@cache
def _vis_style() -> str:
    """Return vis-network's style without the rules that load pictures for buttons this page lacks."""
    rules = re.findall(r"[^{}]{1,2000}\{[^{}]*\}", _vis("vis-network.css"))
    return "".join(rule for rule in rules if "url(" not in rule)
