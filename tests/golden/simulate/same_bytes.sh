# The same seed gives the same bytes with any number of threads, tiles and memory; the summary agrees with the truth.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$DIDBAN" simulate -o "$work/a" --seed 5 --parcels 60 --epochs 2 --gsd 0.6 --dsm --quiet > "$work/a.json"
"$DIDBAN" simulate -o "$work/b" --seed 5 --parcels 60 --epochs 2 --gsd 0.6 --dsm --quiet --threads 1 --tile-size 256 --memory 300 > "$work/b.json"
diff -r "$work/a" "$work/b"
for file in city.toml cadastre.gpkg permits.csv plan.gpkg rules.toml truth/parcels.csv truth/changes.geojson truth/registration.json; do
    test -s "$work/a/$file" || { echo "$file is missing or empty"; exit 1; }
done
test "$(tail -n +2 "$work/a/truth/parcels.csv" | wc -l)" -eq 60
suspected=$(cut -d, -f2 "$work/a/truth/parcels.csv" | grep -c suspected || true)
grep -q "\"parcels\": 60" "$work/a.json"
test "$suspected" -eq 0 || grep -q "\"suspected\": $suspected" "$work/a.json"
test -z "$(find "$work/a" -name '*.part')"
"$DIDBAN" simulate -o "$work/c" --seed 6 --parcels 60 --epochs 2 --gsd 0.6 --dsm --quiet > /dev/null
! cmp -s "$work/a/permits.csv" "$work/c/permits.csv"
