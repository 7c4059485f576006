#!/bin/bash
# Registers the real pairs of the shared data, which lie on equal grids already, and says of each how it is verified; then
# pairs of tiles of different places, as if they were one place: how many are taken for it. Needs gdal_translate.
#   tests/bench/real_pairs.sh DIDBAN SHARED_DATA
set -eu
didban=$(realpath "$1") data=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
pairs=0 verified=0 registered=0 refused=0
pair() { # NAME BEFORE AFTER
  pairs=$((pairs + 1))
  "$didban" align "$2" "$3" -o "$work/out.tif" --on structures --keep-unregistrable -q > "$work/said.json" 2> /dev/null || { refused=$((refused + 1)); echo "$1: refused"; return; }
  ! grep -q '"verified": true' "$work/said.json" || verified=$((verified + 1))
  ! grep -q '"co_registered": true' "$work/said.json" || registered=$((registered + 1))
  echo "$1: $(grep -E '"(co_registered|verified|residual_px|tie_points)"' "$work/said.json" | tr -d '\n ')"
}
for a in "$data"/fotbcd/{bin,inst}/A/*.tif "$data"/levir_cd/crops256/A/t*.png "$data"/whu_cd/tiles1024/A/*.png; do
  pair "$(basename "$a")" "$a" "${a/\/A\//\/B\/}"
done
pair beijing "$data/beijing_construction/beijing_A_1.jpg" "$data/beijing_construction/beijing_A_2.jpg"
pair taizhou "$data/landsat_taizhou/taizhou_t1.tif" "$data/landsat_taizhou/taizhou_t2.tif"
for town in whu levir; do pair "town $town" "$data/towns/$town/imagery/before.tif" "$data/towns/$town/imagery/after.tif"; done
echo "one place: $pairs pairs, $verified verified, $registered of them by tie points, $refused refused as lying elsewhere"

# Without georeference, so that all tiles of one size seem to show one place.
for side in A B; do
  mkdir -p "$work/fotbcd/$side" "$work/levir/$side"
  for tile in "$data"/fotbcd/{bin,inst}/$side/*.tif; do gdal_translate -q -of PNG "$tile" "$work/fotbcd/$side/$(basename "$tile" .tif).png"; done
  cp "$data"/levir_cd/crops256/$side/*.png "$work/levir/$side"
done
rm -f "$work"/*/*/*.aux.xml
pairs=0 verified=0 registered=0 refused=0
for a in "$work"/{fotbcd,levir}/A/*.png; do
  for b in "${a%/A/*}"/B/*.png; do
    [ "$(basename "$a")" = "$(basename "$b")" ] || pair "different" "$a" "$b" > /dev/null
  done
done
echo "different places: $pairs pairs, $verified verified, $registered of them by tie points, $refused refused as lying elsewhere"
