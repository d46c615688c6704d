"""The tables themselves: every row sourced, every key once, and the locator finds them."""

from collections import Counter

import pytest

from kg import vocabulary
from kg.errors import KgError
from kg.vocabulary import code_lists, csv_tables, organisations, posts, topics

#: The columns that tell the rows of a table apart; of a table that isn't here, all but the source.
KEYS = {
    "classifications": ("code",),
    "captions": ("code",),
    "collectives": ("name",),
    "corruption": ("wrong", "kind"),
    "countries": ("code",),
    "declassification": ("code",),
    "doubts": ("code",),
    "instructions": ("instruction",),
    "office_holders": ("person_id", "mission", "title", "start"),
    "organisations": ("id",),
    "origin_aliases": ("variant",),
    "portions": ("code",),
    "posts": ("id",),
    "post_changes": ("post",),
    "post_standings": ("post", "type", "start"),
    "precedences": ("code",),
    "reasons": ("code",),
    "release_status": ("code",),
    "routing_indicators": ("indicator", "addressee"),
    "rules": ("code",),
    "status": ("code",),
    "tags": ("code", "kind"),
    "titles": ("title", "category"),
    "topic_words": ("word",),
}
TABLES = sorted(p.stem for p in (vocabulary.locate() / "vocab").glob("*.csv"))


def test_the_tables_are_there():
    assert set(KEYS) <= set(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_every_row_has_a_source(table):
    assert [row for row in csv_tables.read(table) if not row.get("source", "").strip()] == []


@pytest.mark.parametrize("table", TABLES)
def test_no_key_twice(table):
    rows = csv_tables.read(table)
    key = KEYS.get(table) or [column for column in rows[0] if column != "source"]
    counted = Counter(tuple(row[column] for column in key) for row in rows)
    assert [key for key, n in counted.items() if n > 1] == []


@pytest.mark.parametrize("table", TABLES)
def test_no_cell_is_missing_or_padded(table):
    for row in csv_tables.read(table):
        assert None not in row and None not in row.values(), row
        assert all(cell == cell.strip() for cell in row.values()), row


def test_codes_can_be_parts_of_iris():
    parts = [c.code for scheme in code_lists.SCHEMES for c in code_lists.concepts(scheme)]
    parts += [p.id for p in posts.all()] + [o.id for o in organisations.all()]
    assert [part for part in parts if not part.replace("-", "").replace(".", "").isalnum()] == []


def test_posts_point_to_posts():
    for post in posts.all():
        assert all(posts.is_station(other) for other in (post.successor, post.variant_of) if other), post
    assert all(posts.is_station(row["id"]) for row in csv_tables.read("origin_aliases"))
    for organisation in organisations.all():
        assert not organisation.post or posts.is_station(organisation.post)


def test_countries_of_posts_are_topics():
    assert [p.id for p in posts.all() if p.tag and not topics.find(p.tag, kind="geographic")] == []


def test_coordinates_are_on_the_globe():
    for post in posts.all():
        assert (post.lat is None) == (post.lon is None)
        assert post.lat is None or (-90 <= post.lat <= 90 and -180 <= (post.lon or 0) <= 180)


@pytest.mark.parametrize(
    ("era", "year", "covered"),
    [
        ("", 2007, True),
        ("1973-1979", 1975, True),
        ("1973-1979", 2007, False),
        ("1973-79", 1979, True),
        ("1979-", 1978, False),
        ("1979-", 2007, True),
        ("-1992", 1992, True),
        ("-1992", 1993, False),
        ("1973-1979", None, True),
    ],
)
def test_eras(era, year, covered):
    assert csv_tables.covers(era, year) is covered


def test_topics_are_in_capitals_and_have_iris_of_their_own():
    codes_ = {topic.code for topic in topics.all()}
    assert all(code == code.upper() for code in codes_)
    assert len({vocabulary.iri_part(code) for code in codes_}) == len(codes_)
    assert vocabulary.iri_part("EL AL") == "EL%20AL"


def test_the_tables_are_found_from_any_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    csv_tables.locate.cache_clear()
    assert (csv_tables.locate() / "vocab" / "posts.csv").is_file()


def test_a_missing_table_is_one_clear_error():
    with pytest.raises(KgError, match=r"no-such-table\.csv can't be read"):
        csv_tables.read("no-such-table")
