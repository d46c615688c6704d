"""The options of a build are told once: Python, the command line and the documents have the same rows."""

import inspect
import re
from dataclasses import fields
from pathlib import Path

import pytest
import typer

import kg
from kg.cli.application import app
from kg.options import rows, size
from kg.pipeline.build_and_merge import merge
from kg.pipeline.build_options import Build, BuildOptions, MergeOptions, as_decided, deciding, options_only, part
from kg.pipeline.dry_run import plan
from kg.sources.reading_options import SourceOptions

DOCS = Path(__file__).resolve().parents[2] / "docs"
NOT_READ_FROM_HERE = {
    "base",
    "jobs",
    "redact",
    "corrections",
    "release",
    "authority",
    "text_seconds",
    "shard",
    "cluster",
    "parts",
}


def documented(options: type[MergeOptions]) -> list[str]:
    """Return the rows of the table in docs/building.md as they have to be."""
    lines = []
    for name, _, default, row in rows(options):
        known = default if row.written is None else row.written
        shown = f"{known:,}" if type(known) is int else "" if known is None or known is False else str(known)
        lines.append(f"| `{'`, `'.join(row.flags)}` | `{name}` | {shown} | {row.help} |".replace("|  |", "| |"))
    return lines


def test_the_documents_have_every_option_as_it_is() -> None:
    text = (DOCS / "building.md").read_text(encoding="utf-8")
    table = [line for line in text.splitlines() if line.startswith("| `-")]
    assert table == documented(BuildOptions), "\n".join(documented(BuildOptions))


def test_the_table_of_limits_has_the_defaults() -> None:
    text = (DOCS / "sources.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `(--max-[a-z]+)` \| ([^|]+?) \|", text, re.M))
    limits = {
        row.flags[0]: row.written or f"{default:,}"
        for name, _, default, row in rows(BuildOptions)
        if name.startswith("max_")
    }
    assert {flag: value.replace(" MB", "M").replace(" GB", "G") for flag, value in told.items()} == limits


@pytest.mark.parametrize(("command", "options"), [("build", BuildOptions), ("merge", MergeOptions)])
def test_the_command_has_the_rows_and_their_help(command: str, options: type[MergeOptions]) -> None:
    parameters = {one.name: one for one in typer.main.get_command(app).commands[command].params}  # type: ignore[attr-defined]
    for name, _, default, row in rows(options):
        assert parameters[name].help == row.help
        assert parameters[name].opts == list(row.flags)
        assert parameters[name].default == (default if row.written is None else row.written)


def test_python_has_the_rows_with_their_types_and_defaults() -> None:
    for function in (kg.build, plan):
        taken = inspect.signature(function).parameters
        assert [*taken][:2] == ["paths", "output"]
        for name, kind, default, row in rows(BuildOptions):
            assert (taken[name].default, taken[name].annotation) == (default, kind)
            assert taken[name].kind is inspect.Parameter.KEYWORD_ONLY
            assert row.help in (function.__doc__ or "")
    assert {"jobs", "redact", "corrections"} < set(inspect.signature(merge).parameters)
    with pytest.raises(TypeError, match="nonsense"):
        kg.build("x", nonsense=1)


def test_which_options_decide_what_is_read_is_said_of_each() -> None:
    names = {name for name, _, _, _ in rows(BuildOptions)}
    assert set(deciding(BuildOptions())) == names - NOT_READ_FROM_HERE, "a new option is one or the other"
    limits = {one.name for one in fields(SourceOptions)} - {"release", "exclude"}
    assert limits < set(deciding(BuildOptions()))
    asked = Build("x", encoding="cp1252", max_depth=2, jobs=3)
    assert as_decided(deciding(asked)) == BuildOptions(encoding="cp1252", max_depth=2)
    assert options_only(asked) == BuildOptions(encoding="cp1252", max_depth=2, jobs=3)


def test_what_people_write_is_read() -> None:
    assert (size("500000"), size("32M"), size("2 GiB")) == (500_000, 32 * 2**20, 2 * 2**30)
    assert part(" 2/8 ") == (2, 8)
    for read, text in ((size, "0"), (size, "huge"), (part, "3/2"), (part, "0/2")):
        with pytest.raises(ValueError, match=re.escape(repr(text))):
            read(text)
