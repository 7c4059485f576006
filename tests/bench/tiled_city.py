#!/usr/bin/env python3
"""A large city out of a small one: copies of a simulated city side by side, their images joined by VRT files.

    tests/bench/tiled_city.py CITY OUT [--times 4]

OUT is a city of TIMES × TIMES copies. The first number of every renovation code, the district, goes up by 10 from copy
to copy, in permits too, so that parcels, blocks and permits stay apart. The images stay where they are. Needs GDAL's
Python.
"""
import argparse
import csv
import pathlib
import re
import shutil

from osgeo import gdal, ogr

gdal.UseExceptions()
WESTERN = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")


def code_of_copy(code, copy):
    """A renovation code in whatever digits, marks and order it was typed in, of a copy."""
    numbers = re.split(r"([-/\s]+)", code.translate(WESTERN))
    district = 0 if numbers[-1] == "0" or numbers[0] != "0" else -1
    if numbers[district].isdigit():
        numbers[district] = str(int(numbers[district]) + 10 * copy)
    return "".join(numbers)


def join_images(city, out, times):
    for path in sorted((city / "imagery").glob("*.tif")):
        source = gdal.Open(str(path))
        width, height, bands = source.RasterXSize, source.RasterYSize, source.RasterCount
        joined = gdal.GetDriverByName("VRT").Create(str(out / "imagery" / f"{path.stem}.vrt"), times * width, times * height,
                                                    bands, source.GetRasterBand(1).DataType)
        joined.SetGeoTransform(source.GetGeoTransform())
        joined.SetProjection(source.GetProjection())
        for b in range(1, bands + 1):
            band = source.GetRasterBand(b)
            if band.GetNoDataValue() is not None:
                joined.GetRasterBand(b).SetNoDataValue(band.GetNoDataValue())
            parts = {f"source_{k}": f"<SimpleSource><SourceFilename>{path.resolve()}</SourceFilename><SourceBand>{b}</SourceBand>"
                     f'<SrcRect xOff="0" yOff="0" xSize="{width}" ySize="{height}"/>'
                     f'<DstRect xOff="{k % times * width}" yOff="{k // times * height}" xSize="{width}" ySize="{height}"/>'
                     "</SimpleSource>" for k in range(times * times)}
            joined.GetRasterBand(b).SetMetadata(parts, "vrt_sources")
        extent = width * source.GetGeoTransform()[1], height * source.GetGeoTransform()[5]
    return extent


def moved(geometry, east, north):
    """The same shape elsewhere."""
    if geometry.GetGeometryCount() > 0:
        for k in range(geometry.GetGeometryCount()):
            moved(geometry.GetGeometryRef(k), east, north)
    for k in range(geometry.GetPointCount()):
        x, y, *_ = geometry.GetPoint(k)
        geometry.SetPoint_2D(k, x + east, y + north)
    return geometry


def copy_layers(path, out, times, extent):
    source = ogr.Open(str(path))
    made = ogr.GetDriverByName("GPKG").CreateDataSource(str(out / path.name))
    made.StartTransaction()
    for layer in (source.GetLayer(k) for k in range(source.GetLayerCount())):
        to = made.CreateLayer(layer.GetName(), layer.GetSpatialRef(), layer.GetGeomType())
        names = [field.GetName() for field in layer.schema]
        for field in layer.schema:
            to.CreateField(field)
        for k in range(times * times):
            layer.ResetReading()
            for feature in layer:
                new = ogr.Feature(to.GetLayerDefn())
                for name in names:
                    value = feature.GetField(name)
                    if name in ("parcel_id", "old_code") and value:
                        value = code_of_copy(value, k)
                    elif name == "district" and value:
                        value = str(int(value) + 10 * k)
                    elif name.endswith("_id") and value:
                        value = f"{value}-{k}"
                    if value is not None:
                        new.SetField(name, value)
                new.SetGeometry(moved(feature.GetGeometryRef().Clone(), k % times * extent[0], k // times * extent[1]))
                to.CreateFeature(new)
    made.CommitTransaction()


def copy_permits(path, out, times):
    with open(path, newline="", encoding="utf-8-sig") as read, open(out / path.name, "w", newline="", encoding="utf-8") as write:
        rows = list(csv.DictReader(read))
        table = csv.DictWriter(write, rows[0].keys())
        table.writeheader()
        for k in range(times * times):
            for row in rows:
                others = " ".join(code_of_copy(code, k) for code in row["other_parcels"].split())
                table.writerow({**row, "permit_no": f"{row['permit_no']}-{k}", "parcel_id": code_of_copy(row["parcel_id"], k),
                                "other_parcels": others})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("city", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--times", type=int, default=4)
    args = parser.parse_args()
    (args.out / "imagery").mkdir(parents=True)
    extent = join_images(args.city, args.out, args.times)
    for name in ("cadastre.gpkg", "plan.gpkg"):
        copy_layers(args.city / name, args.out, args.times, extent)
    copy_permits(args.city / "permits.csv", args.out, args.times)
    shutil.copy(args.city / "rules.toml", args.out)
    (args.out / "city.toml").write_text((args.city / "city.toml").read_text().replace(".tif\"", ".vrt\""))


if __name__ == "__main__":
    main()
