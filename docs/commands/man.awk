# Turns a page of this folder into a manual page: awk -v name=watch -v version=0.1.0 -f man.awk watch.md > didban-watch.1
function inline(text,    parts, n, i, out) {
  gsub(/\\/, "\\e", text)
  gsub(/-/, "\\-", text)
  while (match(text, /\[[^]]*\]\([^)]*\)/)) {
    out = substr(text, RSTART, RLENGTH)
    sub(/^\[/, "", out); sub(/\]\(.*/, "", out)
    text = substr(text, 1, RSTART - 1) out substr(text, RSTART + RLENGTH)
  }
  n = split(text, parts, "`")
  out = parts[1]
  for (i = 2; i <= n; i++)
    out = out (i % 2 == 0 ? "\\fB" : "\\fR") parts[i]
  if (out ~ /^[.']/) out = "\\&" out
  return out
}
BEGIN { print ".TH \"DIDBAN-" toupper(name) "\" 1 \"\" \"didban " version "\" \"Didban\"" }
/^# / { next }
/^```/ { code = !code; print code ? ".RS 4\n.nf" : ".fi\n.RE"; next }
code { gsub(/\\/, "\\e"); gsub(/-/, "\\-"); print ($0 ~ /^[.']/ ? "\\&" : "") $0; next }
/^## / { print ".SH \"" toupper(substr($0, 4)) "\""; next }
/^### / { print ".SS \"" substr($0, 5) "\""; next }
/^\| *(---|option|code)/ { next }
/^\|/ {
  split($0, cell, "|")
  for (i in cell) gsub(/^ +| +$/, "", cell[i])
  print ".TP\n" inline(cell[2]) "\n" inline(cell[3]) (cell[4] == "" ? "" : " (" inline(cell[4]) ")")
  next
}
/^$/ { if (described) print ".PP"; next }
!described { print ".SH NAME\ndidban\\-" inline(name) " \\- " inline($0); described = 1; next }
{ print inline($0) }
