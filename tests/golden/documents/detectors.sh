# `detect`, `watch`, city.toml and their pages know the same detectors.
scratch=$(mktemp -d); trap 'rm -rf "$scratch"' EXIT
offered() { sed -n 's/.*--detector TEXT:{\([^}]*\)}.*/\1/p'; } # by a --help text
written() { grep -o 'auto, irmad[a-z, ]*' | tail -1 | sed 's/, default auto//; s/ *$//; s/, */,/g'; } # last list in a row of a table
"$DIDBAN" detect --help | offered > "$scratch/detect"
[ "$(tr ',' '\n' < "$scratch/detect" | wc -l)" -ge 8 ]
"$DIDBAN" watch --help | offered | diff "$scratch/detect" -
for page in commands/detect.md commands/watch.md city-toml.md; do
  grep '^| `\(--\)\?detector`' "$DIDBAN_SOURCE/docs/$page" | tr -d '`' | written | diff "$scratch/detect" - || { echo "FAULT: $page"; exit 1; }
done
cp -r "$DIDBAN_SOURCE/data-samples/arak" "$scratch/city"
for detector in $(tr ',' ' ' < "$scratch/detect") no-such-one; do
  sed -e '/^detector *=/d' -e "s/^\[detect\]/&\ndetector = \"$detector\"/" "$DIDBAN_SOURCE/data-samples/arak/city.toml" > "$scratch/city/city.toml"
  grep -q "$detector" "$scratch/city/city.toml" || printf '\n[detect]\ndetector = "%s"\n' "$detector" >> "$scratch/city/city.toml"
  code=0; "$DIDBAN" check "$scratch/city" > "$scratch/out" 2>&1 || code=$?
  case $detector in
    no-such-one) [ "$code" = 2 ] && grep -q 'evidence' "$scratch/out" ;;
    *) [ "$code" != 2 ] || { cat "$scratch/out"; exit 1; } ;;
  esac
done
