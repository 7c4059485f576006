# Outputs that cannot be written and numbers that cannot be: exit code 2, one short message that names them, nothing written and nothing harmed.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work"
refused() { # WORD ARGUMENT...: the call ends with 2, says WORD on stderr in a message of reasonable length, and nothing on stdout
  local word=$1 status=0
  shift
  "$DIDBAN" "$@" > out.txt 2> said.txt || status=$?
  [ "$status" = 2 ] || { echo "didban $*: exit code $status, expected 2"; cat said.txt; exit 1; }
  grep -q -- "$word" said.txt || { echo "didban $*: does not say '$word':"; cat said.txt; exit 1; }
  [ "$(wc -c < said.txt)" -lt 400 ] || { echo "didban $*: says too much:"; cat said.txt; exit 1; }
  [ ! -s out.txt ] || { echo "didban $*: writes to stdout"; exit 1; }
}
mkdir city folder
python3 "$DIDBAN_SOURCE/tests/golden/judge/make_tiny_city.py" city
printf 'ncols 4\nnrows 4\nxllcorner 0\nyllcorner 0\ncellsize 1\n1 2 3 4\n5 6 7 8\n1 2 3 4\n5 6 7 8\n' > a.asc
cp "$DIDBAN_SOURCE"/data-samples/arak/{proposal.json,high-rise.toml} .
echo kept > file

# Folders: a plain file, something below one, a place where nothing can be made (which only the attempt shows).
for out in file file/below /proc/didban; do
  refused "$out: cannot be used as output folder" detect a.asc a.asc -o $out
  [ $out = /proc/didban ] || refused "$out: cannot be used as output folder" watch city -o $out
  refused "$out: cannot be used as output folder" judge city --changes city/changes.geojson -o $out
  refused "$out: cannot be used as output folder" simulate --seed 1 --parcels 10 -o $out
  refused "$out: cannot be used as output folder" evaluate --truth a.asc --found a.asc -o $out
done
refused "file: cannot be used as output folder" init file
# Files: a folder, a missing folder, a file for a folder.
plan=$DIDBAN_SOURCE/data-samples/arak
for out in folder missing/x.csv file/x.csv; do
  refused "$out: cannot be written" align a.asc a.asc -o $out
  refused "$out: cannot be written" zonal a.asc city/cadastre.geojson -o $out
  refused "$out: cannot be written" plan-visits city --budget 3 -o $out
  refused "$out: cannot be written" parcel "$plan" 3-1-10-2 -o $out
  refused "$out: cannot be written" parcel "$plan" --all -o $out
  refused "$out: cannot be written" assess "$plan" --parcel 3-1-10-2 --proposal proposal.json -o $out
  refused "$out: cannot be written" siting "$plan" --criteria high-rise.toml -o $out
  refused "$out: cannot be written" diff-plan "$plan" "$plan" -o $out
  refused "$out: cannot be written" import-plan a.asc -o $out
  refused "$out: cannot be written" train evidence --cities city -o $out
