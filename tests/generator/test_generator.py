"""The generator of fictional cables: same seed, same text; true to itself; its damages known."""

import hashlib
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace

import kg
from generator import FIELDS, KINDS, Form, Verdict, corpus, generate, judge
from generator.__main__ import main
from generator.invented_prose import wrapped
from generator.marked_writer import Change, Changed, Mark
from kg.model import Cable, Paragraph
from kg.vocabulary import posts, topics
from tests.evidence import check_evidence, parts

SEEDS = range(12)


@pytest.mark.parametrize("form", Form)
def test_the_same_seed_gives_the_same_cable(form: Form) -> None:
    for damage in (0.0, 0.4):
        one, two = generate(5, form, damage), generate(5, form, damage)
        assert (one.text, one.truth, one.damages) == (two.text, two.truth, two.damages)
    assert generate(5, form).text != generate(6, form).text


def test_another_process_with_another_hash_seed_writes_the_same() -> None:
    program = (
        "import hashlib; from generator import corpus; "
        "text = ''.join(g.text + str(g.truth.to_dict()) for g in corpus(12, 3, 0.2)); "
        "print(hashlib.sha256(text.encode()).hexdigest())"
    )
    here = "".join(g.text + str(g.truth.to_dict()) for g in corpus(12, 3, 0.2))
    run = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONHASHSEED": "77"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == hashlib.sha256(here.encode()).hexdigest()


@pytest.mark.parametrize("damage", [0.0, 0.5])
@pytest.mark.parametrize("form", Form)
def test_every_span_of_the_truth_slices_to_its_raw_text(form: Form, damage: float) -> None:
    for seed in SEEDS:
        made = generate(seed, form, damage)
        assert check_evidence(made.truth, made.text) > 10


@pytest.mark.parametrize("form", Form)
def test_values_stand_where_the_truth_says(form: Form) -> None:
    for seed in SEEDS:
        made = generate(seed, form)
        truth, text = made.truth, made.text
        for tag in truth.tags:
            assert tag.span.of(text) == tag.code
            assert tag.kind == "person" or topics.is_listed(tag.code)
        for official in truth.officials:
            assert official.name is not None
            assert " ".join(official.span.of(text).split()) == official.name
        for reference in truth.references:
            assert reference.kind != "cable" or str(reference.cable_id).lstrip("0123456789")[
                :3
            ] in reference.raw.replace(" ", "")
        assert [p.number for p in truth.paragraphs] == list(range(1, len(truth.paragraphs) + 1))
        assert all(p.span.of(text).startswith(f"{p.number}. ") for p in truth.paragraphs)
        spans = [p.span for p in truth.paragraphs]
        assert all(a.end < b.start for a, b in pairwise(spans))
        if truth.summary:
            assert truth.paragraphs[0].span.start < truth.summary.span.start
            assert truth.summary.span.end <= truth.paragraphs[0].span.end


def test_a_corpus_is_as_long_as_asked() -> None:
    half, usual, double = (sum(len(g.text) for g in corpus(150, 3, size=s)) / 150 for s in (0.5, 1.0, 2.0))
    assert 10_500 < usual < 13_500
    assert 0.45 < half / usual < 0.65
    assert 1.7 < double / usual < 2.1


def test_a_corrected_copy_is_read_as_one() -> None:
    for seed in SEEDS:
        made = generate(seed, Form.CORRECTED)
        assert "corrected-copy" in {d.code for d in kg.parse(made.text).diagnostics}


@pytest.mark.parametrize("form", Form)
def test_truth_has_what_its_form_states(form: Form) -> None:
    truth = generate(4, form).truth
    assert truth.classification and truth.subject and truth.paragraphs and truth.addressees
    if form is not Form.DRAFT:
        assert truth.id and truth.message_reference_number and truth.date_time_group and truth.origin
        assert posts.is_station(str(truth.origin.value))
    if form in (Form.WIRE, Form.SECTIONS, Form.CORRECTED):
        assert truth.transmission_id and truth.station and truth.filing_time and truth.security_line
    if form is Form.SECTIONS:
        assert [s.number for s in truth.sections] == list(range(1, len(truth.sections) + 1))
        assert truth.sections[0].of == len(truth.sections)


