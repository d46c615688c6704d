"""Export a table with a row a cable: CSV for people, Parquet for programs, a workbook for Excel and LibreOffice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import astuple
from datetime import datetime
from pathlib import Path

from kg import spreadsheets
from kg.errors import KgError, install
from kg.export.statement_streams import writing
from kg.facts.cable_row import NAMES
from kg.facts.cable_table import cable_rows
from kg.store import StoredGraph

ROWS, LETTERS = 1_048_575, 32_767
"""The most rows below the heading of a sheet, and the most characters of a cell: limits of the file format."""
_MADE = datetime(2000, 1, 1)
"""The date written into a workbook, so that the same graph gives the same bytes."""
_WIDTHS = {"number": 16, "date": 21, "from": 22, "to": 30, "subject": 60, "tags": 22, "source": 28, "uncertain": 40}


def write(graph: StoredGraph, form: str, path: Path) -> tuple[Path, ...]:
    """Write the table (`cables-csv`, `cables-parquet`, `cables-xlsx`) row by row, and return the file.

    Raises `KgError` where the library for a format is not installed, and for more cables than a workbook has rows.
    """
    rows = (astuple(row) for row in cable_rows(graph))
    if form == "cables-csv":
        with writing(path) as stream:
            spreadsheets.write(stream, NAMES, rows)
    elif form == "cables-parquet":
        from kg.export import parquet

        parquet.write(path, NAMES, (), rows)
    else:
        _write_workbook(path, rows)
    return (path,)


def _write_workbook(path: Path, rows: Iterable[tuple[str, ...]]) -> None:
    """Write a workbook with one sheet, with one row in memory; the file appears whole."""
    try:
        import xlsxwriter
    except ImportError:
        raise KgError(f"Excel files need XlsxWriter: {install('xlsx')}") from None
    draft = path.with_name(f".{path.name}.draft")
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    try:
        with xlsxwriter.Workbook(str(draft), options) as book:
            book.set_properties({"created": _MADE})
            sheet = book.add_worksheet("cables")
            bold = book.add_format({"bold": True})
            for column, name in enumerate(NAMES):
                sheet.set_column(column, column, _WIDTHS.get(name, 14))
                sheet.write_string(0, column, name, bold)
            sheet.freeze_panes(1, 1)
            last = 0
            for last, cells in enumerate(_bounded(rows), 1):
                for column, cell in enumerate(cells):
                    if cell:
                        sheet.write_string(last, column, cell)
            sheet.autofilter(0, 0, last, len(NAMES) - 1)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _bounded(rows: Iterable[tuple[str, ...]]) -> Iterator[list[str]]:
    """Yield the rows that fit a sheet, with long cells cut; raise `KgError` when there are too many."""
    for number, row in enumerate(rows):
        if number >= ROWS:
            raise KgError(f"a workbook holds {ROWS:,} cables and no more: write cables-csv or cables-parquet")
        yield [cell if len(cell) <= LETTERS else f"{cell[: LETTERS - 1]}…" for cell in row]
