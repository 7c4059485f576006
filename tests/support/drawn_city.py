"""Cities that tests draw: shapes in whole metres from one corner, written as GeoJSON in UTM zone 39 north."""
import json

CRS = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32639"}}
EAST, NORTH = 379000, 3773000


def at(x, y):
    return [EAST + x, NORTH + y]


def box(west, south, east, north):
    ring = ((west, south), (east, south), (east, north), (west, north), (west, south))
    return {"type": "Polygon", "coordinates": [[at(x, y) for x, y in ring]]}


def line(*points):
    return {"type": "LineString", "coordinates": [at(x, y) for x, y in points]}


def write(folder, name, *rows):
    """folder/name.geojson, of rows (properties, geometry)."""
    features = [{"type": "Feature", "properties": p, "geometry": g} for p, g in rows]
    with open(f"{folder}/{name}.geojson", "w") as file:
        json.dump({"type": "FeatureCollection", "name": name, "crs": CRS, "features": features}, file)
