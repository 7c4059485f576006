#!/usr/bin/env python3
"""What the main jobs cost, each beside reading its input and beside programs of others: one table.

    tests/bench/speed.py DIDBAN [--runs 5] [--edge 4000] [--zones N,…] [--parcels 1000,4000] [--only WORD] [--folder FOLDER]

Inputs are made here, from seeds. Every job is a whole process, run RUNS times in turn with the others; the table has the
median of processor seconds and of wall seconds, the largest peak of memory, and the processor seconds beside those of
other jobs. Programs of others are measured where they are installed: exactextract, OTB's
otbcli_MultivariateAlterationDetector, gdalwarp, gdal_polygonize.py. Jobs inside a process (polygons in memory, parcels
loaded) need the targets polygons_bench and parcels_bench, built beside DIDBAN. --zones: how many parcels lie over the
image; left out: one per 1,024 pixels. --only: jobs whose name holds WORD, with those they are told beside. FOLDER keeps
the inputs for the next time. Needs python3-gdal and python3-numpy.
"""
import argparse
import csv
import dataclasses
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

from process_cost import cost, made_city

READ = """
import sys
from osgeo import gdal
gdal.UseExceptions()
for path in sys.argv[1:]:
    scene = gdal.Open(path)
    for y in range(0, scene.RasterYSize, 512):
        scene.ReadRaster(0, y, scene.RasterXSize, min(512, scene.RasterYSize - y))
"""
# What OTB's variates say of change, as gdal_polygonize.py wants it: the hundredth of the pixels that differs most.
CHANGED = """
import sys
import numpy as np
from osgeo import gdal
gdal.UseExceptions()
mad = gdal.Open(sys.argv[1])
square = sum(mad.GetRasterBand(b + 1).ReadAsArray().astype(np.float32) ** 2 for b in range(mad.RasterCount))
mask = gdal.GetDriverByName("GTiff").Create(sys.argv[2], mad.RasterXSize, mad.RasterYSize, 1, gdal.GDT_Byte)
mask.SetGeoTransform(mad.GetGeoTransform())
mask.SetProjection(mad.GetProjection())
mask.GetRasterBand(1).WriteArray((square > np.quantile(square[::7, ::7], 0.99)).astype(np.uint8))
"""
SIX = "count,sum,mean,min,max,stdev"
MAD = "otbcli_MultivariateAlterationDetector"


@dataclasses.dataclass
class Job:
    name: str
    command: list
    out: pathlib.Path
    megapixels: float
    beside: dict = dataclasses.field(default_factory=dict)  # what it is told beside: the jobs whose processor seconds are added up

    def run(self):
        shutil.rmtree(self.out, ignore_errors=True)
        self.out.mkdir()
        return cost(self.command)


def exactextract(image, parcels, out, statistics_wanted):
    return ["exactextract", "-r", image, "-p", parcels, "-f", "parcel_id", "-o", out, *[word for name in statistics_wanted.split(",") for word in ("-s", name)]]


def pair_jobs(didban, folder, edge):
    before, after, out = folder / f"before_{edge}.tif", folder / f"after_{edge}.tif", folder / "out"
    size = edge * edge / 1e6
    pair = f"reading the pair, {edge}² × 4"
    yield Job(pair, [sys.executable, "-c", READ, before, after], out, size)
    told = {pair: [pair]}
    if shutil.which(MAD):
        yield Job("OTB, one pass of MAD", [MAD, "-in1", before, "-in2", after, "-out", out / "mad.tif"], out, size, told)
        told = {**told, "OTB": ["OTB, one pass of MAD"]}
    detect = [didban, "detect", before, after, "--detector", "irmad", "--no-align", "-q", "-o", out / "r"]
    yield Job("IR-MAD", detect, out, size, told)
    yield Job("IR-MAD, `--exact`", [*detect, "--exact"], out, size, told)


