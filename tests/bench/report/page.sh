#!/bin/bash
# page.sh PAGE_BENCH [COUNT...]: the table of docs/benchmarks.md on report.html: builds the page for so many findings (400,
# 10,000 and 100,000 where none is given) with the program page_bench, opens each in Chromium, and prints a row for each.
set -euo pipefail
bench=$1; shift
[ $# -gt 0 ] || set -- 400 10000 100000
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT
echo "| findings | built in | size | opens in | memory | of it JavaScript | search | open a case | longest frame |"
echo "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
for count in "$@"; do
  built=$("$bench" "$count" "$dir/page.html")
  echo "| $count | $built | $(python3 "$(dirname "$0")/open_page.py" "$dir/page.html") |"
  rm "$dir/page.html"
done