def test_truth_survives_as_plain_data() -> None:
    for made in corpus(20, 2, 0.3):
        plain = made.truth.to_dict()
        assert plain["id"] == made.truth.id
        assert len(list(parts(made.truth))) > 10


def test_a_corpus_has_every_form_and_realistic_lengths() -> None:
    made = list(corpus(300, 1))
    assert {g.facts.form for g in made} == set(Form)
    assert 8_000 < sum(len(g.text) for g in made) / len(made) < 16_000
    assert len({g.truth.id for g in made if g.truth.id}) > 290


def test_corpora_of_different_seeds_differ() -> None:
    assert not {g.text for g in corpus(20, 1)} & {g.text for g in corpus(20, 2)}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_damage_is_recorded_where_it_was_done(kind: str) -> None:
    done = 0
    for form in Form:
        for seed in SEEDS:
            clean, made = generate(seed, form), generate(seed, form, 0.8, (kind,))
            assert (clean.text == made.text) == (not made.damages)
            for damage in made.damages:
                assert damage.kind == kind
                assert damage.span.of(made.text) == damage.after != damage.before
            done += len(made.damages)
    assert done > 0


def test_damage_changes_the_text_and_not_the_values() -> None:
    for seed in SEEDS:
        clean, made = generate(seed), generate(seed, damage=0.7)
        assert set(judge(clean.truth, made.truth).values()) == {Verdict.RIGHT}


def test_wrapping_moves_nothing() -> None:
    text = "one two three " * 40 + "end"
    assert wrapped(text, 65).replace("\n", " ") == text
    assert wrapped("a" * 100 + " b", 60) == "a" * 100 + " b"


@pytest.mark.parametrize(
    ("changes", "start", "end"),
    [
        ([Change(0, 0, "xx")], 5, 8),
        ([Change(3, 3, "[")], 4, 7),
        ([Change(6, 6, "](#)")], 3, 6),
        ([Change(3, 3, "["), Change(6, 6, "](#)")], 4, 7),
        ([Change(3, 6, "DEEF")], 3, 7),
        ([Change(4, 5, "")], 3, 5),
        ([Change(2, 4, "-")], 2, 5),
    ],
)
def test_places_after_changes(changes: list[Change], start: int, end: int) -> None:
    changed = Changed("abcdefghi", changes)
    mark = changed.moved(Mark("x", 3, 6))
    assert (mark.start, mark.end) == (start, end)


def _cable() -> Cable:
    return generate(4).truth


def test_judge_knows_right_missing_and_wrong() -> None:
    truth = _cable()
    assert set(judge(truth, truth)) == set(FIELDS)
    assert set(judge(truth, truth).values()) == {Verdict.RIGHT}
    assert judge(truth, replace(truth, tags=truth.tags[:-1]))["tags"] is Verdict.MISSING
    assert (
        judge(truth, replace(truth, tags=(*truth.tags[:-1], replace(truth.tags[-1], code="XXXX"))))["tags"]
        is Verdict.WRONG
    )
    assert judge(truth, replace(truth, subject=None))["subject"] is Verdict.MISSING
    extra = (*truth.paragraphs, Paragraph(99, False, None, span=truth.paragraphs[-1].span))
    assert judge(truth, replace(truth, paragraphs=extra))["paragraphs"] is Verdict.WRONG


def test_judge_knows_what_is_marked() -> None:
    truth = _cable()
    doubtful = replace(truth.tags[-1], code="XXXX", doubts=("unrecognised",))
    assert judge(truth, replace(truth, tags=(*truth.tags[:-1], doubtful)))["tags"] is Verdict.MARKED


def test_cables_are_written_to_try_things_at_size(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["3", str(tmp_path / "cables"), "--seed", "5"])
    files = sorted((tmp_path / "cables").rglob("*.txt"))
    assert [path.read_bytes().decode() for path in files] == [made.text for made in corpus(3, 5)]
    assert "next: kg build" in capsys.readouterr().out
