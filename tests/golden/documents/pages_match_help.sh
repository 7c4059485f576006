# Every command has a page, every page names just the options and subcommands of its command, and the manual pages and the
# completion made from them are well formed.
scratch=$(mktemp -d); trap 'rm -rf "$scratch"' EXIT
pages=$DIDBAN_SOURCE/docs/commands
faults=0
fault() { echo "FAULT: $*"; faults=$((faults + 1)); }

# names HELP: options and positionals of a --help text, one a line, as they are written there
names() { awk '/^Subcommands:/ { exit } /^(Positionals|Options):/ { inside = 1; next } inside && /^  [-A-Za-z]/ { print $1 }' | sort -u; }
subcommands() { awk '/^Subcommands:/ { inside = 1; next } inside && /^  [a-z]/ { print $1; next } inside { exit }'; }
# listed PAGE SECTION: first cells of the table rows below a heading, in the spelling of --help
listed() { awk -v want="$2" '/^##/ { inside = ($0 == want); next } inside && /^\| `/ { split($0, c, "`"); gsub(/, /, ",", c[2]); print c[2] }' "$1" | sort -u; }

"$DIDBAN" --help | subcommands > "$scratch/commands"
[ "$(wc -l < "$scratch/commands")" -ge 20 ] || fault "the list of commands could not be read"
awk '/^\| `-/ { split($0, c, "`"); gsub(/, /, ",", c[2]); print c[2] }' "$pages/common-options.md" | sort -u > "$scratch/common"

compare() { # compare PAGE HEADING HELP-FILE
  names < "$3" | grep -vxFf "$scratch/common" > "$scratch/said" || true
  listed "$1" "$2" > "$scratch/written"
  diff "$scratch/said" "$scratch/written" > "$scratch/diff" || fault "$(basename "$1") $2: < --help, > page: $(grep '^[<>]' "$scratch/diff" | tr '\n' ' ')"
}
while read -r command; do
  page=$pages/$command.md
  [ -f "$page" ] || { fault "no page for $command"; continue; }
  for heading in Synopsis Description Example "Exit status" Memory "See also"; do
    grep -qx "## $heading" "$page" || fault "$command.md has no section $heading"
  done
  grep -q "$command.md" "$DIDBAN_SOURCE/docs/index.md" || fault "docs/index.md does not name $command"
  "$DIDBAN" "$command" --help > "$scratch/help"
  compare "$page" "## Options" "$scratch/help"
  for sub in $(subcommands < "$scratch/help"); do
    grep -qx "### $sub" "$page" || { fault "$command.md has no section for $sub"; continue; }
    if grep -q '^  CITY' "$scratch/help"; then "$DIDBAN" "$command" CITY "$sub" --help; else "$DIDBAN" "$command" "$sub" --help; fi > "$scratch/subhelp"
    compare "$page" "### $sub" "$scratch/subhelp"
  done
done < "$scratch/commands"
for page in "$pages"/*.md; do
  name=$(basename "$page" .md)
  [ "$name" = common-options ] || grep -qx "$name" "$scratch/commands" || fault "$name.md is the page of no command"
  manual=$DIDBAN_BUILD/docs/didban-$name.1
  grep -q '^\.SH NAME' "$manual" || fault "$manual has no NAME"
done
bash -n "$DIDBAN_BUILD/docs/completion/didban"
bash -c ". '$DIDBAN_BUILD/docs/completion/didban'; COMP_WORDS=(didban watch --fai); COMP_CWORD=2; _didban; [ \"\${COMPREPLY[*]}\" = --fail-on ]" || fault "--fai is not completed to --fail-on"

# Links between documents lead somewhere.
cd "$DIDBAN_SOURCE"
for page in README.md CONTRIBUTING.md docs/*.md docs/*/*.md; do
  grep -o '](\([^)#:]*\)[)#]' "$page" | sed 's/^](//; s/[)#]$//' | while read -r link; do
    [ -z "$link" ] || [ -e "$(dirname "$page")/$link" ] || echo "FAULT: $page links to $link, which does not exist"
  done
done | tee "$scratch/links"
[ ! -s "$scratch/links" ] || faults=$((faults + 1))
[ "$faults" -eq 0 ]
