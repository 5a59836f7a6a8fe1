# Options that makefiles give: rules for make, where included files are found, questions of configure scripts.
failures=0
wrong() { echo "$*"; failures=1; }
is() { # what wanted
    [ "$2" = "$3" ] || wrong "$1: $2"
}
mkdir -p quote angle system after
echo 'int quoted = 1;' > quote/one.h; echo 'int quoted = 2;' > angle/one.h
echo 'int angled = 1; static int unused_here(void) { int *p = 5; return p != 0; }' > system/two.h
echo '#include_next <three.h>
int three = 3;' > angle/three.h
echo 'int next = 4;' > system/three.h
echo 'int four = 5;' > after/four.h; echo '#error not this one' > after/string.h
cat > main.c <<'END'
#include "one.h"
#include <two.h>
#include <three.h>
#include <four.h>
#include <string.h>
int main(void) { return quoted * 10000 + angled * 1000 + three * 100 + next * 10 + four + BEFORE - 11345; }
END
echo '#define BEFORE 0' > before.h
folders='-iquote quote -I angle -isystem system -idirafter after -include before.h'
"$STARC" $folders -o main main.c 2> said && "$MIPSTER" main || wrong "folders: $(cat said)"
[ -s said ] && wrong "a warning in a system header: $(cat said)"
mkdir -p slashes && echo '// not of C90' > slashes/slashes.h && echo '#include <slashes.h>' > c90.c
"$STARC" -std=c90 -isystem slashes -c c90.c || wrong 'a comment in a system header'
"$STARC" -std=c90 -I slashes -c c90.c 2> said && wrong 'a comment of two slashes in C90'
echo 'static int of_it(int a) { int unused_after; return a; }' > beside.h
{
    echo 'static int before(int a) { int unused_before; return a; }'
    echo '#pragma GCC system_header'
    echo '#include "beside.h"'
    echo 'static int after(int a) { int unused_after; return a; }'
} > partly.h
printf '#include "partly.h"\n#pragma GCC system_header\nint main(void) { return before(1) + after(1) - of_it(2); }\n' > partly.c
"$STARC" -Wall -c partly.c 2> said || wrong "#pragma GCC system_header: $(cat said)"
grep -q "unused variable 'unused_before'" said || wrong 'no warning before #pragma GCC system_header'
grep -q 'unused_after' said && wrong 'a warning after #pragma GCC system_header'
grep -q "partly.c:2:13: warning: '#pragma system_header' ignored outside include file" said || wrong '#pragma GCC system_header of a main file'
"$STARC" $folders -MMD -MP -c main.c || wrong '-MMD'
tr -s ' \\\n' '\n' < main.d | sort > got
for file in main.o: main.c before.h quote/one.h system/two.h angle/three.h system/three.h after/four.h before.h: quote/one.h:; do
    grep -qxF "$file" got || wrong "-MMD -MP: no $file in $(cat main.d)"
done
grep -qE 'string.h|stdio' main.d && wrong 'a header of libcstar is in a rule'
printf 'include rule\nmain.o:; @echo made\n' > Makefile
"$STARC" $folders -MD -MF rule -MT 'main.o other.o' -c -o sub.o main.c
is '-MT' "$(head -c 20 rule)" 'main.o other.o: main'
[ -z "$(make -q main.o 2>&1)" ] && touch -d '-1 hour' angle/three.h before.h main.c quote/one.h system/*.h after/*.h && touch main.o && make -q main.o || wrong 'make: not up to date'
touch -d '-1 minute' main.o; touch angle/three.h; is 'make again' "$(make -s main.o)" made
"$STARC" -MM $folders -MQ 'a$b' main.c > printed; is -MQ "$(head -c 9 printed)" 'a$$b: mai'
[ "$("$STARC" -M -MG -iquote quote -DX main.c | tr -s ' \\\n' '\n' | grep -c -x two.h)" = 1 ] || wrong '-MG'
"$STARC" $folders -Wp,-MD,by_wp -c main.c && [ -s by_wp ] || wrong '-Wp,-MD'
"$STARC" $folders -MMD -o main main.c && [ -s main.d ] || wrong '-MMD of a program'

echo '#define ONE 1
#define TWO(a, b, ...) a ## b # b __VA_ARGS__
#undef GONE
#define EMPTY' > macros.c
"$STARC" -E -dM -DGONE -DGIVEN=7 macros.c > printed
for line in '#define ONE 1' '#define TWO(a,b,...) a ## b #b __VA_ARGS__' '#define EMPTY ' '#define GIVEN 7' '#define __mips__ 1'; do
    grep -qxF "$line" printed || wrong "-dM: no $line"
done
grep -q GONE printed && wrong '-dM: what is undefined'
"$STARC" -E -dM - < /dev/null | grep -q '^#define __SIZEOF_POINTER__ 4$' || wrong '-dM of nothing'
[ "$("$STARC" -E -dM - < /dev/null | grep -cE '^#define (linux|mips|unix|__STDC_IEC_559__) 1$')" = 4 ] || wrong 'names of GNU that are no names of C, and IEC 559'
"$STARC" -std=c11 -E -dM - < /dev/null | grep -E '^#define (linux|mips|unix) ' && wrong 'names of GNU in C11'
printf -- '-DTEXT="\\"a b\\"" # comment\n-o "quoted name"\nquoted.c\n' > response
echo '#include <stdio.h>
int main(void) { return puts(TEXT) < 0; }' > quoted.c
"$STARC" @response && is @response "$("$MIPSTER" 'quoted name')" 'a b'
echo 'int main(void) { return 3; }' | "$STARC" -x c - -o piped; "$MIPSTER" piped; [ $? = 3 ] || wrong '-x c -'
cp quoted.c text.txt && "$STARC" -DTEXT='"t"' -x c text.txt -x none -o text && is '-x c' "$("$MIPSTER" text)" t

is -dumpmachine "$("$STARC" -dumpmachine)" mipsel-linux-gnu
is -print-prog-name "$("$STARC" -print-prog-name=ld)" ld
"$STARC" -v 2>&1 | grep -q 'Target: mipsel-linux-gnu' || wrong -v
"$STARC" -dumpversion | grep -q '^[0-9]' || wrong -dumpversion
exit $failures
