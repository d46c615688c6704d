"""The notebook in examples/ runs, and what it shows is what it gives; KG_WRITE_NOTEBOOK=1 writes it anew."""

import os
from pathlib import Path

import pytest

nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed")
nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed")
pytest.importorskip("ipykernel", reason="ipykernel is not installed")
pytest.importorskip("pandas", reason="the extra notebook is not installed")

TOUR = Path(__file__).parent.parent / "examples" / "tour.ipynb"


def shown(notebook) -> list[str]:
    """Return what the cells show as text."""
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    return [o.text if o.output_type == "stream" else o.data["text/plain"] for o in outputs if o.get("name") != "stderr"]


@pytest.mark.filterwarnings("ignore")
def test_the_tour(tmp_path: Path) -> None:
    stored = nbformat.read(TOUR, as_version=4)
    fresh = nbformat.read(TOUR, as_version=4)
    resources = {"metadata": {"path": str(tmp_path)}}
    nbclient.NotebookClient(fresh, timeout=180, kernel_name="python3", resources=resources).execute()
    outputs = [output for cell in fresh.cells for output in cell.get("outputs", ())]
    pictures = [output for output in outputs if "iframe" in output.get("data", {}).get("text/html", "")]
    assert len(pictures) == 1
    if os.environ.get("KG_WRITE_NOTEBOOK"):
        for picture in pictures:
            del picture["data"]["text/html"]  # half a megabyte, and it is made again by running the cell
        for cell in fresh.cells:
            cell.metadata = {}
        nbformat.write(fresh, TOUR)
        stored = fresh
    assert shown(stored) == shown(fresh)
    assert not list(tmp_path.iterdir()), "it leaves nothing behind where it runs"
