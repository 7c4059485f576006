#!/usr/bin/env bash
# Didban from a fresh Debian 12 machine.
#
#   ./quickstart.sh         installs what is needed, builds, makes a sample city and runs `didban watch` on it
#   ./quickstart.sh test    installs what the tests need as well, builds and runs every test
#   ./quickstart.sh deps    installs the packages that building and running need, and nothing else
set -euo pipefail
cd "$(dirname "$0")"

build_packages=(
  g++ cmake ninja-build
  libgdal-dev libgeos-dev libproj-dev proj-data libxml2-dev libsqlite3-dev zlib1g-dev
  libopencv-core-dev libopencv-imgproc-dev libopencv-imgcodecs-dev libopencv-dnn-dev libopencv-ml-dev
  libdnnl-dev libonnx-dev libprotobuf-dev   # networks are compiled
  libboost-dev libtbb-dev libssl-dev libqrencode-dev libjemalloc-dev
  libcli11-dev libtomlplusplus-dev nlohmann-json3-dev
  libpango1.0-dev fonts-dejavu-core   # evidence is printed to PDF, in Persian
)
test_packages=(
  libgtest-dev
  postgresql postgresql-15-postgis-3   # a real PostGIS server on loopback
  python3-gdal python3-numpy python3-scipy   # the scoring scripts that our figures are compared with
  sqlite3 jq
  python3-jsonschema   # holds the answers against their schema
  libzbar0   # reads the QR code of a page
  dpkg-dev   # names what the package depends on
  chromium   # report.html is opened in it
  poppler-utils   # and evidence/CASE/sheet.pdf read with pdftotext
  slurmctld slurmd slurm-client munge   # a real Slurm of one node, for the jobs of a plan
)

say() { printf '\n== %s\n' "$*"; }

install_packages() {
  local missing=()
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
  done
  if [ ${#missing[@]} -eq 0 ]; then
    say "All ${#} packages are installed"
    return
  fi
  say "Installing ${#missing[@]} packages: ${missing[*]}"
  local as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo)
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

build() { # build <tests ON|OFF>
  say "Building (release, build/release)"
  cmake --preset release -DDIDBAN_TESTS="$1" >/dev/null
  cmake --build --preset release
}

case "${1:-run}" in
deps)
  install_packages "${build_packages[@]}"
  ;;
run)
  install_packages "${build_packages[@]}"
  build OFF
  didban=build/release/bin/didban
  city=build/sample-city
  report=build/sample-report
  rm -rf "$city" "$report"
  say "Making a sample city of 400 invented parcels, two dates, in $city"
  "$didban" simulate -o "$city" --seed 7 --parcels 400 --gsd 0.5 --preset realistic --quiet >/dev/null
  say "Watching it: didban watch $city/city.toml -o $report"
  "$didban" watch "$city/city.toml" -o "$report"
  say "Done. Open this page in a browser: $PWD/$report/report.html (tables: findings.csv, findings.geojson, report.gpkg beside it)"
  ;;
test)
  install_packages "${build_packages[@]}" "${test_packages[@]}"
  build ON
  say "Running every test"
  ctest --preset release --parallel 2
  ;;
*)
  sed -n '2,7p' "$0" >&2
  exit 2
  ;;
esac
