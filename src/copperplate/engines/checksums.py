"""The checksum of rows: of what they hold, not of how Parquet writes it.

Values come in batches over the Arrow C stream interface, as DuckDB has them in memory: their own
bytes are hashed, and no number is written out as text. Knows no table's meaning.
"""

from __future__ import annotations

import ctypes
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from copperplate.engines.duckdb import SQL_TYPES, UnreadableParquet, connected, quoted
from copperplate.engines.written import columns_in, rows_in

Values = npt.NDArray[Any]

# Hashing lets go of the interpreter, and each column has checksums of its own.
_THREADS = 2

# How each type is handed over: the interface's own letters for it, and the type of its values.
_HANDED = {
    "text": ("U", "i1"),
    "whole": ("l", "<i8"),
    "number": ("g", "<f8"),
    "date": ("tdD", "<i4"),
    "moment": ("tsu:", "<i8"),
    "flag": ("C", "u1"),
}


def rows_digest(paths: Sequence[Path], columns: Mapping[str, str]) -> str:
    """Return the SHA-256 of the rows of Parquet files, in their order.

    It is of the rows alone: the same rows have the same checksum in however many files they lie,
    however those are packed, and with however many threads they are read. And it is of all of
    them: any cell that is another, a row that is missing, doubled or elsewhere, and NULL in place
    of an empty text give another, but for two inputs of one SHA-256, which nobody has found. Rows
    of records hold the file and the row they stand in, so two rows of one text in two files are
    two rows; and the same rows from a file of another name are not the same.

    What is hashed: how many rows there are; then of each column that holds a value at all, in
    order, its name and type and three checksums; a column that is not there holds none. The first
    checksum is of a byte for each row, 1 where it holds a value. The others are of the values
    there are, one after the other, lowest byte first: of text its length in bytes of UTF-8 (4
    bytes), and apart the bytes themselves; a number by IEEE 754 (8 bytes; minus zero is zero, and
    what is no number is one and the same); a whole number (8 bytes); a date in days (4) and a
    moment in microseconds (8) since 1970; a flag as 1 or 0 (1 byte).

    Args:
        paths: The files, in order.
        columns: Names and types, in order.

    Raises:
        UnreadableParquet: They are damaged.
    """
    connection = connected()
    try:
        connection.execute("SET arrow_large_buffer_size = true")
        # What a file says of its columns is not believed: they are read.
        connection.execute("SET disabled_optimizers = 'statistics_propagation'")
        there = columns_in(paths)
        wanted = {name: type_ for name, type_ in columns.items() if name in there}
        digests = [_Column(type_) for type_ in wanted.values()]
        with ThreadPoolExecutor(_THREADS) as threads:
            for batch in _batches(connection, paths, wanted):
                list(threads.map(_Column.take, digests, *zip(*batch, strict=True)))
        (rows,) = connection.execute(f"SELECT count(*) FROM {rows_in(paths)}").fetchone() or (0,)
    finally:
        connection.close()
    whole = hashlib.sha256(f"{rows}\n".encode())
    for (name, type_), digest in zip(wanted.items(), digests, strict=True):
        if digest.holds_any:
            whole.update(f"{name}\n{type_}\n{digest.said()}\n".encode())
    return whole.hexdigest()


class _Column:
    """What was taken in of one column."""

    def __init__(self, type_: str) -> None:
        self._number = type_ == "number"
        self.holds_any = False
        self._present, self._values, self._lengths = (hashlib.sha256() for _ in range(3))

    def take(self, present: Values | None, values: Values, lengths: Values | None) -> None:
        """Take in a batch: where values are (everywhere if None), the values, lengths of text."""
        rows = len(values) if lengths is None else len(lengths)
        self._present.update((np.ones(rows, "u1") if present is None else present).data)
        if present is not None:
            if lengths is None:
                values = values[present.view(bool)]
            elif lengths[present == 0].any():
                raise AssertionError("a text where there is none")
            else:
                lengths = lengths[present.view(bool)]
        self.holds_any |= bool(len(values) if lengths is None else len(lengths))
        if self._number:
            values = values + 0.0
            values[np.isnan(values)] = np.nan
        self._values.update(values.data)
        if lengths is not None:
            self._lengths.update(lengths.astype("<u4").data)

    def said(self) -> str:
        """Return the checksums."""
        return " ".join(one.hexdigest() for one in (self._present, self._values, self._lengths))


Batch = list[tuple[Values | None, Values, Values | None]]
"""Of each column: where values are (everywhere if None), values, and lengths of text."""


