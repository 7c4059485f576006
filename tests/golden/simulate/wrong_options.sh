# Options that make no city end with exit 2, a message that says what to write, and no folder.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
expect() { # words... -- options...
    local words=$1 code=0
    shift
    "$DIDBAN" simulate -o "$work/x" --seed 1 "$@" > /dev/null 2> "$work/err" || code=$?
    test "$code" -eq 2 || { echo "$*: exit $code"; cat "$work/err"; exit 1; }
    grep -q "$words" "$work/err" || { echo "$*: no \"$words\" in:"; cat "$work/err"; exit 1; }
    test ! -e "$work/x" || { echo "$*: left a folder"; exit 1; }
}
expect "easy, realistic or hard" --preset nightmare
expect "epochs" --epochs 1
expect "parcels" --parcels 0
expect "gsd" --gsd 0
expect "khoy or isfahan" --city atlantis
expect "projected in metres" --crs EPSG:4326
