"""The page of a graph too large to be drawn whole, as a reader uses it: on a screen, on a phone, with no network."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest

from kg.network import project, write_gexf
from kg.page import write_view
from tests.network.sample import BASE
from tests.network.telegrams import TELEGRAMS, Sample, Telegram, telegrams

pytestmark = pytest.mark.browser
ALL = len(TELEGRAMS)


@pytest.fixture(scope="module")
def sample() -> Sample:
    return telegrams()


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, sample: Sample) -> Path:
    goal = tmp_path_factory.mktemp("page") / "network.html"
    assert write_view(sample, sample.text, goal, limit=10).kind == "overview"
    return goal


def title(page) -> str:
    return page.inner_text("#panel h2")


def passing(page) -> str:
    return page.inner_text("#passing")


def rows(page, place: str = "#table-scroll") -> list[list[str]]:
    return page.locator(f"{place} tbody tr").evaluate_all("all => all.map((r) => [...r.cells].map((c) => c.innerText))")


def table(page, kind: str) -> list[list[str]]:
    if not page.locator("#table-details[open]").count():
        page.click("text=The same as tables")
    page.click(f"[data-table={kind}]")
    return rows(page)


def group(page, label: str):
    return page.locator("#panel .group", has=page.locator(f"h3:text-matches('^{label}')"))


def taken(page, kind: str) -> str:
    page.click("#take-toggle")
    with page.expect_download() as waiting:
        page.click(f"[data-take={kind}]")
    page.keyboard.press("Escape")
    text = Path(waiting.value.path()).read_bytes()
    assert waiting.value.suggested_filename.endswith("." + {"turtle": "ttl", "sparql": "rq"}.get(kind, kind))
    return text.decode("latin-1" if kind == "png" else "utf-8")


def test_opens_with_counts_and_a_warning_for_what_was_leaked(path, visit) -> None:
    page = visit(path)
    assert page.inner_text("h1") == "60 diplomatic cables, 1960–1979"
    assert page.inner_text(".counts").startswith("60 cables · 3 known only from references · 5 posts · 5 topics")
    assert page.inner_text(".release") == "10 texts leaked, not an official release."
    assert "50 texts of unknown release status" in page.inner_text(".counts")
    assert page.evaluate("performance.getEntriesByType('resource').length") == 0


def test_who_writes_to_whom_leaves_out_the_capital_and_says_so(path, visit) -> None:
    page = visit(path)
    notes = page.inner_text("#panel .notes")
    assert "Left out, so that the rest can be seen: Department of State (in 60 cables)." in notes
    arrows = {(r[0], r[1], r[2]): int(r[3]) for r in table(page, "arrows")}
    expected = sum(t.origin == "FREEDONIA" and "SYLVANIA" in t.action for t in TELEGRAMS)
    assert arrows["Embassy Freedonia", "Action addressee", "Embassy Sylvania"] == expected == 5
    assert not any("State" in end for ends in arrows for end in ends)
    page.click("text=Show what was left out")
    assert any(r[2] == "Department of State" for r in table(page, "arrows"))


def test_table_of_the_cables_behind_an_arrow(path, visit) -> None:
    page = visit(path, "#at=post/FREEDONIA&arrow=sent_to&to=post/SYLVANIA")
    wanted = [t.key for t in TELEGRAMS if t.origin == "FREEDONIA" and "SYLVANIA" in t.action]
    assert [r[1] for r in rows(page, "#panel")] == wanted
    page.click("#panel [data-column=date]")
    page.click("#panel [data-column=date]")
    assert [r[1] for r in rows(page, "#panel")] == wanted[::-1]
    page.locator("#panel tbody .link").first.click()
    assert title(page) == wanted[-1]


def test_brush_over_the_timeline_filters_every_view(path, visit) -> None:
    page = visit(path)
    bars = page.locator("#time-bars").bounding_box()
    page.mouse.move(bars["x"] + bars["width"] * 0.26, bars["y"] + 10)
    page.mouse.down()
    page.mouse.move(bars["x"] + bars["width"] * 0.49, bars["y"] + 10, steps=4)
    page.mouse.up()
    page.wait_for_function("document.getElementById('time-said').textContent.startsWith('1965 to 1969')")
    inside = [t for t in TELEGRAMS if 1965 <= t.year <= 1969]
    assert passing(page) == f"{len(inside)} of 60 cables"
    assert "since=1965" in page.evaluate("location.hash") and "until=1969" in page.evaluate("location.hash")
    assert len(table(page, "cables")) == len(inside)
    arrows = {(r[0], r[1], r[2]): int(r[3]) for r in table(page, "arrows")}
    pair = [t for t in inside if t.origin == "FREEDONIA" and "RURITANIA" in t.info]
    assert arrows["Embassy Freedonia", "Information addressee", "Embassy Ruritania"] == len(pair)
    page.click("text=Topics together")
    topics = {r[1]: int(r[2]) for r in table(page, "nodes")}
    assert topics["Topic PREL"] == sum("PREL" in t.topics for t in inside)
    page.click("#time-all")
    assert passing(page) == "60 cables"


def test_period_by_keyboard(path, visit) -> None:
    page = visit(path)
    page.focus("#time-from")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert passing(page) == f"{sum(t.year >= 1962 for t in TELEGRAMS)} of 60 cables"
    assert page.get_attribute("#time-from", "aria-valuetext") == "1962"


def test_filters_add_up_and_come_off(path, visit) -> None:
    page = visit(path)
    page.click("#filter-toggle")
    secret = page.locator("#facets label", has_text="Secret")
    assert secret.locator(".count").inner_text() == str(sum(t.classification == "SECRET" for t in TELEGRAMS))
    secret.locator("input").check()
    page.locator("#facets label", has_text="Leaked").locator("input").check()
    both = [t for t in TELEGRAMS if t.classification == "SECRET" and t.leaked]
    assert passing(page) == f"{len(both)} of 60 cables"
    page.keyboard.press("Escape")
    page.locator("#filters-on button", has_text="Secret").click()
    assert passing(page) == "10 of 60 cables"


def test_only_the_cables_of_a_topic_or_post(path, visit) -> None:
    page = visit(path, "#view=topics&at=topic/ZZZZ")
    page.click("text=Only its cables")
    assert passing(page) == f"{sum('ZZZZ' in t.topics for t in TELEGRAMS)} of 60 cables"
    assert page.locator("#filters-on button").inner_text().startswith("Topic ZZZZ")
    page = visit(path, "#at=post/SYLVANIA&post=post/SYLVANIA&topic=topic/ZZZZ")
    both = [t for t in TELEGRAMS if "ZZZZ" in t.topics and "SYLVANIA" in {t.origin, *t.action, *t.info}]
    assert passing(page) == f"{len(both)} of 60 cables"


def test_legend_switches_kinds_and_arrows(path, visit) -> None:
    page = visit(path)
    chips = "#legend .chip[data-kind={}]"
    assert page.inner_text(chips.format("post") + " .count") == "4"
    page.click(chips.format("copied_to"))
    assert page.evaluate("document.activeElement.dataset.kind") == "copied_to", "the focus stays on the switch"
    assert {r[1] for r in table(page, "arrows")} == {"Action addressee"}
    assert page.get_attribute(chips.format("copied_to"), "aria-pressed") == "false"
    page.click(chips.format("addressee"))
    assert {r[0].strip() for r in table(page, "nodes")} == {"Post"}
    assert page.evaluate("location.hash") == "#hide=addressee&hide-arrows=copied_to"


@pytest.mark.parametrize(
    ("words", "kind", "found"),
    [
        ("60sylvania2", "Cable", "60SYLVANIA2"),
        ("ruritania 3", "Cable", "60RURITANIA3"),
        ("round 17", "Cable", TELEGRAMS[16].key),
        ("treaty graustark 1973", "Cable", TELEGRAMS[39].key),  # words of subject, post and date
        ("sylvania", "Post", "Embassy Sylvania"),
        ("snar", "Topic", "Topic SNAR"),
        ("firefly", "Person", "FIREFLY"),
        ("59FREEDONIA900", "Cable known only from references", "59FREEDONIA900"),
    ],
)
def test_search(path, visit, words: str, kind: str, found: str) -> None:
    page = visit(path)
    page.keyboard.press("/")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    assert title(page) == found
    assert page.inner_text("#panel .kind").strip() == kind
    assert page.evaluate("document.activeElement.tagName") == "H2"


def test_search_that_finds_nothing_says_so(path, visit) -> None:
    page = visit(path)
    page.fill("#search", "no such thing")
    assert "Nothing found" in page.inner_text("#found")
    page.keyboard.press("Escape")
    assert page.locator("#found").is_hidden()


def test_around_a_cable(path, visit) -> None:
    telegram = Telegram(20)
    page = visit(path, f"#around=cable/{telegram.key}&at=cable/{telegram.key}")
    assert page.inner_text("#view-around") == f"Around {telegram.key}"
    names = {r[1] for r in table(page, "nodes")}
    assert {telegram.key, *telegram.references, Telegram(24).key, "Embassy Freedonia", "FIREFLY"} <= names
    assert group(page, "Action addressees").locator(".link").all_inner_texts() == ["Department of State"]
    assert page.inner_text("#panel .ends") == "Classification\nSecret\nPrecedence\nRoutine\nRelease status\nUnknown"
    assert "kg view --focus " + telegram.key in page.inner_text("#panel .command")


def test_around_a_post_says_how_much_it_shows_and_shows_more(path, visit) -> None:
    page = visit(path, "#around=post/SYLVANIA")
    sent = sum(t.origin == "SYLVANIA" for t in TELEGRAMS)
    headings = "JSON.stringify(window.cableKg.headings())"
    assert f"Its cables, most referred to first · shown 7 of {sent}" in page.evaluate(headings)
    page.click("text=Show more of each group")
    assert f"Its cables, most referred to first · {sent}" in page.evaluate(headings)
    assert "most=20" in page.evaluate("location.hash")


def test_around_a_topic_and_an_official(path, visit) -> None:
    page = visit(path, "#around=topic/SNAR&at=topic/SNAR")
    beside = dict(
        zip(
            group(page, "Stands together with").locator(".link").all_inner_texts(),
            group(page, "Stands together with").locator(".weight").all_inner_texts(),
            strict=True,
        )
    )
    assert beside["Topic ECON"].strip() == str(sum("SNAR" in t.topics for t in TELEGRAMS))
    page = visit(path, "#around=official/firefly&at=official/firefly")
    signed = sum(t.signer == "firefly" for t in TELEGRAMS)
    assert page.locator("#panel h3 .count", has_text=f"shown 8 of {signed}").count() == 1


def test_thread(path, visit) -> None:
    page = visit(path, f"#at=cable/{Telegram(21).key}")
    page.click("text=What hangs together with it")
    line = [t for t in TELEGRAMS if t.n % 4 == 1]
    assert sorted(r[1] for r in table(page, "nodes")) == sorted(t.key for t in line)
    page.keyboard.press("Escape")
    assert f"{len(line)} cables that hang together by references" in page.inner_text("#panel .notes")


def test_expand_pin_and_hide(path, visit) -> None:
    page = visit(path, "#around=cable/60SYLVANIA2&at=topic/ECON")
    before = len(table(page, "nodes"))
    page.click("#panel >> text=Expand")
    assert len(table(page, "nodes")) > before
    page.click("#panel >> text=Pin")
    page.click("text=Who writes to whom")
    page.evaluate("window.cableKg.open('post/STATE')")
    assert "Topic ECON" in {r[1] for r in table(page, "nodes")}, "what is pinned stays"
    page = visit(path, "#at=post/SYLVANIA")
    page.click("#panel >> text=Hide")
    assert "Embassy Sylvania" not in {r[1] for r in table(page, "nodes")}
    page.locator("#filters-on button", has_text="hidden node").click()
    assert "Embassy Sylvania" in {r[1] for r in table(page, "nodes")}


def test_shortest_way(path, visit) -> None:
    page = visit(path, "#at=cable/60SYLVANIA2")
    page.click("text=Way from here")
    page.fill("#search", TELEGRAMS[13].key)
    page.keyboard.press("Enter")
    page.click("text=Way from 60SYLVANIA2")
    assert "A shortest way: 2 steps" in page.inner_text("#panel .notes")
    page = visit(path, f"#path=cable/60SYLVANIA2,cable/{TELEGRAMS[13].key}&hide=post,topic,official,addressee")
    nodes = {r[1] for r in table(page, "nodes")}
    assert nodes == {TELEGRAMS[n].key for n in (1, 5, 9, 13)}, "by references alone"


def test_back_and_reload_keep_the_state(path, visit) -> None:
    page = visit(path)
    page.click("text=Topics together")
    page.evaluate("window.cableKg.open('post/SYLVANIA')")
    page.click("text=Only its cables")
    kept = page.evaluate("location.hash")
    shown = passing(page), title(page), page.inner_text("#view-around")
    page.reload()
    page.wait_for_selector("html[data-ready=yes]")
    assert (passing(page), title(page), page.inner_text("#view-around")) == shown
    page.go_back()
    page.wait_for_function("document.getElementById('passing').textContent === '60 cables'")
    page.go_back()
    page.wait_for_selector("[data-view=topics][aria-pressed=true]")
    page.go_back()
    page.wait_for_selector("[data-view=traffic][aria-pressed=true]")
    page.go_forward(), page.go_forward(), page.go_forward()
    page.wait_for_function("hash => location.hash === hash", arg=kept)
    assert passing(page) == shown[0]


STRANGE = (
    "#at=__proto__",
    "#at=%E0%A4%A",
    "#hide=__proto__,toString",
    "#=&&=x&at",
    "#around=post/NONE",
    "#path=post/SYLVANIA",
    "#since=later&class=toString&most=-1",
    "#thread=topic/PREL",
)


@pytest.mark.parametrize("address", STRANGE)
def test_a_strange_address_does_nothing(path, visit, address: str) -> None:
    page = visit(path, address)
    assert title(page) == "About this picture"
    assert passing(page) == "60 cables"


def test_csv_holds_the_cables_chosen(path, visit) -> None:
    text = taken(visit(path, "#at=topic/ZZZZ&class=SECRET"), "csv")
    found = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    wanted = [t for t in TELEGRAMS if "ZZZZ" in t.topics and t.classification == "SECRET"]
    assert [row["cable"] for row in found] == [t.key for t in wanted]
    for row, telegram in zip(found, wanted, strict=True):
        assert row["from"] == telegram.origin
        assert set(row["topics"].split()) == telegram.topics
        assert set(row["action"].split()) == telegram.action
        assert row["subject"] == telegram.subject
        assert row["iri"] == f"{BASE}cable/{telegram.key}"


def test_turtle_says_nothing_that_the_graph_does_not(path, visit, sample: Sample) -> None:
    taken_away = ox.Store()
    taken_away.load(taken(visit(path, "#at=topic/ZZZZ"), "turtle"), format=ox.RdfFormat.TURTLE)
    identifier = ox.NamedNode("http://purl.org/dc/terms/identifier")
    said = [q for q in taken_away if q.predicate != identifier]
    assert len(said) > 60
    for quad in said:
        asked = f"ASK {{ {quad.subject} {quad.predicate} {quad.object} }}"
        assert bool(sample._store.query(asked, use_default_graph_as_union=True)), asked


@pytest.mark.parametrize(
    "address",
    [
        "#at=post/SYLVANIA",
        "#at=topic/ZZZZ&class=SECRET&since=1964&until=1972",
        "#at=official/firefly&release=leaked",
        "#at=post/FREEDONIA&arrow=sent_to&to=post/SYLVANIA",
        "#view=topics&at=topic/PREL&arrow=together&to=topic/ZZZZ",
        "#topic=topic/ECON&post=post/RURITANIA",
    ],
)
def test_the_query_finds_what_the_page_shows(path, visit, sample: Sample, address: str) -> None:
    page = visit(path, address)
    query, shown = taken(page, "sparql"), taken(page, "csv")
    found = {solution["cable"].value for solution in sample.query(query)}
    assert found == {row["iri"] for row in csv.DictReader(io.StringIO(shown.removeprefix("\ufeff")))}
    assert found


def arrows_of(page) -> set[tuple[str, str, str]]:
    space = {"g": "http://www.gexf.net/1.2draft"}
    edges = ElementTree.fromstring(taken(page, "gexf")).findall(".//g:edge", space)
    return {(e.get("source", ""), e.get("label", ""), e.get("target", "")) for e in edges}


def test_every_view_and_file_has_arrows_in_one_direction(path, visit, sample: Sample, tmp_path: Path) -> None:
    """Around a cable, around its sender, on the way between two things, and in the network file: one sender's arrow."""
    telegram = next(t for t in TELEGRAMS if t.origin == "FREEDONIA")
    write_gexf(project(sample, f"cable/{telegram.key}"), tmp_path / "n.gexf")
    edges = ElementTree.parse(tmp_path / "n.gexf").iter("{http://www.gexf.net/1.2draft}edge")
    told = {(e.get("source"), e.get("label"), e.get("target")) for e in edges}
    cable, post = f"{BASE}cable/{telegram.key}", f"{BASE}post/FREEDONIA"
    sent = (cable, "Sender", post)
    assert sent in told
    for view in (f"#around=cable/{telegram.key}", f"#path=cable/{telegram.key},post/FREEDONIA"):
        drawn = arrows_of(visit(path, view))
        assert sent in drawn
        assert {arrow for arrow in drawn if {arrow[0], arrow[2]} == {cable, post}} <= told
    around = {arrow for arrow in arrows_of(visit(path, "#around=post/FREEDONIA")) if arrow[1] == "Sender"}
    assert around and all(target == post for _, _, target in around)


