"""Offer a built graph to users: `kg.open("output")`. Everything that the commands do with a graph is a call here."""

from __future__ import annotations

import filecmp
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.store.output_folder import derived, is_product, settle
from kg.store.schema_check import require
from kg.store.sparql_endpoint import is_address
from kg.store.stored_graph import StoredGraph, open_as
from kg.store.user_names import perhaps, resolve

if TYPE_CHECKING:
    import networkx as nx

    from kg.facts.cable_row import CableRow
    from kg.facts.citations import Cited
    from kg.facts.graph_counts import Stats
    from kg.facts.serial_coverage import Coverage
    from kg.facts.why import Why
    from kg.network.shown_part import Shown
    from kg.store.query_answers import Answer
    from kg.store.shape_validation import ValidationReport


@dataclass(frozen=True, slots=True, repr=False)
class Picture:
    """A page that a notebook shows in a frame of its own, cut off from the notebook; `html` is the page."""

    html: str
    height: int = 640

    def _repr_html_(self) -> str:
        """Return a sandboxed frame: the page runs its own scripts, and reaches neither notebook nor network."""
        return (
            f'<iframe srcdoc="{escape(self.html)}" sandbox="allow-scripts allow-downloads" title="Network of cables" '
            f'style="width:100%;height:{int(self.height)}px;border:1px solid #bbb"></iframe>'
        )

    def __repr__(self) -> str:
        return "Picture: a notebook shows it, .save(path) writes it"

    def save(self, path: str | Path) -> Path:
        """Write the page to a file and return its path."""
        path = Path(path)
        path.write_text(self.html, encoding="utf-8")
        return path