def zonal_jobs(didban, folder, edge, counts):
    before, size = folder / f"before_{edge}.tif", edge * edge / 1e6
    scene = "reading one image of it"
    yield Job(scene, [sys.executable, "-c", READ, before], folder / "out", size)
    for count in counts:
        parcels, ours, theirs = folder / f"parcels_{edge}_{count}.gpkg", folder / f"zonal_{count}", folder / f"exactextract_{count}"
        name = f"{count:,} parcels: zonal"
        for told, beside in (("mean", scene), ("median", f"{name} mean"), (SIX, scene)):
            yield Job(f"{name} {told}", [didban, "zonal", before, parcels, "-q", "--threads", 1, "-o", ours / "z.csv", "--stats", told], ours, size,
                      {beside: [beside]})
        if shutil.which("exactextract"):
            yield Job(f"{count:,} parcels: exactextract, the same six", exactextract(before, parcels, theirs / "e.csv", SIX), theirs, size,
                      {"zonal": [f"{name} {SIX}"]})


def vector_jobs(didban, folder, edge):
    out, size = folder / "out", edge * edge / 1e6
    before, grid, mask = folder / f"before_{edge}.tif", folder / f"grid_{edge}.tif", folder / f"mask_{edge}.tif"
    ours = "warped by a third of a pixel, cubic"
    yield Job(ours, [didban, "align", grid, before, "--no-co-register", "-q", "-o", out / "w.tif"], out, size)
    if shutil.which("gdalwarp"):
        box = [500000 + 0.185, 4266000 - 0.185 - edge / 2, 500000 + 0.185 + edge / 2, 4266000 - 0.185]
        how = ["-co", "TILED=YES", "-co", "BLOCKXSIZE=512", "-co", "BLOCKYSIZE=512", "-co", "COMPRESS=DEFLATE", "-co", "PREDICTOR=2"]
        yield Job("gdalwarp -r cubic, the same", ["gdalwarp", "-q", "-r", "cubic", "-te", *box, "-ts", edge, edge, *how, before, out / "w.tif"], out, size, {ours: [ours]})
    bench = didban.parent / "polygons_bench"
    if bench.exists():
        polygons = "mask to a GeoPackage of polygons"
        yield Job(polygons, [bench, mask, out / "p.gpkg"], out, size)
        if shutil.which("gdal_polygonize.py"):
            yield Job("gdal_polygonize.py, the same", ["gdal_polygonize.py", "-q", "-8", mask, "-mask", mask, "-f", "GPKG", out / "p.gpkg"], out, size, {polygons: [polygons]})


def city_jobs(didban, folder, count):
    city, out = folder / f"city_{count}", folder / "out"
    made = made_city(didban, city, "--seed", 7, "--parcels", count)
    size = made["width"] * made["height"] / 1e6
    of = f"{count:,} parcels"
    reading, told = f"reading the images of {of}", {}
    images = sorted(path for path in (city / "imagery").glob("*.tif") if not path.stem.endswith("_mask"))
    yield Job(reading, [sys.executable, "-c", READ, *sorted(city.rglob("*.tif"))], out, size)
    if all(map(shutil.which, (MAD, "gdal_polygonize.py", "exactextract"))):
        mad, mask, chain = city / "mad.tif", city / "changed.tif", [f"{of}: OTB", f"{of}: gdal_polygonize.py", f"{of}: exactextract"]
        if not mask.exists():
            subprocess.run([MAD, "-in1", images[0], "-in2", images[1], "-out", mad], check=True, stdout=subprocess.DEVNULL)
            subprocess.run([sys.executable, "-c", CHANGED, mad, mask], check=True)
        yield Job(chain[0], [MAD, "-in1", images[0], "-in2", images[1], "-out", out / "mad.tif"], out, size)
        yield Job(chain[1], ["gdal_polygonize.py", "-q", "-8", mask, "-mask", mask, "-f", "GPKG", out / "p.gpkg"], out, size)
        yield Job(chain[2], exactextract(mad, city / "cadastre.gpkg", out / "e.csv", "mean"), out, size)
        told = {"the three": chain}
    watch = [didban, "watch", city, "-q", "-o", out / "w", "--ledger", out / "ledger.gpkg"]
    yield Job(f"{of}: watch, IR-MAD", [*watch, "--threads", 1, "--detector", "irmad"], out, size, {reading: [reading], **told})
    for threads in (1, 2):
        yield Job(f"{of}: watch, {threads} thread{'s' * (threads > 1)}", [*watch, "--threads", threads], out, size, {reading: [reading], **told})


