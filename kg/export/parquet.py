"""Write tables as Parquet, by pyarrow (the extra `parquet`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from kg.errors import KgError, install

_BATCH = 50_000


def write(path: Path, names: Sequence[str], numbers: Sequence[str], rows: Iterable[tuple[object, ...]]) -> None:
    """Write a table in batches; columns are text except for `numbers`, which are doubles. The file appears whole.

    Raises `KgError` where pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise KgError(f"Parquet needs pyarrow: {install('parquet')}") from None
    schema = pa.schema([(name, pa.float64() if name in numbers else pa.string()) for name in names])
    draft = path.with_name(f".{path.name}.draft")
    try:
        with pq.ParquetWriter(draft, schema, compression="zstd") as writer:
            for batch in _batches(rows):
                columns = zip(zip(*batch, strict=True), schema, strict=True)
                arrays = [pa.array(column, field.type) for column, field in columns]
                writer.write_batch(pa.record_batch(arrays, schema=schema))
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _batches(rows: Iterable[tuple[object, ...]]) -> Iterator[list[tuple[object, ...]]]:
    left = iter(rows)
    while batch := list(islice(left, _BATCH)):
        yield batch