def test_gexf_and_svg_hold_the_picture(path, visit) -> None:
    page = visit(path)
    nodes, arrows = table(page, "nodes"), table(page, "arrows")
    gexf = ElementTree.fromstring(taken(page, "gexf"))
    space = {"g": "http://www.gexf.net/1.2draft"}
    assert {n.get("label") for n in gexf.iterfind(".//g:node", space)} == {r[1] for r in nodes}
    edges = gexf.findall(".//g:edge", space)
    assert sorted(int(e.get("weight") or 0) for e in edges) == sorted(int(r[3]) for r in arrows)
    svg = ElementTree.fromstring(taken(page, "svg"))
    texts = {e.text for e in svg.iter("{http://www.w3.org/2000/svg}text")}
    assert {"Sylvania", "Freedonia", "60° N"} <= texts
    assert "script" not in {e.tag.rsplit("}", 1)[-1] for e in svg.iter()}


def test_png_is_the_picture(path, visit) -> None:
    assert taken(visit(path), "png").startswith("\x89PNG")


def test_keyboard_only(path, visit) -> None:
    page = visit(path, reduced_motion="reduce")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "picture":
            break
    page.keyboard.press("ArrowRight")
    first = title(page)
    assert first.startswith("Embassy")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+Enter")
    assert page.locator("#view-around").is_visible()
    assert page.inner_text("#announce")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"
    page.keyboard.press("Escape")
    assert title(page) == "About this picture"


