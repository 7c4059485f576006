#include "didban/report/first_files.h"

namespace didban {

std::string_view city_template()
{
    return R"toml(# One city for Didban. Paths are relative to this file. A data source is anything that OGR or GDAL opens:
# "x.gpkg", "x.shp", "x.geojson", "x.csv", "PG:host=… dbname=… user=… password=${DB_PASSWORD}", "/vsizip/x.zip/x.shp".
# ${NAME} is the environment variable NAME. Remove the # of the parts that you have, then run: didban check .

[city]
name = "My city"
name_fa = "شهر من"
crs = "EPSG:32638"             # working CRS: projected, metres. UTM 38N: Khoy. UTM 39N, EPSG:32639: Isfahan
ledger = "ledger.gpkg"         # cases from run to run; made by the first run. Or "PG:host=… dbname=…"
calendar = "jalali"            # how dates are shown in Persian reports: jalali | gregorian

# --- Imagery: a STAC catalogue, or scenes one by one. At least two dates to find a change -----------------------------
# [imagery]
# catalog = "imagery/catalog.json"   # STAC Item, ItemCollection, Collection or Catalog

# [[imagery.scene]]
# id = "2024-06-14"                  # becomes part of file names
# acquired = 2024-06-14T07:31:00Z    # Gregorian, UTC; required: an undated image is refused
# path = "imagery/2024-06-14.tif"
# bands = ["blue", "green", "red", "nir"]
# kind = "optical"                   # optical | dsm (surface heights, metres) | sar
# mask = "imagery/2024-06-14_mask.tif"   # non-zero = unusable; "SCL" reads a Sentinel-2 scene class band
# sun_azimuth = 121.0                # degrees, for shadows
# sun_elevation = 64.0
# off_nadir = 7.5                    # degrees from the vertical
# view_azimuth = 105.0               # degrees from north, from below the sensor to the scene: where roofs lean to

# [[imagery.scene]]
# id = "2025-06-14"
# acquired = 2025-06-14T07:31:00Z
# path = "imagery/2025-06-14.tif"
# bands = ["blue", "green", "red", "nir"]

# --- Parcels ------------------------------------------------------------------------------------------------------------
# [cadastre]
# source = "cadastre.gpkg"
# layer = "parcels"                  # may be left out when there is only one
# accuracy_m = 0.8                   # one-sigma accuracy of boundaries, metres
# encoding = "UTF-8"                 # or Windows-1256; left out: what the file says
# fields = { id = "parcel_id", district = "district" }   # our name = your column; also old_code, deed_area_m2, address, vacancy, ownership

# --- Permits: left out, whether work is permitted is unknown -----------------------------------------------------------
# [permits]
# source = "permits.csv"
# calendar = "jalali"                # jalali | gregorian | auto
# # id, parcel and issued are required; columns left out are unknown. Also: extended_to, started, coverage, other_parcels
# fields = { id = "permit_no", parcel = "parcel_id", issued = "issued", valid_to = "valid_to", completed = "completed", floors = "floors", height_m = "height_m", footprint_m2 = "footprint_m2", total_area_m2 = "total_area_m2", use = "use", kind = "kind", status = "status" }

# --- Plan: left out, zones and limits are unknown -----------------------------------------------------------------------
# [plan]
# source = "plan.gpkg"               # layers zones, overlays, streets
# rules = "rules.toml"               # a first one stands beside this file

# --- Building footprints: left out, changes are judged by the images alone ----------------------------------------------
# [buildings]
# source = "buildings.gpkg"          # outlines of buildings, whatever made them; any OGR source, any CRS
# layer = "buildings"                # may be left out when there is only one
# encoding = "UTF-8"
# as_of = 2024-01-01                 # the day they show (Gregorian); left out: taken to be that of the earlier image
# fields = { id = "building_id", built = "built", demolished = "demolished" }   # all may be left out; days, not years

[detect]
detector = "auto"              # auto | irmad | learned | sar | dsm
# calibration = "calibration.json"   # confidences by the city's own outcomes: didban train --from-ledger
min_area_m2 = 30               # smaller changes are left out, square metres
memory_mb = 2048

[report]
languages = ["fa", "en"]
)toml";
}

} // namespace didban
