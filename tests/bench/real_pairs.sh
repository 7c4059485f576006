#!/bin/bash
# Registers the real pairs of the shared data, which lie on equal grids already, and says of each how it is verified.
#   tests/bench/real_pairs.sh DIDBAN SHARED_DATA
set -eu
didban=$(realpath "$1") data=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
pairs=0 verified=0 registered=0
pair() { # NAME BEFORE AFTER
  "$didban" align "$2" "$3" -o "$work/out.tif" --on structures --keep-unregistrable -q > "$work/said.json" || { echo "$1: refused"; return; }
  pairs=$((pairs + 1))
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
echo "$pairs pairs, $verified verified, $registered of them by tie points"
