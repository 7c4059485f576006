"""The parcel service of Didban for Python: rules, parcel files, proposals, signed answers.

A thin layer over the C interface (didban.h), with the standard library only. Answers are the dictionaries that the JSON
of the command line gives (docs/parcel-service.md). Days are datetime.date or "2026-03-21". A Service may be used by any
number of threads at once; calls release the interpreter's lock.

The library is looked for at $DIDBAN_LIBRARY, then beside the installed package, then where the system keeps libraries.
"""
from __future__ import annotations

import ctypes
import ctypes.util
import datetime
import json
import os
import pathlib
from typing import Any, Iterable, List, Mapping, Optional, Sequence, Tuple, Union

__all__ = ["Error", "Service", "verify"]

Day = Union[str, datetime.date]
Answer = dict
_STATUS = {1: "usage", 2: "configuration", 3: "unreadable_input", 4: "incompatible_input", 5: "internal", 6: "output_failed"}
_INTERFACE = 4  # the first version of the interface that has every function used here


class Error(Exception):
    """What the library refuses, in its words. `kind`: usage, configuration, unreadable_input, incompatible_input,
    internal or output_failed."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


def _load() -> ctypes.CDLL:
    named = os.environ.get("DIDBAN_LIBRARY")
    here = pathlib.Path(__file__).resolve()
    beside = [str(p) for up in here.parents for p in sorted(up.glob("lib/libdidban.so.*")) + sorted(up.glob("lib/*/libdidban.so.*"))]
    for path in [named] if named else beside + [ctypes.util.find_library("didban") or ""]:
        if path:
            library = ctypes.CDLL(path)
            if library.didban_abi_version() < _INTERFACE:
                raise ImportError(f"{path}: version {library.didban_abi_version()} of the interface, {_INTERFACE} is needed")
            return library
    raise ImportError("libdidban.so is not found; install it or name it in DIDBAN_LIBRARY")


_library = _load()
_library.didban_free.argtypes = [ctypes.c_void_p]
_library.didban_free.restype = None
_library.didban_close.argtypes = [ctypes.c_void_p]
_library.didban_close.restype = None


def _taken(text: ctypes.c_void_p) -> Optional[str]:
    if not text.value:
        return None
    try:
        return ctypes.string_at(text.value).decode("utf-8", "replace")
    finally:
        _library.didban_free(text)


def _check(status: int, error: ctypes.c_void_p) -> None:
    message = _taken(error)
    if status != 0:
        raise Error(_STATUS.get(status, "internal"), message or "the library is out of memory")


def _bytes(text: Optional[str]) -> Optional[bytes]:
    if text is not None and "\0" in text:
        raise Error("usage", "a text holds a zero character")
    return None if text is None else text.encode("utf-8")


def _day(day: Optional[Day]) -> Optional[bytes]:
    return _bytes(day.isoformat() if isinstance(day, datetime.date) else day)


def _text(function: str, *arguments: Any) -> Optional[str]:
    """Calls a function whose last two parameters are the text it gives and its error."""
    result, error = ctypes.c_void_p(), ctypes.c_void_p()
    call = getattr(_library, function)
    call.restype = ctypes.c_int
    _check(call(*arguments, ctypes.byref(result), ctypes.byref(error)), error)
    return _taken(result)


def _json(function: str, *arguments: Any) -> Any:
    return json.loads(_text(function, *arguments) or "null")


class Service:
    """Answers about the parcels of one city. Use it in a `with` statement, or close() it."""

    def __init__(self, city: Union[str, os.PathLike]) -> None:
        """`city`: a city.toml, or the folder that holds it."""
        self._handle, error = ctypes.c_void_p(), ctypes.c_void_p()
        _check(_library.didban_open(os.fsencode(city), ctypes.byref(self._handle), ctypes.byref(error)), error)

    def __enter__(self) -> "Service":
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def close(self) -> None:
        """Frees the city. No other call may be running."""
        handle, self._handle = self._handle, ctypes.c_void_p()
        _library.didban_close(handle)

    def reload(self) -> None:
        """Loads the data again without stopping readers; when that fails the old data stays."""
        error = ctypes.c_void_p()
        _check(_library.didban_reload(self._handle, ctypes.byref(error)), error)

    def ids(self) -> List[str]:
        return _json("didban_ids_json", self._handle)

    def search(self, beginning: str, most: int = 20) -> List[str]:
        """At most so many ids that begin so, before them the parcel of just this code, after them addresses with its words."""
        return _json("didban_ids_like_json", self._handle, _bytes(beginning), ctypes.c_size_t(most))

    def parcel_at(self, lon: float, lat: float) -> Optional[str]:
        """Id of the parcel at a place in WGS 84 degrees, or None."""
        return _text("didban_parcel_at", self._handle, ctypes.c_double(lon), ctypes.c_double(lat))

    def rules(self, parcel_id: str, on: Day, known: Optional[Day] = None) -> Answer:
        """Every limit on a day with its clause, as it was known on `known` (None: all that is recorded now)."""
        return _json("didban_rules_json", self._handle, _bytes(parcel_id), _day(on), _day(known))

    def rules_of(self, parcel_ids: Iterable[str], on: Day, known: Optional[Day] = None) -> List[Answer]:
        """rules() of many parcels, in their order; one that does not exist gives {"parcel_id": ..., "error": ...}."""
        ids = _bytes(json.dumps(list(parcel_ids)))
        return _json("didban_rules_batch_json", self._handle, ids, _day(on), _day(known))["parcels"]

    def drawn_rules(self, polygon: Mapping[str, Any], on: Day, known: Optional[Day] = None, crs: Optional[str] = None) -> Answer:
        """The rules for a drawn GeoJSON polygon: plots to be merged or parted, land without a deed."""
        return _json("didban_polygon_rules_json", self._handle, _bytes(json.dumps(polygon)), _bytes(crs), _day(on), _day(known))

    def parcel(self, parcel_id: str, on: Day, known: Optional[Day] = None, radius_m: float = 200) -> Answer:
        """The whole parcel file: rules, permits, cases, plans around it, observations."""
        return _json("didban_parcel_json", self._handle, _bytes(parcel_id), _day(on), _day(known), ctypes.c_double(radius_m))

    def assess(self, parcel_id: str, proposal: Mapping[str, Any], on: Optional[Day] = None, known: Optional[Day] = None) -> Answer:
        """A proposal (docs/proposal.md) against every limit; `on` None is today."""
        return _json("didban_assess_known_json", self._handle, _bytes(parcel_id), _bytes(json.dumps(proposal)), _day(on), _day(known))

    def assess_all(self, proposals: Sequence[Tuple[str, Mapping[str, Any]]], on: Optional[Day] = None, known: Optional[Day] = None) -> List[Answer]:
        """assess() of many (parcel id, proposal), in their order; one that fails gives {"parcel_id": ..., "error": ...}."""
        text = json.dumps([{"parcel_id": parcel, "proposal": proposal} for parcel, proposal in proposals])
        return _json("didban_assess_batch_known_json", self._handle, _bytes(text), _day(on), _day(known))["assessments"]

    def inquire(self, parcel_id: str, purpose: str, since: Day, **more: Any) -> str:
        """A signed answer for a bank or notary, as text. More: on, request_id, consumer, valid_days, key, audit."""
        request = {"purpose": purpose, "since": since, **more}
        text = json.dumps({k: v.isoformat() if isinstance(v, datetime.date) else v for k, v in request.items()})
        return _text("didban_inquire", self._handle, _bytes(parcel_id), _bytes(text)) or ""


def verify(answer: str, public_key: Optional[str] = None, allow_unknown_key: bool = False) -> Answer:
    """Checks a signed answer offline against the public key (PEM text) that the city has published."""
    return _json("didban_verify_json", _bytes(answer), _bytes(public_key), int(allow_unknown_key))
