"""The page as a file: alone, safe by policy, the same bytes, written whole."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kg.facts import Copy
from kg.facts.date_words import moment
from kg.network import project
from kg.page import html, write_html
from kg.page import page_data as view_data
from kg.page.html_page import escaped_json
from kg.page.node_styles import BY_EDGE, EDGES, NODES
from kg.page.value_words import balanced, release_of_copies, visible, wrapped
from tests.network.sample import EVIL, IMAGE, LONG, TEXT, Sample, freedonia, hostile


class Elements(HTMLParser):
    """Collects what could run, and the attributes that could ask for something."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.styles: list[str] = []
        self.policy = ""
        self.links: list[str] = []
        self.handlers: list[str] = []
        self._open: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._open = tag if tag in ("script", "style") else None
        if tag == "script":
            self.scripts.append((given, ""))
        elif tag == "style":
            self.styles.append("")
        elif tag == "meta" and given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given["content"] or ""
        self.handlers += [name for name in given if name.startswith("on") or name == "style"]
        self.links += [v or "" for name, v in attrs if name in ("src", "href", "action", "srcset")]

    def handle_endtag(self, tag: str) -> None:
        self._open = None

    def handle_data(self, data: str) -> None:
        if self._open == "script":
            attrs, text = self.scripts[-1]
            self.scripts[-1] = (attrs, text + data)
        elif self._open == "style":
            self.styles[-1] += data


def parsed(page: str) -> Elements:
    found = Elements()
    found.feed(page)
    return found


@pytest.fixture(scope="module", params=[freedonia, hostile])
def page(request) -> str:
    sample = request.param()
    return html(project(sample), sample.text)


def hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_policy_lets_in_exactly_what_is_inside(page: str) -> None:
    found = parsed(page)
    rules = dict(rule.strip().split(" ", 1) for rule in found.policy.split(";"))
    running = [text for attrs, text in found.scripts if attrs.get("type") != "application/json"]
    assert rules["default-src"] == "'none'"
    assert rules["script-src"].split() == [hashed(text) for text in running]
    assert rules["style-src"].split() == [hashed(text) for text in found.styles]
    assert len(running) == 2
    assert len(found.styles) == 2


def test_nothing_is_asked_for(page: str) -> None:
    found = parsed(page)
    assert set(found.links) == {"data:,", "#table-section"}
    assert found.handlers == []
    assert not re.search(r"url\(|@import", "".join(found.styles))


