# A clause that stands on the web is linked on the pages; no other address ever becomes a link.
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cp "$DIDBAN_SOURCE"/data-samples/arak/* "$work"
rule() { printf '[[rule]]\nid = "%s"\nlevel = "DETAILED"\n%s\nsource = { document = "Council", article = "4", uri = %s }\nvalid_from = "1390/01/01"\napplies = { zone = "MEDIUM" }\neffect = { quantity = "%s", combinator = "RESTRICT_MAX", value = %s, unit = "%s" }\n' "$@" >> "$work/rules.toml"; }
rule linked "" "'https://example.org/plan?a=1&b=\"2\"'" height 9 m
rule script "" "'javascript:alert(1)'" units 3 units
rule planned 'status = "DRAFT"' "'http://example.org/draft'" height 7 m
"$DIDBAN" parcel "$work" 3-1-10-2 --on 1404/01/01 --format html --lang en -q > "$work/parcel.html"
"$DIDBAN" assess "$work" --parcel 3-1-10-2 --proposal "$work/proposal.json" --on 1404/01/01 --format html --lang en -q > "$work/assess.html"
for page in parcel assess; do
  grep -q '<a href="https://example.org/plan?a=1&amp;b=&quot;2&quot;" rel="noopener noreferrer"><bdi>Council, art. 4</bdi></a>' "$work/$page.html" || { echo "$page: no link"; exit 1; }
  grep -q '<a href="http://example.org/draft"' "$work/$page.html" || { echo "$page: no link to the draft"; exit 1; }
  grep -q 'script' "$work/$page.html" || { echo "$page lacks the rule"; exit 1; }
  ! grep -q 'javascript:' "$work/$page.html" || { echo "$page links a script"; exit 1; }
done
