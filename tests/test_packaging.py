"""The wheel is whole: installed alone, it finds its ontology, its page, its template."""

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import kg

ROOT = Path(__file__).parent.parent
PROBE = """
import json, sys
sys.path.insert(0, sys.argv[1])
import kg
from kg.vocabulary import locate, posts, topics
assert kg.__file__.startswith(sys.argv[1]), kg.__file__
cable = kg.parse("FM AMEMBASSY LIMA\\nTO SECSTATE WASHDC\\nTAGS: PREL, PE\\n")
print(json.dumps([str(locate()), topics.find("PREL").label, cable.addressees[0].post]))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel as a release does; what .gitignore names is left out."""
    folder = tmp_path_factory.mktemp("wheel")
    script = "import sys, hatchling.build as b; print(b.build_wheel(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", script, str(folder)], cwd=ROOT, check=True, capture_output=True)
    (found,) = folder.glob("*.whl")
    return found


def test_the_wheel_has_everything_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    sources = {str(p.relative_to(ROOT)) for p in (ROOT / "kg").rglob("*") if p.is_file() and p.suffix != ".pyc"}
    assert sources <= names
    tables = {f"kg/ontology/{p.relative_to(ROOT / 'ontology')}" for p in (ROOT / "ontology").rglob("*") if p.is_file()}
    assert tables <= names
    tops = {name.split("/")[0] for name in names}
    assert tops == {"kg", f"cable_kg-{kg.__version__}.dist-info"}


def test_the_wheel_works_from_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    place, empty = tmp_path / "site", tmp_path / "empty"
    zipfile.ZipFile(wheel).extractall(place)
    empty.mkdir()
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    done = subprocess.run(
        [sys.executable, "-P", "-c", PROBE, str(place)],
        cwd=empty,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert str(place / "kg" / "ontology") in done.stdout
    assert "External Political Relations" in done.stdout


def test_importing_kg_is_quick() -> None:
    """`import kg` loads no library: the heavy ones come with the first use of what needs them."""
    script = "import sys; before = set(sys.modules); import kg; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True, check=True)
    heavy = {"rdflib", "pyoxigraph", "networkx", "typer", "rich", "jinja2", "kg.parsing", "kg.pipeline"}
    assert not heavy & set(done.stdout.split())


def test_a_command_loads_what_it_needs() -> None:
    """`kg --help` loads no library of RDF and no reader; opening a graph loads neither parser nor archive readers."""

    def loaded(code: str) -> set[str]:
        script = f"import sys; {code}; print(*sys.modules, file=sys.stderr)"
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
        return set(done.stderr.split())

    modules = loaded("from kg.cli.application import run; run(['--help'])")
    assert "kg.cli.why" in modules
    assert not modules & {"pyoxigraph", "rdflib", "networkx", "jinja2", "kg.store", "kg.vocabulary", "kg.parsing"}
    modules = loaded("import kg.graph")
    assert "kg.store.stored_graph" in modules
    assert not modules & {"rdflib", "networkx", "kg.parsing", "kg.rdf", "kg.sources.containers", "kg.page"}


def test_the_version_is_said_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "version" in project["dynamic"]
    assert re.fullmatch(r"\d+\.\d+\.\d+([ab.]\w+)?", kg.__version__)
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"version: {kg.__version__}\n" in citation
    assert f"## {kg.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_public_name_loads_and_others_do_not() -> None:
    for name in kg.__all__:
        assert getattr(kg, name) is not None
        assert name in dir(kg)
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        kg.nonsense  # noqa: B018


def test_make_lists_every_target() -> None:
    done = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True)
    for target in ("demo", "test", "lint", "types", "ontology", "clean"):
        assert re.search(rf"^  make {target} +\w", done.stdout, re.MULTILINE), target


def test_what_runs_in_ci_is_make_test() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert script.rstrip().endswith("exec make test")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
