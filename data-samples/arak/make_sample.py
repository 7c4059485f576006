#!/usr/bin/env python3
"""Writes the invented parcels, streets and zones of this sample (EPSG:32639) beside itself. Standard library only."""
import json
import math
import pathlib

HERE = pathlib.Path(__file__).parent
X0, Y0 = 379000.0, 3773000.0


def rectangle(x0, y0, x1, y1):
    return [[[X0 + x0, Y0 + y0], [X0 + x1, Y0 + y0], [X0 + x1, Y0 + y1], [X0 + x0, Y0 + y1], [X0 + x0, Y0 + y0]]]


def circle(x, y, radius, corners=32):
    ring = [[round(X0 + x + radius * math.cos(2 * math.pi * i / corners), 3), round(Y0 + y + radius * math.sin(2 * math.pi * i / corners), 3)]
            for i in range(corners)]
    return [ring + ring[:1]]


def write(name, features):
    collection = {"type": "FeatureCollection", "name": name,
                  "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32639"}},
                  "features": [{"type": "Feature", "properties": p, "geometry": g} for p, g in features]}
    text = json.dumps(collection, ensure_ascii=False).replace('{"type": "Feature"', '\n{"type": "Feature"')
    (HERE / f"{name}.geojson").write_text(text + "\n", encoding="utf-8")


def polygon(coordinates):
    return {"type": "Polygon", "coordinates": coordinates}


def line(*points):
    return {"type": "LineString", "coordinates": [[X0 + x, Y0 + y] for x, y in points]}


# Azadi street runs west to east at y = 0, 12 m wide, 14 m in the plan; Imam street closes it in the east, 36 m wide.
parcels = []
for i in range(20):  # north of Azadi street: plots of 10 m by 25 m
    parcels.append(({"parcel_id": f"3-1-10-{i + 1}-0-0-0", "district": "3"}, polygon(rectangle(10 * i, 6, 10 * (i + 1), 31))))
for i in range(10):  # south of it: 20 m by 40 m
    parcels.append(({"parcel_id": f"3-1-11-{i + 1}-0-0-0", "district": "3"}, polygon(rectangle(20 * i, -46, 20 * (i + 1), -6))))
parcels.append(({"parcel_id": "3-1-12-1-0-0-0", "district": "3"}, polygon(rectangle(40, 31, 48, 39))))  # behind the others, no street
write("cadastre", parcels)

write("zones", [
    ({"zone_id": "Z1", "zone": "MEDIUM", "district": "3", "use_approved": "residential", "use_permitted": "residential", "use_governing": "residential"}, polygon(rectangle(-10, 0, 105, 60))),
    ({"zone_id": "Z2", "zone": "HIGH", "district": "3", "use_approved": "residential", "use_permitted": "commercial", "use_governing": "residential"}, polygon(rectangle(105, 0, 220, 60))),
    ({"zone_id": "Z3", "zone": "LOW", "district": "3", "use_approved": "residential", "use_permitted": "residential", "use_governing": "residential"}, polygon(rectangle(-10, -60, 220, 0))),
])
write("overlays", [
    ({"overlay_id": "H-1", "kind": "heritage", "degree": "1", "name": "Invented caravanserai", "document": "Invented register", "article": "12", "valid_from": "2016-03-20", "valid_to": None}, polygon(rectangle(62, 15, 88, 60))),
    ({"overlay_id": "Q-1", "kind": "qanat", "degree": None, "name": "Invented qanat shaft", "document": "Invented list", "article": None, "valid_from": "2010-01-01", "valid_to": None}, polygon(circle(30, -40, 15))),
])
write("streets", [
    ({"street_id": "S-1", "name": "Azadi", "width_m": 12, "plan_width_m": 14, "class": "collector"}, line((-30, 0), (200, 0))),
    ({"street_id": "S-2", "name": "Imam", "width_m": 36, "plan_width_m": 36, "class": "arterial"}, line((218, -60), (218, 60))),
])
write("jurisdiction", [
    ({"kind": "city", "valid_from": "2001-01-01", "valid_to": None}, polygon(rectangle(-500, -500, 500, 500))),
])
