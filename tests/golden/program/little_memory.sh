# Where memory runs out the program says so with what it needs, and blames no input for it: wherever that happens, in its
# own code or in a library's, from the first table that a library fills before main. A lower limit than the loader needs
# to map the libraries is the loader's to tell of.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
"$DIDBAN" simulate -o "$work/city" --seed 3 --parcels 40 --epochs 2 --gsd 0.5 --preset easy --quiet > /dev/null
images=$(ls "$work"/city/imagery/*.tif | grep -v mask)
set -- $images
told=0
for limit in 236000 247000 260000 290000 300000 600000; do
  for command in "watch $work/city -o $work/w" "detect $1 $2 -o $work/d --threads 1" "detect $1 $2 -o $work/d" \
    "align $1 $2 -o $work/a.tif --threads 1"; do
    status=0
    (ulimit -v $limit; exec "$DIDBAN" $command --quiet) > /dev/null 2> "$work/said" || status=$?
    [ $status = 0 ] && continue
    [ $status = 127 ] && grep -q 'error while loading shared libraries' "$work/said" && continue
    if ! grep -q 'not enough memory: didban needs about' "$work/said" || [ $status != 1 ]; then
      echo "$command under $limit kB: exit $status"
      cat "$work/said"
      exit 1
    fi
    told=$((told + 1))
  done
done
[ $told -gt 0 ] || { echo 'no limit was low enough to see it'; exit 77; }
"$DIDBAN" detect $1 $2 -o "$work/d" --quiet > /dev/null # what an ended run left is in nobody's way