def test_click_and_double_click(path, visit) -> None:
    page = visit(path)
    where = page.evaluate("window.cableKg.where('post/SYLVANIA')")
    page.mouse.click(where["x"], where["y"])
    assert title(page) == "Embassy Sylvania"
    where = page.evaluate("window.cableKg.where('post/SYLVANIA')")
    page.mouse.dblclick(where["x"], where["y"])
    page.wait_for_selector("#view-around:not([hidden])")
    assert page.evaluate("location.hash").startswith("#around=post/SYLVANIA")


@pytest.mark.parametrize("address", ["", "#view=topics"])
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_labels_lie_inside_the_frame_and_not_on_each_other(path, visit, address: str, width: int, height: int) -> None:
    page = visit(path, address, width=width, height=height)
    boxes = page.evaluate("window.cableKg.labels()")
    frame = page.locator("#picture").bounding_box()
    assert len(boxes) >= 4
    for one in boxes:
        assert one["left"] >= 0 and one["right"] <= frame["width"], one
    for n, one in enumerate(boxes):
        for other in boxes[n + 1 :]:
            assert (
                one["right"] <= other["left"]
                or other["right"] <= one["left"]
                or one["bottom"] <= other["top"]
                or other["bottom"] <= one["top"]
            ), (one, other)


