"""Pieces of invented cities, for the golden tests that lay them out in metres. Needs nothing but Python."""
import json, math

LON, LAT = 44.95, 38.55
EAST = 1 / (111320 * math.cos(math.radians(LAT)))  # degrees per metre, good to 0.5 %
NORTH = 1 / 111000


def square(x, y, w, h):
    """A rectangle by its corner in the south-west and its size, metres."""
    ring = [(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)]
    return {"type": "Polygon", "coordinates": [[[LON + px * EAST, LAT + py * NORTH] for px, py in ring]]}


def collection(path, rows):
    """Writes rows of properties and geometry as GeoJSON."""
    features = [{"type": "Feature", "properties": p, "geometry": g} for p, g in rows]
    with open(path, "w", encoding="utf-8") as stream:
        json.dump({"type": "FeatureCollection", "features": features}, stream)
