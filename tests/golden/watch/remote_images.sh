# Images behind a web address give the results of the same images as files, also from a server that fails now and then;
# of a large raster only the blocks that are needed are read, and the program says how many bytes it read.
work=$(mktemp -d); server=""
trap '[ -z "$server" ] || kill "$server"; rm -rf "$work"' EXIT
cd "$work"
"$DIDBAN" simulate -o city --seed 12 --parcels 80 --epochs 2 --gsd 0.3 --quiet > /dev/null
"$DIDBAN" watch city -o whole --ledger whole.gpkg --quiet > /dev/null
/usr/bin/python3 - <<'PY'
from osgeo import gdal, ogr, osr
import numpy
gdal.UseExceptions()
srs = osr.SpatialReference(); srs.ImportFromEPSG(32638)
made = gdal.GetDriverByName("MEM").Create("", 4096, 4096, 1, gdal.GDT_Byte)
made.SetGeoTransform((500000, 1, 0, 4200000, 0, -1)); made.SetProjection(srs.ExportToWkt())
made.GetRasterBand(1).WriteArray(numpy.random.default_rng(1).integers(0, 255, (4096, 4096), dtype=numpy.uint8))
gdal.GetDriverByName("COG").CreateCopy("city/large.tif", made, options=["COMPRESS=DEFLATE"])
zones = ogr.GetDriverByName("GPKG").CreateDataSource("zones.gpkg"); layer = zones.CreateLayer("zones", srs)
feature = ogr.Feature(layer.GetLayerDefn())
feature.SetGeometry(ogr.CreateGeometryFromWkt("POLYGON((501000 4198000,501300 4198000,501300 4197700,501000 4197700,501000 4198000))"))
layer.CreateFeature(feature)
PY
cat > server.py <<'PY'
"""Serves a folder with ranges on loopback; every FAILS-th request fails (0: none does). Says its port first, then how many bytes of
which file each request takes."""
import http.server, os, re, sys, threading
folder, fails = sys.argv[1], int(sys.argv[2])
class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    lock, asked = threading.Lock(), 0
    def log_message(self, *_): pass
    def do_HEAD(self): self.answer(False)
    def do_GET(self): self.answer(True)
    def answer(self, with_body):
        with Handler.lock:
            Handler.asked += 1
            failing = fails and Handler.asked % fails == 0
        path = os.path.join(folder, self.path.lstrip("/"))
        if failing or not os.path.isfile(path):
            self.send_response(503 if failing else 404)
            self.send_header("Content-Length", "0"); self.end_headers()
            return
        size = os.path.getsize(path); first, last = 0, size - 1
        asked = re.match(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        if asked:
            first, last = int(asked[1]), min(size - 1, int(asked[2] or size - 1))
        self.send_response(206 if asked else 200)
        if asked:
            self.send_header("Content-Range", f"bytes {first}-{last}/{size}")
        self.send_header("Accept-Ranges", "bytes"); self.send_header("Content-Length", str(last - first + 1)); self.end_headers()
        if with_body:
            with Handler.lock:
                print(self.path, last - first + 1, flush=True)
            with open(path, "rb") as file:
                file.seek(first); self.wfile.write(file.read(last - first + 1))
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
PY
serve() { # FAILS: sets `port`; what is taken is written into `taken`
  [ -z "$server" ] || kill "$server"
  rm -f said; mkfifo said
  python3 server.py city "$1" > said & server=$!
  exec 3< said
  read -r port <&3
  cat <&3 > taken & writer=$!
}
for fails in 0 5; do
  serve $fails
  sed "s#path = \"imagery/#path = \"/vsicurl/http://127.0.0.1:$port/imagery/#" city/city.toml > city/remote.toml
  grep -q vsicurl city/remote.toml || { echo "no image is remote"; exit 1; }
  GDAL_HTTP_RETRY_DELAY=0.01 "$DIDBAN" watch city/remote.toml -o "remote$fails" --ledger "remote$fails.gpkg" > /dev/null 2> told
  cmp whole/changes.geojson "remote$fails/changes.geojson" || { echo "remote images ($fails) give other changes"; exit 1; }
  cmp whole/parcels.geojson "remote$fails/parcels.geojson" || { echo "remote images ($fails) give other verdicts"; exit 1; }
  grep -Eq "^read [0-9.]+ MB over the network in [0-9]+ requests" told || { echo "bytes are not told:"; cat told; exit 1; }
  grep -q "no SHA-256" "remote$fails/run.json" || { echo "that there is no digest is not told"; exit 1; }
done

serve 0
GDAL_HTTP_RETRY_DELAY=0.01 "$DIDBAN" zonal "/vsicurl/http://127.0.0.1:$port/large.tif" zones.gpkg -o zonal.csv --stats mean 2> told > /dev/null
kill "$server"; server=""; wait "$writer" # the last line has come
read_mb=$(sed -n 's/^read \([0-9.]*\) MB over.*/\1/p' told)
whole_mb=$(($(stat -c %s city/large.tif) / 1000000))
awk -v r="$read_mb" -v w="$whole_mb" '$1 == "/large.tif" { sent += $2 / 1e6 } END { exit !(r > 0 && sent < w / 4 && r > sent - 0.1 && r < sent + 0.1) }' taken ||
  { echo "of $whole_mb MB the program says to have read $read_mb for a corner of the raster; the server sent:"; cat taken told; exit 1; }