def test_own_scripts_never_set_markup() -> None:
    for path in (Path(view_data.__file__).parent / "assets").glob("*.js"):
        text = path.read_text("utf-8")
        for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function("):
            assert word not in text, f"{path.name}: {word}"


def test_data_is_json_and_escaped(page: str) -> None:
    (attrs, text), *_ = parsed(page).scripts
    assert attrs == {"type": "application/json", "id": "data"}
    assert not re.search("[<>&\u2028\u2029]", text)
    assert {"nodes", "edges", "facts", "copies", "drawing"} <= set(json.loads(text))


@pytest.mark.parametrize(
    "text", [EVIL, IMAGE, LONG, "\u2028\u2029", "\ud800", "\x00\r\n\x7f", "]]>", "<!--", "\\u003c", "\u202e"]
)
def test_escaped_json_comes_back(text: str) -> None:
    written = escaped_json({text: [text]})
    written.encode("utf-8")
    assert json.loads(written) == {text: [text]}
    assert not re.search("[<>&\u2028\u2029\ud800-\udfff]", written)


def test_the_text_stands_in_the_page_as_it_was_handed_over() -> None:
    sample = freedonia()
    data = json.loads(parsed(html(project(sample), sample.text)).scripts[0][1])
    assert data["copies"][0]["text"] == TEXT
    for fact in data["facts"]:
        for copy, start, end in fact.get("evidence", []):
            assert data["copies"][copy]["text"][start:end].strip()


def test_same_graph_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        sample = freedonia()
        write_html(project(sample), sample.text, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert b"\r" not in (tmp_path / "a").read_bytes()


def test_written_as_utf_8_and_nothing_left_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    monkeypatch.setenv("LC_ALL", "C")
    sample = freedonia()
    write_html(project(sample), sample.text, tmp_path / "network.html")
    assert "\U0001f986" in (tmp_path / "network.html").read_bytes().decode("utf-8")
    assert list(elsewhere.iterdir()) == []
    assert sorted(p.name for p in tmp_path.iterdir()) == ["elsewhere", "network.html"]


def test_a_text_that_is_not_kept_is_said_to_be_missing() -> None:
    def gone(name: str) -> str:
        raise LookupError(name)

    data = json.loads(parsed(html(project(freedonia()), gone)).scripts[0][1])
    assert "text" not in data["copies"][0]
    assert data["copies"][0]["missing"] == "The text is not kept with this graph."


def test_texts_have_a_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view_data, "TEXT_BUDGET", 10)
    sample = freedonia()
    data = json.loads(parsed(html(project(sample), sample.text)).scripts[0][1])
    assert "left out" in data["copies"][0]["missing"]


def test_a_picture_of_a_part_says_so() -> None:
    sample = freedonia()
    graph = project(sample)
    graph.graph["cables_total"] = 1234
    assert "Shown: 2 of 1,234 cables." in html(graph, sample.text)


def test_title_says_what_the_picture_is_made_around() -> None:
    sample = freedonia()
    assert "<h1><bdi>Around Embassy Sylvania</bdi></h1>" in html(project(sample, focus="post/SYLVANIA"), sample.text)


def test_an_empty_graph_has_a_page() -> None:
    sample = Sample("")
    assert "<h1><bdi>0 diplomatic cables</bdi></h1>" in html(project(sample), sample.text)


def test_kinds_differ_in_shape_and_colour() -> None:
    assert len({(s.shape, s.dashed) for s in NODES}) == len(NODES)
    assert len({s.light[0] for s in NODES}) == len({s.dark[0] for s in NODES}) == len(NODES)
    looks = [(s.light, s.dashes, s.width, s.head) for s in EDGES]
    assert len(set(looks)) == len(looks)
    assert BY_EDGE["sent_to"].dashes == () != BY_EDGE["copied_to"].dashes


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2007-06-21T21:07:00Z", "21 June 2007, 21:07 UTC"),
        ("2017-06-21", "21 June 2017"),
        ("2007-06-21T21:07:00+02:00", "21 June 2007, 21:07 +02:00"),
        ("2007-13-45", "2007-13-45"),  # no such day: left as it is
        ("2007", "2007"),
        ("X1", "X1"),
    ],
)
def test_moments_in_words(value: str, words: str) -> None:
    assert moment(value) == words


@pytest.mark.parametrize(
    ("text", "width", "lines", "wanted"),
    [
        ("one two three", 20, 2, ["one two three"]),
        ("one two three", 8, 2, ["one two", "three"]),
        ("one two three four", 8, 2, ["one two", "three…"]),
        ("W" * 50, 10, 2, ["W" * 9 + "…"]),
        ("", 10, 2, []),
        ("a\u202eb\nc", 10, 2, ["a b c"]),
    ],
)
def test_wrapped(text: str, width: int, lines: int, wanted: list[str]) -> None:
    assert wrapped(text, width, lines) == wanted


def test_balanced_lines_are_of_like_length() -> None:
    assert balanced("Internal Governmental Affairs", 26, 2) == ["Internal", "Governmental Affairs"]
    assert balanced("Peru", 20, 2) == ["Peru"]
    assert len(balanced(LONG, 20, 2)) == 1


def test_visible_leaves_no_character_that_turns_text() -> None:
    assert visible("a\u202e\u2066b\x00\tc") == "a b c"


@pytest.mark.parametrize(
    ("statuses", "warning", "rest"),
    [
        ([], "", ""),
        (["leaked"], "Leaked US government text, not an official release.", ""),
        (["leaked", "leaked"], "Leaked US government texts, not an official release.", ""),
        (["unknown"], "", "1 text of unknown release status"),
        (["leaked", "released-in-full"], "1 text leaked, not an official release.", "1 text released in full"),
        (["unknown", "released-in-full", "unknown"], "", "2 texts of unknown release status · 1 text released in full"),
    ],
)
def test_only_a_leak_is_a_warning(statuses: list[str], warning: str, rest: str) -> None:
    labels = {"leaked": "Leaked", "released-in-full": "Released in full"}
    copies = [Copy(str(i), "x", s, labels.get(s, "")) for i, s in enumerate(statuses)]
    assert release_of_copies(copies) == (warning, rest)