class Graph(StoredGraph):
    """A built graph, open for reading: queries, reasons, citations, counts, networks, pages and files of other formats.

    Example: `kg.open("output").why("07LIMA2181#info-quito").reasons`
    """

    is_part = False
    """Whether this graph has only the statements of some copies: see `released`."""

    def ask(self, name: str, values: Mapping[str, str] | None = None, *, timeout: float | None = None) -> Answer:
        """Answer a ready question by its name (`kg ask --list`), with values as users write them: `{"post": "LIMA"}`.

        `timeout` is in seconds. Raises `QueryError` for an unknown question and for a value that does not fit.

        >>> len(list(open_graph("output").ask("informed", {"cable": "07LIMA2181"}))) > 5
        True
        """
        from kg.store.ready_questions import run

        return run(self.store, name, values, timeout=timeout)

    def why(self, name: str) -> Why:
        """Explain a cable, a part of it, a post or any other thing: its facts, with the words they were read from.

        Raises `QueryError` where the graph has nothing about it.

        >>> open_graph("output").why("07LIMA2181#info-quito").reasons[0].fact.value
        'Embassy Quito'
        """
        from kg.facts.why import why

        return why(self.store, self.texts, name)

    def cite(self, name: str) -> Cited:
        """Cite a cable or a part of it (`07LIMA2181#p4`); `kg.facts.citations.formatted` writes the words.

        >>> open_graph("output").cite("07LIMA2181#p4").place
        'para. 4'
        """
        from kg.facts.citations import cite

        return cite(self, name)

    def stats(self, most: int = 12) -> Stats:
        """Count cables, posts, topics, years, repairs and doubts; of each kind the `most` frequent.

        >>> dict(open_graph("output").stats().totals)["cables held"]
        1
        """
        from kg.facts.graph_counts import stats

        return stats(self, most)

    def coverage(
        self, post: str | None = None, year: int | None = None, *, most: int = 100, gaps: int = 100
    ) -> Coverage:
        """Count the serial numbers of each post and year that are held, referred to, and neither.

        `post` is a station id or any name of a post; `most` posts and years are listed, with `gaps` gaps each.

        >>> open_graph("output").coverage("Embassy Lima", 2007).referenced
        2
        """
        from kg.facts.serial_coverage import coverage
        from kg.vocabulary import posts

        known = posts.by_name(post) if post and not posts.is_station(post) else None
        return coverage(self, known.id if known else post, year, most=most, gaps=gaps)

    def validate(self, *, whole: bool = False) -> ValidationReport:
        """Check the graph against the shapes of the ontology: a sample of a large one, or every cable (`whole`).

        >>> open_graph("output").validate().conforms
        True
        """
        from kg.store.shape_validation import validate

        return validate(self.store, whole=len(self)) if whole else validate(self.store)

    def cables(self) -> Iterator[CableRow]:
        """Yield a row for each cable: date, from, to, level, TAGS, subject, source and place in the text.

        `pandas.DataFrame(graph.cables())` is a data frame of them; `kg export --format cables-csv` writes the same.

        >>> [row.number for row in open_graph("output").cables()][-1]
        '07LIMA994'
        """
        from kg.facts.cable_table import cable_rows

        return cable_rows(self)

    @contextmanager
    def released(self, include: Collection[str] = (), exclude: Collection[str] = ()) -> Iterator[Graph]:
        """Yield the part of the graph that copies with some release statuses support, or the whole where none is named.

        Raises `KgError` for an unknown status, and where no status is left.

        Example: `with graph.released(exclude=["leaked"]) as part: part.export("ttl", "part.ttl")`
        """
        if not include and not exclude:
            yield self
            return
        from kg.facts.release_selection import chosen, selected

        with selected(self, chosen(include, exclude)) as part:
            part.is_part = True
            yield part

    def network(self, focus: str | None = None, limit: int = 2000) -> nx.MultiDiGraph[str]:
        """Return cables, posts, officials and topics as a networkx graph: all, or those around `focus`.

        `focus` is an IRI, `post:LIMA` or a cable's number.

        >>> open_graph("output").network("post:LIMA").number_of_nodes() > 5
        True
        """
        from kg.network import project

        require(self.store)
        return project(self.store, None if focus is None else resolve(focus), limit)

    def view(self, focus: str | None = None, limit: int = 300, height: int = 640) -> Picture:
        """Return the network page of the graph, or of the things around `focus`, to be shown in a notebook.

        `limit` is about the number of nodes drawn, `height` is in pixels.

        >>> open_graph("output").view("post:LIMA")
        Picture: a notebook shows it, .save(path) writes it
        """
        from kg.network.shown_part import add_context
        from kg.page import html

        return Picture(html(add_context(self.network(focus, limit), self.store), self.text), height)

    def page_path(self, focus: str | None = None) -> Path:
        """Return the default path of a page: in the output folder, or here for the graph of a service.

        >>> open_graph("output").page_path("07LIMA2181").name
        'network-07LIMA2181.html'
        """
        about = f"-{re.sub(r'[^A-Za-z0-9._-]+', '-', focus).strip('-.')[:80] or 'focus'}" if focus else ""
        return (self.folder or Path()) / f"network{about}{'-part' if self.is_part else ''}.html"

    def write_page(self, path: str | Path | None = None, focus: str | None = None, limit: int = 300) -> Shown:
        """Write the network page: a small graph whole, a large one as an overview, or the things around `focus`.

        `path` defaults to `page_path(focus)`; `limit` is about the number of nodes drawn. Raises `KgError` where the
        graph has nothing about `focus`, and where the file cannot be written.

        >>> open_graph("output").write_page("page.html").kind
        'whole'
        """
        from kg.page import write_view

        path, iri = Path(path) if path is not None else self.page_path(focus), resolve(focus) if focus else None
        if focus and iri and not self.store.holds(iri):
            place = self.folder or "this service"
            raise KgError(f"there is nothing about {focus} in {place}: {perhaps(self.store, focus)}")
        try:
            shown = write_view(self.store, self.text, path, iri, limit)
        except OSError as error:
            raise KgError(f"cannot write {path}: {(error.strerror or str(error)).lower()}") from error
        self._note(path)
        return shown

    def export_path(self, form: str, evidence: str = "iri", *, whole: bool = False) -> Path:
        """Return the default path of an export: in the output folder, as `graph.ttl` or `cables.csv`.

        >>> open_graph("output").export_path("cables-csv").as_posix()
        'output/cables.csv'
        """
        from kg.export import CABLES, NETWORKS

        name = "network" if form in NETWORKS else "cables" if form in CABLES else "graph"
        name += "" if evidence == "iri" else f"-{evidence}"
        name += "-whole" if whole and form in NETWORKS else ""
        return (self.folder or Path()) / f"{name}{'-part' if self.is_part else ''}.{form.removeprefix('cables-')}"

    def export(
        self, form: str, path: str | Path | None = None, evidence: str = "iri", *, whole: bool = False
    ) -> tuple[Path, ...]:
        """Write the graph in a format of `kg.export.FORMATS` and return the files: see `kg.export.export`.

        `path` defaults to `export_path(form)`. A file that the build wrote stays: it is returned where the export is
        the same, and `KgError` is raised where it differs.

        >>> [path.name for path in open_graph("output").export("csv", "tables.csv")]
        ['tables-nodes.csv', 'tables-edges.csv']
        """
        from kg.export import export

        target = Path(path) if path is not None else self.export_path(form, evidence, whole=whole)
        if not self.built(target):
            files = export(self, form, target, evidence, whole=whole)
            for file in files:
                self._note(file)
            return files
        with TemporaryDirectory() as scratch:
            (written,) = export(self, form, Path(scratch) / f"graph.{form}", evidence, whole=whole)
            if not filecmp.cmp(written, target, shallow=False):
                says = "whose checksum stands in build.ttl: name another with --output"
                raise KgError(f"{target} is a file of the build, {says}")
        return (target,)

    def built(self, path: Path) -> bool:
        """Return whether a path is an existing file that the build of this graph wrote.

        >>> graph = open_graph("output")
        >>> graph.built(graph.folder / "graph.ttl"), graph.built(graph.folder / "notes.txt")
        (True, False)
        """
        return self.folder is not None and path.exists() and is_product(self.folder, path)

    def _note(self, path: Path) -> None:
        if self.folder is not None and path.is_file():
            derived(self.folder, path)


def open_graph(output: str | Path = "output", *, texts: str | Path | None = None) -> Graph:
    """Open the graph of an output folder, or that of a SPARQL service by its address (`http://localhost:7878/query`).

    A service has no texts: `texts` is the output folder that keeps them, where there is one. A build that was
    interrupted while its files were moved into place is finished first. Raises `KgError` where there is no graph.

    >>> graph = open_graph("output")
    >>> [row.plain() for row in graph.query("SELECT ?title { cable:07LIMA2181 dcterms:title ?title }")]
    [{'title': 'SCENESETTER FOR PM DAS COULTER-LED JUNE 26-27 POL-MIL TALKS'}]
    """
    folder = texts if is_address(output) else output
    if folder is not None:
        settle(Path(folder))
    return open_as(Graph, output, Path(folder) if folder is not None else None)
