"""A city's own images: pairs of one place on one grid, cut into pieces, and what the registers say of its parcels.

A register is a folder as `didban train adapt` writes it: own_before.tif and own_after.tif (red, green, blue and, where there are
four bands, a fourth that is 0 where a date did not see), own_parcels.tif (numbers of parcels, 0 elsewhere) and own_parcels.csv
(number,kind,held_out; kind: completed, quiet or unknown).
"""
import csv
import os
from dataclasses import dataclass, field

import numpy as np
from osgeo import gdal
from scipy import ndimage

gdal.UseExceptions()

PIECE_M = 192  # edge of a piece on the ground
MARGIN_M = 24  # that is read around a held-out parcel, so that the network sees its surroundings
KINDS = ("completed", "quiet", "unknown")


class BadInput(Exception):
    """What the user gave cannot be worked with; the message names it and says what to do."""


@dataclass
class Piece:
    before: np.ndarray   # (H, W, 3) uint8
    after: np.ndarray
    seen: np.ndarray     # (H, W) uint8: 1 where both dates see
    parcels: np.ndarray  # (H, W) int64: numbers of parcels, 0 elsewhere
    gsd: float           # metres per pixel


@dataclass
class Register:
    """Kinds of parcels by number; those that are held out are kept to score on."""
    kinds: dict = field(default_factory=dict)
    held_out: set = field(default_factory=set)

    def teaching(self, kind):
        return [n for n, k in self.kinds.items() if k == kind and n not in self.held_out]

    def scored(self, kind):
        return [n for n, k in self.kinds.items() if k == kind and n in self.held_out]


def open_raster(path):
    try:
        return gdal.Open(path)
    except RuntimeError as error:
        raise BadInput(f"{path}: cannot be read as an image ({error})") from None


def metres_per_pixel(dataset):
    """Of a georeferenced raster whose unit is the metre, else None."""
    if not dataset.GetProjection() or dataset.GetSpatialRef().IsGeographic():
        return None
    _, a, b, _, c, d = dataset.GetGeoTransform()
    return float(np.sqrt(abs(a * d - b * c)))


class OwnPair:
    """Two dates of one place on one grid, read window by window."""

    def __init__(self, before, after, gsd=None, parcels=None):
        self.files = (before, after)
        self.dates = [open_raster(path) for path in self.files]
        self.numbers = open_raster(parcels) if parcels else None
        self.width, self.height = self.dates[0].RasterXSize, self.dates[0].RasterYSize
        for path, dataset in zip((after, parcels), (self.dates[1], self.numbers)):
            if dataset and (dataset.RasterXSize, dataset.RasterYSize) != (self.width, self.height):
                raise BadInput(f"{path}: is {dataset.RasterXSize} x {dataset.RasterYSize} pixels and {before} is {self.width} x "
                               f"{self.height}; both must lie on one grid (didban align)")
        for path, dataset in zip(self.files, self.dates):
            if dataset.RasterCount < 3 or dataset.GetRasterBand(1).DataType != gdal.GDT_Byte:
                raise BadInput(f"{path}: red, green and blue of 8 bits are needed")
        self.gsd = gsd or metres_per_pixel(self.dates[0])
        if not self.gsd:
            raise BadInput(f"{before}: has no georeference in metres; say how many metres a pixel has with --gsd")

    def read(self, x, y, width, height):
        window = (int(x), int(y), int(width), int(height))
        images, seen = [], np.ones((window[3], window[2]), np.uint8)
        for dataset in self.dates:
            data = dataset.ReadAsArray(*window)
            images.append(np.ascontiguousarray(data[:3].transpose(1, 2, 0)))
            seen &= (data[3] > 0 if len(data) > 3 else data.max(0) > 0).astype(np.uint8)
        parcels = (self.numbers.ReadAsArray(*window) if self.numbers else np.zeros(seen.shape)).astype(np.int64)
        return Piece(*images, seen, parcels, self.gsd)

    def windows(self):
        """(x, y, width, height) of pieces that cover the grid, row by row."""
        def cuts(length):
            count = max(1, round(length * self.gsd / PIECE_M))
            return [length * k // count for k in range(count + 1)]

        rows, columns = cuts(self.height), cuts(self.width)
        return [(x, y, x1 - x, y1 - y) for y, y1 in zip(rows, rows[1:]) for x, x1 in zip(columns, columns[1:])]


def draw_pieces(pairs, rng, most):
    """At most `most` pieces of all pairs that see mostly both dates, drawn by `rng`."""
    places = [(pair, window) for pair in pairs for window in pair.windows()]
    pieces = []
    for k in rng.permutation(len(places)):
        pair, window = places[k]
        piece = pair.read(*window)
        if piece.seen.mean() > 0.5:
            pieces.append(piece)
        if len(pieces) == most:
            break
    if not pieces:
        raise BadInput(f"{pairs[0].files[0]}: no part of it is seen at both dates")
    return pieces


def parcel_boxes(pair):
    """number: (row, column, row, column) of every parcel of the grid, read in bands of rows."""
    boxes = {}
    step = max(1, 4_000_000 // pair.width)
    for y in range(0, pair.height, step):
        rows = pair.numbers.ReadAsArray(0, y, pair.width, min(step, pair.height - y)).astype(np.int32)
        for number, window in enumerate(ndimage.find_objects(rows), 1):
            if window:
                r, c = window
                old = boxes.get(number, (r.start + y, c.start, 0, 0))
                boxes[number] = (min(old[0], r.start + y), min(old[1], c.start), max(old[2], r.stop + y), max(old[3], c.stop))
    return boxes


def parcel_piece(pair, box):
    """The surroundings of one parcel."""
    margin = int(np.ceil(MARGIN_M / pair.gsd))
    y0, x0 = max(0, box[0] - margin), max(0, box[1] - margin)
    y1, x1 = min(pair.height, box[2] + margin), min(pair.width, box[3] + margin)
    return pair.read(x0, y0, x1 - x0, y1 - y0)


def load_register(folder):
    """(OwnPair, Register) of a folder that `didban train adapt` wrote."""
    path = os.path.join(folder, "own_parcels.csv")
    register = Register()
    try:
        with open(path, newline="", encoding="utf-8-sig") as stream:
            for row in csv.DictReader(stream):
                number = int(row["number"])
                if row["kind"] not in KINDS:
                    raise ValueError(f"kind {row['kind']}")
                register.kinds[number] = row["kind"]
                if row["held_out"] == "1":
                    register.held_out.add(number)
    except (OSError, KeyError, ValueError) as error:
        raise BadInput(f"{path}: is no list of parcels with number, kind and held_out ({error})") from None
    pair = OwnPair(*[os.path.join(folder, name) for name in ("own_before.tif", "own_after.tif")],
                   parcels=os.path.join(folder, "own_parcels.tif"))
    return pair, register
