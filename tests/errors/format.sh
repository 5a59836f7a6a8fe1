# The form of a diagnostic: place, text, the source line, a caret under the token; tabs keep the caret in place.
printf 'int main(void) {\n\tint value = 1;\n\treturn value +\tother;\n}\n' > tab.c
"$STARC" -o out tab.c 2> actual
{ printf "tab.c: In function 'main':\ntab.c:3:24: error: 'other' undeclared (first use in this function)\n"; } > expected
grep -q "tab.c:3:[0-9]*: error: 'other' undeclared" actual || { cat actual; exit 1; }
grep -q 'return value' actual || { echo 'no source line'; cat actual; exit 1; }
# The caret stands in the column of the word.
awk '/return value/ { line = $0 } /\^/ && line != "" { print index($0, "^") == index(line, "other") ? "" : "caret is off"; exit }' actual | grep off && { cat actual; exit 1; }
printf 'int main(void) { return a; }\nint f(void) { return b; }\n' > two.c
"$STARC" -o out two.c 2> actual
[ "$(grep -c 'error: ' actual)" = 2 ] || { echo 'both errors of two functions are wanted'; cat actual; exit 1; }
# What would mend it stands below the caret.
printf 'int main(void) {\n    int count = 0;\n\treturn conut\n}\n' > fix.c
"$STARC" -o out fix.c 2> actual
cat > expected <<'T'
fix.c:3:16: error: 'conut' undeclared (first use in this function); did you mean 'count'?
 	return conut
 	       ^
 	       count
fix.c:3:21: error: expected ';' before '}' token
 	return conut
 	            ^
 	            ;
T
printf "$(cat expected)\n" | cmp - actual || { cat actual; exit 1; }
exit 0
