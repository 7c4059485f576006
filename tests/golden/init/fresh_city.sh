# What `didban init` writes reads without error; a second time it refuses and changes nothing.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$DIDBAN" init "$work/khoy" --quiet > "$work/out"
test -s "$work/khoy/city.toml"
test -s "$work/khoy/rules.toml"
grep -q 'city.toml$' "$work/out"

"$DIDBAN" check "$work/khoy" --quiet > "$work/check"
grep -q 'imagery.none' "$work/check"
grep -q 'a run can go on' "$work/check"

# Everything that stands in comments reads too, up to the first file that is not there.
sed -i 's/^# \(\[\|[a-z_]* = \)/\1/' "$work/khoy/city.toml"
set +e
"$DIDBAN" check "$work/khoy" > "$work/check" 2> "$work/err"
code=$?
set -e
test "$code" -eq 2
grep -q 'city.toml:[0-9]*: \[imagery\] catalog = "imagery/catalog.json" does not exist' "$work/err"

# The rules read too when the plan names them.
cat > "$work/khoy/city.toml" <<'TOML'
[city]
crs = "EPSG:32638"
[plan]
rules = "rules.toml"
TOML
"$DIDBAN" check "$work/khoy" --quiet > "$work/check"
if grep -q 'plan.rules_unreadable' "$work/check"; then
    cat "$work/check"
    exit 1
fi

before=$(cat "$work/khoy/city.toml")
set +e
"$DIDBAN" init "$work/khoy" > /dev/null 2> "$work/err"
code=$?
set -e
test "$code" -eq 2
grep -q 'exists already' "$work/err"
test "$before" = "$(cat "$work/khoy/city.toml")"