def test_phone(path, visit) -> None:
    page = visit(path, width=390, height=844, has_touch=True, is_mobile=True)
    assert page.locator("#panel").is_hidden()
    assert page.locator("#node-kinds").is_hidden(), "the legend is folded"
    page.tap("#legend-toggle")
    assert page.locator("#node-kinds .chip").first.is_visible()
    page.tap("#about-open")
    assert "Who writes to whom in 60 cables" in page.inner_text("#panel")
    page.tap("#panel-close")
    assert page.locator("#panel").is_hidden()
    where = page.evaluate("window.cableKg.where('post/SYLVANIA')")
    page.touchscreen.tap(where["x"], where["y"])
    page.wait_for_selector("#panel h2")
    assert title(page) == "Embassy Sylvania"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.wait_for_function(
        "(() => { const { y } = window.cableKg.where('post/SYLVANIA'), panel = document.getElementById('panel');"
        " return y > document.getElementById('picture').getBoundingClientRect().top"
        " && y < panel.getBoundingClientRect().top; })()"
    )  # what was chosen is to be seen above the sheet


def test_dark_by_the_switch(path, visit) -> None:
    page = visit(path, color_scheme="light")
    ground = "getComputedStyle(document.getElementById('picture-section')).backgroundColor"
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    page.click("#theme")
    assert page.evaluate(ground) == "rgb(21, 24, 29)"


def test_print_leaves_out_what_paper_cannot_do(path, visit) -> None:
    page = visit(path)
    page.emulate_media(media="print")
    for gone in ("#search", "#bar", ".zoom", ".sliders", "#theme"):
        assert page.locator(gone).is_hidden(), gone
    for kept in ("h1", "#picture", "#legend", "#time-bars"):
        assert page.locator(kept).is_visible(), kept
