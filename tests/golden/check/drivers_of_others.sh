# A name that ends in .tif or .json says nothing of what is in the file: drivers that would read other files or ask
# the network are not used, and the message says how to allow one.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"parcel_id":"1"},"geometry":{"type":"Polygon","coordinates":[[[44.95,38.55],[44.951,38.55],[44.951,38.551],[44.95,38.55]]]}}]}' > real.geojson
layer='<OGRVRTDataSource><OGRVRTLayer name="real"><SrcDataSource>real.geojson</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'
city() { printf '[city]\ncrs = "EPSG:32638"\n[cadastre]\nsource = "%s"\nfields = { id = "parcel_id" }\n%s' "$1" "${2:-}" > city.toml; }
check() { local wanted=$1 words=$2 status=0; shift 2
  "$DIDBAN" check . "$@" > said 2>&1 || status=$?
  [ "$status" = "$wanted" ] && grep -q -- "$words" said || { echo "expected exit $wanted and '$words', got $status and:"; cat said; exit 1; }; }

printf '%s' "$layer" > other.json
printf '%s' "$layer" > other.vrt
city other.json
check 2 '--allow-driver "OGR_VRT"'
check 0 '1 parcels' --allow-driver OGR_VRT
city other.vrt
check 0 '1 parcels'

# A raster that is a letter to a web server, and one that points to another file.
printf '<GDAL_WMS><Service name="WMS"><ServerUrl>http://127.0.0.1:9/?</ServerUrl><Layers>a</Layers></Service><DataWindow><UpperLeftX>0</UpperLeftX><UpperLeftY>1</UpperLeftY><LowerRightX>1</LowerRightX><LowerRightY>0</LowerRightY><SizeX>8</SizeX><SizeY>8</SizeY></DataWindow></GDAL_WMS>' > day.tif
city real.geojson '[[imagery.scene]]
id = "one"
acquired = 2025-06-14T07:31:00Z
path = "day.tif"
bands = ["red"]
kind = "optical"
'
check 2 '--allow-driver "WMS"'
printf '<VRTDataset rasterXSize="8" rasterYSize="8"><VRTRasterBand dataType="Byte" band="1"><SimpleSource><SourceFilename>/etc/hostname</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>' > day.tif
check 2 '--allow-driver "VRT"'
check 2 'no such driver' --allow-driver VRTT

# An archive that unpacks to far more than it holds is not opened.
python3 - <<'END'
import zipfile
with zipfile.ZipFile('bomb.zip', 'w', zipfile.ZIP_DEFLATED, compresslevel=1) as z, z.open('c.geojson', 'w') as out:
    out.write(b'{"type":"FeatureCollection",')
    for _ in range(20):
        out.write(b' ' * (1 << 24))
END
city "/vsizip/$work/bomb.zip/c.geojson"
check 2 'unpacks to 320 MB'
