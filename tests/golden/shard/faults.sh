# A job that was killed is run again, one that is done stays as it is, and what is missing, damaged or of other images
# ends with 2 and names the job to run. A permit that was corrected meanwhile counts.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work"
"$DIDBAN" simulate -o city --seed 12 --parcels 80 --epochs 2 --gsd 0.3 --quiet > /dev/null
"$DIDBAN" shard plan city -o plan --jobs 2 --quiet > /dev/null
run() { "$DIDBAN" shard run plan --phase "$1" --job "$2" --quiet; }
refused() { # WORDS COMMAND...
  local words=$1 status=0; shift
  "$@" > /dev/null 2> said || status=$?
  [ "$status" = 2 ] && grep -q -- "$words" said || { echo "$*: exit $status, and not \"$words\":"; cat said; exit 1; }
}

refused "shard run plan --phase register --job 1" run sample 1
mkfifo begun
"$DIDBAN" shard run plan --phase register --job 1 > /dev/null 2> begun &
job=$!
read -r _ < begun
kill -KILL $job; wait $job 2> /dev/null || true
[ ! -e plan/images/after.done ] || { echo "a killed job counts as done"; exit 1; }
run register 1
run sample 1
refused "shard run plan --phase sample --job 2" run weigh 1
run sample 2; run weigh 1
refused "shard run plan --phase weigh --job 2" run decide 1
run weigh 2
refused "shard run plan --phase decide --job 1" run colour-weigh 1
run decide 1; run colour-weigh 1; run colour-weigh 2

before=$(stat -c '%i %Y' plan/parts/weigh-1)
run weigh 1
[ "$before" = "$(stat -c '%i %Y' plan/parts/weigh-1)" ] || { echo "a job that was done is done again"; exit 1; }
good=$(sha256sum < plan/parts/weigh-2)
printf 'x' | dd of=plan/parts/weigh-2 bs=1 seek=500 conv=notrunc 2> /dev/null
rm plan/parts/sample-1
refused "shard run plan --phase weigh --job 2" "$DIDBAN" merge plan -o out --quiet
grep -q -- "--phase sample --job 1" said || { echo "the second job is not named:"; cat said; exit 1; }
[ ! -e out/run.json ] || { echo "a merge without its parts wrote results"; exit 1; }
run sample 1; run weigh 2
[ "$good" = "$(sha256sum < plan/parts/weigh-2)" ] || { echo "a part that was made again differs"; exit 1; }

refused "has the jobs 1 to 2, not 3" run weigh 3
refused "register, sample, weigh, decide, colour-weigh" run paint 1
refused "holds another plan" "$DIDBAN" shard plan city -o plan --jobs 1 --quiet
refused "make the plan with" "$DIDBAN" shard run nowhere --phase weigh --job 1

sed -i '3d' city/permits.csv
"$DIDBAN" merge plan -o out --ledger merged.gpkg --quiet > /dev/null
"$DIDBAN" watch city -o whole --ledger whole.gpkg --quiet > /dev/null
diff -rq --exclude=run.json whole out || { echo "a permit that was corrected before the merge does not count"; exit 1; }

touch city/imagery/*.tif
mv plan/parts/weigh-1 kept
refused "was changed since the plan was made" run weigh 1
mv kept plan/parts/weigh-1
sed -i 's/^name = .*/name = "Another"/' city/city.toml
refused "make a new plan" "$DIDBAN" merge plan -o out2 --quiet
