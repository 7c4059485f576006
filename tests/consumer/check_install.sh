# check_install.sh PREFIX BUILD SOURCE: what an installed Didban holds and does not hold, and how its programs are made.
prefix=$1 build=$2 source=$3
faults=0
fault() { echo "FAULT: $*"; faults=$((faults + 1)); }
has() { find "$prefix" -path "*$1" | grep -q . || fault "the install holds no $1"; }
for file in /bin/didban /didban/didban.h /didban/parcel_service.h /didban/jobs.h /pkgconfig/didban.pc /didban-config.cmake /rules.schema.json \
  /doc/didban/LICENSE /doc/didban/didban.spdx.json /doc/didban/inputs.md /models/CARD.md /models/didban-buildings.json /samples/arak/city.toml; do
  has "$file"
done
for file in ports gdal align change city/city.h findings simulate; do
  [ ! -e "$prefix/include/didban/$file" ] || fault "the install holds the internal headers $file"
done

library=$(find "$prefix" -name 'libdidban.so.*.*.*')
nm -D --defined-only "$library" | cut -d' ' -f3 | c++filt | LC_ALL=C sort -u > "$build/exported_symbols.txt"
diff "$source/exported_symbols.txt" "$build/exported_symbols.txt" > "$build/exported_symbols.diff" ||
  { fault "other symbols than exported_symbols.txt lists (> is new):"; head -20 "$build/exported_symbols.diff"; }
for binary in "$library" "$prefix/bin/didban"; do
  readelf -d "$binary" | grep -q 'BIND_NOW' || fault "$binary is not bound at start"
  readelf -lW "$binary" | grep -q 'GNU_RELRO' || fault "$binary has no RELRO"
  readelf -lW "$binary" | grep 'GNU_STACK' | grep -q 'RWE' && fault "$binary has an executable stack"
  readelf -sW --dyn-syms "$binary" | grep -q '__stack_chk_fail' || fault "$binary has no stack protector"
  readelf -sW --dyn-syms "$binary" | grep -q '_chk@' || fault "$binary is not fortified"
done
readelf -h "$prefix/bin/didban" | grep -q 'DYN' || fault "the program does not move in memory (PIE)"

PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name didban.pc)") pkg-config --cflags --libs didban > "$build/flags.txt" || fault "pkg-config does not find didban"
if command -v jq > /dev/null; then
  sbom=$(find "$prefix" -name didban.spdx.json)
  jq -e '.packages | map(.name) | index("GDAL") and index("didban-buildings.onnx")' "$sbom" > /dev/null || fault "the bill of materials lacks GDAL or a model"
  jq -e '[.packages[] | select(.name == "didban-buildings.onnx") | .comment] | all(test("OpenAerialMap"))' "$sbom" > /dev/null || fault "the weights' sources are missing"
fi
[ "$faults" = 0 ]
