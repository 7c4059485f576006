# Turns the pages of this folder into completion for bash: awk -f completion.awk *.md > didban
FNR == 1 { command = ""; if ($0 ~ /^# didban /) { command = $3; commands = commands " " command } }
/^### / && command != "" { words[command] = words[command] " " $2 }
/^\| `-/ && command != "" {
  split($0, cell, "`")
  n = split(cell[2], names, ", ")
  for (i = 1; i <= n; i++) if (!seen[command, names[i]]++) words[command] = words[command] " " names[i]
}
/^\| `-/ && command == "" { split($0, cell, "`"); n = split(cell[2], names, ", "); for (i = 1; i <= n; i++) common = common " " names[i] }
END {
  print "# bash completion of didban"
  print "_didban() {"
  print "  local word=${COMP_WORDS[COMP_CWORD]} words"
  print "  if [ \"$COMP_CWORD\" -eq 1 ]; then words=\"" substr(commands, 2) "\"; else"
  print "    case ${COMP_WORDS[1]} in"
  n = split(substr(commands, 2), all, " ")
  for (i = 1; i <= n; i++) print "    " all[i] ") words=\"" substr(words[all[i]] common, 2) "\" ;;"
  print "    esac"
  print "  fi"
  print "  COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))"
  print "  [ ${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- \"$word\"))"
  print "}"
  print "complete -F _didban didban"
}