def largest_difference(ours, theirs):
    """Of the sums of two tables of zones, relative; the larger of a sum and 1 counts."""
    rows = [{row["parcel_id"]: row for row in csv.DictReader(open(path))} for path in (ours, theirs)]
    if rows[0].keys() != rows[1].keys():
        return None
    return max(abs(float(row[name] or 0) - float(rows[1][parcel][name] or 0)) / max(1, abs(float(row[name] or 0)))
               for parcel, row in rows[0].items() for name in row if name.endswith("sum"))


def inside(bench, path, runs):
    """Medians of what a program says of its own work."""
    said = [json.loads(subprocess.run([bench, path], check=True, stdout=subprocess.PIPE).stdout) for _ in range(runs)]
    return {key: statistics.median(one[key] for one in said) for key in said[0]}


def chosen(jobs, word):
    wanted = {job.name for job in jobs if word in job.name}
    for job in reversed(jobs):
        if job.name in wanted:
            wanted.update(name for names in job.beside.values() for name in names)
    return [job for job in jobs if job.name in wanted]


def print_table(jobs, runs):
    middle = {name: {part: statistics.median(run[part] for run in values) for part in values[0]} for name, values in runs.items()}
    print("| job | CPU-s | wall s | peak MB | megapixels per CPU-s | CPU beside |\n| --- | --- | --- | --- | --- | --- |")
    for job in jobs:
        cpu, peak = middle[job.name]["cpu_s"], max(run["peak_mb"] for run in runs[job.name])
        ratios = ", ".join(f"{cpu / sum(middle[name]['cpu_s'] for name in names):.2f} × {told}" for told, names in job.beside.items())
        print(f"| {job.name} | {cpu:.2f} | {middle[job.name]['wall_s']:.2f} | {peak:.0f} | {job.megapixels / cpu:.2f} | {ratios} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("didban", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--edge", type=int, default=4000)
    parser.add_argument("--zones", default="")
    parser.add_argument("--parcels", default="1000,4000")
    parser.add_argument("--only", default="")
    parser.add_argument("--folder", type=pathlib.Path)
    args = parser.parse_args()
    folder = args.folder or pathlib.Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    zones = [int(n) for n in args.zones.split(",") if n] or [(args.edge // 32) ** 2]
    subprocess.run([sys.executable, pathlib.Path(__file__).with_name("speed_inputs.py"), folder, str(args.edge), ",".join(map(str, zones))], check=True)
    didban = args.didban.resolve()
    jobs = [*pair_jobs(didban, folder, args.edge), *zonal_jobs(didban, folder, args.edge, zones), *vector_jobs(didban, folder, args.edge)]
    for count in (int(n) for n in args.parcels.split(",") if n):
        jobs += city_jobs(didban, folder, count)
    jobs = chosen(jobs, args.only)
    runs = {job.name: [] for job in jobs}
    for _ in range(args.runs):
        for job in jobs:
            runs[job.name].append(job.run())
            if job.out.name == "out":
                shutil.rmtree(job.out)
    print(f"Median of {args.runs} runs, load {os.getloadavg()[0]:.1f} at the end.\n")
    print_table(jobs, runs)
    for count in zones:
        tables = folder / f"zonal_{count}" / "z.csv", folder / f"exactextract_{count}" / "e.csv"
        if all(table.exists() for table in tables):
            print(f"\nSums of {count:,} parcels: largest relative difference from exactextract {largest_difference(*tables)}")
    for name, path in [("polygons_bench", folder / f"mask_{args.edge}.tif"), *(("parcels_bench", folder / f"parcels_{args.edge}_{count}.gpkg") for count in zones)]:
        if (didban.parent / name).exists() and args.only in name:
            print(f"\n{name} {path.name}: {inside(didban.parent / name, path, args.runs)}")


if __name__ == "__main__":
    main()
