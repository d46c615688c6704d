"""Where copies of one message differ: what the report says, and what the graph does with a corrected one."""

from pathlib import Path

import kg
from kg.model import Addressee, Cable, Document, Sender, Span, Value
from kg.pipeline.build_and_merge import build
from kg.pipeline.copy_differences import differences
from kg.store.ready_questions import find
from tests.fictional import wire, write

HERE = Span(0, 1)


def found(*cables: Cable) -> dict[str, dict[str, str]]:
    copies = [(cable, Document("", name, name)) for name, cable in zip("abc", cables, strict=False)]
    return {d.field: dict(d.values) for d in differences("08LIMA1", copies)}


def value(text: str) -> Value[str]:
    return Value(text, raw=text, span=HERE)


def test_values_that_differ() -> None:
    one = Cable("08LIMA1", subject=value("Talks"), classification=value("SECRET"))
    two = Cable("08LIMA1", subject=value("TALKS "), classification=value("CONFIDENTIAL"))
    assert found(one, two, Cable("08LIMA1")) == {"classification": {"a": "SECRET", "b": "CONFIDENTIAL"}}


def test_lists_tell_only_what_not_all_have() -> None:
    def to(*names: str) -> Cable:
        posts = {"QUITO": "QUITO", "AMEMBASSY QUITO": "QUITO"}
        one = [Addressee("info", None, n, None, None, 1, raw=n, span=HERE, post=posts.get(n)) for n in names]
        return Cable("08LIMA1", addressees=tuple(one))

    assert found(to("QUITO", "Roe, Jo"), to("AMEMBASSY QUITO"), to()) == {
        "addressees": {"a": "Roe, Jo", "b": "(nothing more)"}
    }


def test_the_sender_is_the_post() -> None:
    def sent(post: str | None, name: str) -> Cable:
        return Cable("08LIMA1", origin=Sender(post, name, raw=name, span=HERE))

    assert found(sent("LIMA", "AMEMBASSY LIMA"), sent("LIMA", "LIMA")) == {}
    assert found(sent("LIMA", "LIMA"), sent(None, "QUITOX")) == {"origin": {"a": "LIMA", "b": "QUITOX"}}


def test_a_corrected_copy_that_takes_addressees_away(tmp_path: Path) -> None:
    one = wire(
        reference="A. BOGOTA 1234\n     B. QUITO 7",
        info=("RUEHBO/AMEMBASSY BOGOTA 0815", "RUEHQT/AMEMBASSY QUITO 0022"),
    )
    two = wire(reference="A. BOGOTA 1234").replace("SIPDIS\n", "SIPDIS\n\nC O R R E C T E D  C O P Y\n", 1)
    report = build(write(tmp_path / "texts", one=one, two=two), tmp_path / "output")
    assert report.shapes is not None
    assert report.shapes.conforms
    graph = kg.open(tmp_path / "output")
    (cable,) = [row.plain()["c"] for row in graph.query("SELECT ?c { ?d kg:copyOf ?c } GROUP BY ?c")]
    quick = graph.query(f"SELECT ?o {{ <{cable}> kg:copiedTo|kg:references ?o }} ORDER BY ?o")
    assert [str(row.plain()["o"]).rpartition("/")[2] for row in quick] == ["08BOGOTA1234", "BOGOTA"]
    told = [row.plain() for row in graph.query(find("informed").bound({}))]
    assert [(row["written"], bool(row["remark"])) for row in told] == [
        ("AMEMBASSY BOGOTA", False),
        ("AMEMBASSY QUITO", True),
    ]