def _batches(connection: Any, paths: Sequence[Path], columns: Mapping[str, str]) -> Iterator[Batch]:
    """Yield the values of columns, some thousands of rows at a time; good until the next."""
    if not columns:
        return
    shown = ", ".join(_handed(quoted(name), type_) for name, type_ in columns.items())
    relation = connection.sql(f"SELECT {shown} FROM {rows_in(paths)}")
    capsule = relation.__arrow_c_stream__()  # lets go of the stream when it is let go of
    stream = _Stream.from_address(_pointer(capsule, b"arrow_array_stream"))
    _check_types(stream, columns)
    while True:
        array = _Array()
        if stream.get_next(ctypes.byref(stream), ctypes.byref(array)):
            raise UnreadableParquet("rows end in the middle")
        if not array.release:
            return
        try:
            yield [
                _values(array.children[at].contents, type_)
                for at, type_ in enumerate(columns.values())
            ]
        finally:
            array.release(ctypes.byref(array))


def _handed(name: str, type_: str) -> str:
    cast = f"CAST({name} AS {SQL_TYPES[type_]})"
    return f"CAST({cast} AS UTINYINT)" if type_ == "flag" else cast


def _values(array: Any, type_: str) -> tuple[Values | None, Values, Values | None]:
    rows = array.length
    if array.offset:
        raise AssertionError("a batch that starts inside another")
    present = None
    if array.null_count:
        bits = _memory(array.buffers[0], "u1", (rows + 7) // 8)
        present = np.unpackbits(bits, count=rows, bitorder="little")
    kind = _HANDED[type_][1]
    if type_ != "text":
        return present, _memory(array.buffers[1], kind, rows), None
    ends = _memory(array.buffers[1], "<i8", rows + 1)
    first, last = int(ends[0]), int(ends[-1])
    return present, _memory(array.buffers[2], kind, last)[first:], np.diff(ends)


def _memory(address: int | None, kind: str, count: int) -> Values:
    """Return memory as an array, without a copy."""
    if not count:
        return np.empty(0, kind)
    size = count * np.dtype(kind).itemsize
    memory = memoryview((ctypes.c_ubyte * size).from_address(address or 0))
    return np.frombuffer(memory, kind)


# The structures of the interface, as its specification lays them out for good.
# Source: Apache Arrow, "The Arrow C data interface" and "The Arrow C stream interface".
class _Schema(ctypes.Structure):
    pass


class _Array(ctypes.Structure):
    pass


class _Stream(ctypes.Structure):
    pass


_Schema._fields_ = [
    ("format", ctypes.c_char_p),
    ("name", ctypes.c_char_p),
    ("metadata", ctypes.c_void_p),
    ("flags", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("children", ctypes.POINTER(ctypes.POINTER(_Schema))),
    ("dictionary", ctypes.c_void_p),
    ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(_Schema))),
    ("private_data", ctypes.c_void_p),
]
_Array._fields_ = [
    ("length", ctypes.c_int64),
    ("null_count", ctypes.c_int64),
    ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("buffers", ctypes.POINTER(ctypes.c_void_p)),
    ("children", ctypes.POINTER(ctypes.POINTER(_Array))),
    ("dictionary", ctypes.c_void_p),
    ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(_Array))),
    ("private_data", ctypes.c_void_p),
]
_Stream._fields_ = [
    (
        "get_schema",
        ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(_Stream), ctypes.POINTER(_Schema)),
    ),
    ("get_next", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(_Stream), ctypes.POINTER(_Array))),
    ("get_last_error", ctypes.c_void_p),
    ("release", ctypes.c_void_p),
    ("private_data", ctypes.c_void_p),
]


def _pointer(capsule: object, name: bytes) -> int:
    get = ctypes.pythonapi.PyCapsule_GetPointer
    get.restype, get.argtypes = ctypes.c_void_p, (ctypes.py_object, ctypes.c_char_p)
    return int(get(capsule, name))


def _check_types(stream: Any, columns: Mapping[str, str]) -> None:
    """Make sure that memory holds what is taken to lie there."""
    schema = _Schema()
    if stream.get_schema(ctypes.byref(stream), ctypes.byref(schema)):
        raise UnreadableParquet("no rows can be read")
    try:
        formats = [schema.children[at].contents.format.decode() for at in range(schema.n_children)]
    finally:
        schema.release(ctypes.byref(schema))
    if formats != [_HANDED[type_][0] for type_ in columns.values()]:
        raise AssertionError(f"values are handed over as {', '.join(formats)}")