done
refused "missing/k.key: cannot be written" keygen -o missing/k
refused "missing/log: the audit log cannot be written" inquire city --parcel 7-1-1-1 --purpose transfer --since 1403/01/01 --audit missing/log
refused "missing/x.gpkg: the ledger cannot be written" judge city --changes city/changes.geojson --ledger missing/x.gpkg -o none
"$DIDBAN" judge city --changes city/changes.geojson -o good -q > /dev/null
refused "missing/x.csv: cannot be written" cases city export missing/x.csv
refused "file: cannot be used as output folder" stats city -o file
# What is read is not written over.
cp -r "$plan" arak; cp a.asc copy.asc; ln -s copy.asc link.asc; before=$(cat arak/zones.geojson city/* copy.asc | sha256sum)
refused "copy.asc: cannot be written (it is an input" align a.asc link.asc -o copy.asc
refused "city/cadastre.geojson: cannot be written (it is an input" zonal a.asc city/cadastre.geojson -o city/cadastre.geojson
refused "city/ledger.gpkg: cannot be written (it is an input" cases city export city/ledger.gpkg
refused "cadastre.geojson: cannot be written (it is an input" parcel arak --all -o arak/cadastre.geojson
[ "$before" = "$(cat arak/zones.geojson city/* copy.asc | sha256sum)" ]
rm -r arak copy.asc link.asc
[ "$(cat file)" = kept ] && [ -z "$(ls -A folder)" ] && [ ! -e missing ] && [ ! -e none ]
[ -z "$(ls -A | grep -E 'part|work')" ] || { ls -A; exit 1; }
# A pipe is no file to be replaced.
"$DIDBAN" plan-visits city --budget 3 -o /dev/null
[ -c /dev/null ]

# Numbers.
for bad in 0 -1 nan inf -inf 1e300 abc ''; do
  refused "--gsd" detect a.asc a.asc -o none --gsd "$bad"
  refused "--gsd" align a.asc a.asc -o none.tif --gsd "$bad"
  refused "--max-shift" align a.asc a.asc -o none.tif --max-shift "$bad"
  refused "--gsd" simulate --seed 1 -o none --gsd "$bad"
  [ "$bad" = 0 ] || refused "--activity" simulate --seed 1 -o none --activity "$bad"
  refused "--parcels" simulate --seed 1 -o none --parcels "$bad"
  refused "--budget" plan-visits city --budget "$bad"
  refused "--min-area-px" evaluate --truth a.asc --found a.asc --min-area-px "$bad"
  refused "--valid-days" inquire city --parcel 7-1-1-1 --purpose transfer --since 1403/01/01 --valid-days "$bad"
done
for bad in -1 nan inf 1e300 abc; do
  refused "--min-area" detect a.asc a.asc -o none --min-area "$bad"
  refused "--accuracy" judge city --changes city/changes.geojson -o none --accuracy "$bad"
  refused "--control" plan-visits city --budget 3 --control "$bad"
  refused "--radius" parcel "$plan" 3-1-10-2 --radius "$bad"
  refused "--threshold" evaluate --truth a.asc --found a.asc --threshold "$bad"
  refused "--seed" simulate -o none --seed "$bad"
  refused "--seed" plan-visits city --budget 3 --seed "$bad"
  refused "--top" siting "$plan" --criteria high-rise.toml --top "$bad"
  refused "--threads" detect a.asc a.asc -o none --threads "$bad"
  refused "--least-cell" stats city --least-cell "$bad"
done
refused "0 is not a number of 0.001 to 10000 metres" detect a.asc a.asc -o none --gsd 0
[ ! -e none ] && [ ! -e none.tif ]

# Images that cannot be matched: the message offers what the command has, and nothing that it has not.
printf 'ncols 64\nnrows 64\nxllcorner 0\nyllcorner 0\ncellsize 1\n' > flat.asc
for row in $(seq 64); do printf '7 %.0s' $(seq 64); echo; done >> flat.asc
unmatched() { # OFFERED NOT_OFFERED ARGUMENT...
  local offered=$1 other=$2 status=0
  shift 2
  "$DIDBAN" "$@" > out.txt 2> said.txt || status=$?
  [ "$status" = 1 ] && grep -q -- "$offered" said.txt && ! grep -q -- "$other" said.txt || { echo "didban $*: exit $status"; cat said.txt; exit 1; }
}
unmatched "--no-co-register" "--no-align" align flat.asc flat.asc -o flat.tif

# One SAR scene is not two, whatever else the city has.
touch before.tif after.tif sar.tif
mv before.tif after.tif sar.tif city
cat >> city/city.toml <<'TOML'
[imagery]
[[imagery.scene]]
id = "before"
acquired = 2024-06-14T07:31:00Z
path = "before.tif"
bands = ["red", "green", "blue"]
kind = "optical"
[[imagery.scene]]
id = "after"
acquired = 2025-06-14T07:31:00Z
path = "after.tif"
bands = ["red", "green", "blue"]
kind = "optical"
[[imagery.scene]]
id = "radar"
acquired = 2025-06-20T02:31:00Z
path = "sar.tif"
bands = ["VV", "VH"]
kind = "sar"
TOML
refused 'compares SAR scenes of two dates; the city has only one, of 2025-06-20' watch city --detector sar -o none
sed -i 's/kind = "optical"/kind = "sar"/' city/city.toml
refused 'compares optical images of two dates; the city has none; .* detector = "sar"' watch city -o none
