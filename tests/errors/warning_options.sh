# -W options: what counts is the one that says it most exactly, then the last; -Werror and its exceptions; colours; JSON.
cat > one.c <<'C'
#include <stdio.h>
int first(int a) { switch (a) { case 1: a = 2; case 2: a++; } return a; }
int main(void) { if (1 < first(2) < 3) printf("%d\n"); return 0; }
C
check() { # expected options in brackets, in order; then options
    expected=$1 status=$2; shift 2
    "$STARC" "$@" -o out one.c 2> log; got=$?
    actual=$(grep -oE '(error|warning): .*\[-W[^]]*\]$' log | sed 's/:.*\[-W/ /; s/]$//' | tr '\n' ' ')
    [ "$actual" = "$expected" ] && [ $got = "$status" ] || { echo "$*: expected $status '$expected', actual $got '$actual'"; cat log; exit 1; }
}
check 'warning parentheses warning bool-compare warning format= ' 0
check '' 0 -w
check '' 0 -Wno-parentheses -Wno-bool-compare -Wno-format
check 'warning parentheses warning bool-compare ' 0 -Wno-format -Wall
check 'warning parentheses warning bool-compare ' 0 -Wformat=0
check 'warning parentheses ' 0 -Wno-all -Wparentheses
check 'warning parentheses ' 0 -Wparentheses -Wno-all
check 'warning implicit-fallthrough= ' 0 -Wno-all -Wextra
check 'warning implicit-fallthrough= ' 0 -Wno-all -Wimplicit-fallthrough=3
check '' 0 -Wno-all -Wextra -Wimplicit-fallthrough=0
check 'error error=parentheses error error=bool-compare error error=format= ' 1 -Werror
check 'warning parentheses error error=bool-compare warning format= ' 1 -Werror=bool-compare
check 'warning parentheses warning bool-compare error error=format= ' 1 -Werror -Wno-error=parentheses -Wno-error=bool-compare
check 'warning parentheses warning bool-compare warning format= ' 0 -Werror -Wno-error
check 'error error=implicit-fallthrough= ' 1 -Wno-all -Werror=implicit-fallthrough
"$STARC" -fdiagnostics-color=always -o out one.c 2> log
grep -q "$(printf '\033\\[01m\033\\[Kone.c:3:[0-9]*:\033\\[m\033\\[K \033\\[01;35m\033\\[Kwarning: \033\\[m\033\\[K')" log || { cat log; exit 1; }
"$STARC" -fdiagnostics-color=auto -o out one.c 2> log
! grep -q "$(printf '\033')" log || { cat log; exit 1; }
printf 'int f(void) { int count; return conut + *; }\n"\n' > bad.c
"$STARC" -fdiagnostics-format=json -Wall -o out bad.c 2> log
python3 - <<'P' || { cat log; exit 1; }
import json
found = json.load(open('log'))
assert [d['kind'] for d in found][:2] == ['error', 'error'], found
first = found[0]
assert first['message'].startswith("'conut' undeclared (first use in this function); did you mean 'count'"), first
caret = first['locations'][0]['caret']
assert (caret['file'], caret['line'], caret['column']) == ('bad.c', 1, 33), caret
assert first['children'] == [] and first['column-origin'] == 1
P
"$STARC" -fdiagnostics-format=json -Wno-all -o out one.c 2> log
[ "$(cat log)" = '[]' ] || { cat log; exit 1; }
exit 0
