# --check-status, --check-suppress and --check-json; what a program prints and how it ends stays its own.
failures=0
fail() { echo "$*"; failures=1; }
cat > wrong.c <<'END'
#include <stdio.h>
#include <stdlib.h>
static void fill(char *p, int n) {
    for (int i = 0; i < n; i++)
        p[i] = 'a';
}
static char *make(int n) {
    char *p = malloc((unsigned)n);
    fill(p, n + 1);
    return p;
}
int main(void) {
    char *p = make(3);
    puts("printed");
    free(p);
    free(p);
    p = malloc(1);
    p = NULL;
    return p == NULL ? 7 : 0;
}
END
run() { # wanted status, number of errors, number suppressed, options
    wanted=$1 errors=$2 suppressed=$3
    shift 3
    "$BUILD/mipster" --check "$@" wrong.c > out 2> err
    status=$?
    [ $status = "$wanted" ] || fail "$*: status $status instead of $wanted"
    [ "$(cat out)" = printed ] || fail "$*: prints $(cat out)"
    said=$(grep -o '[0-9]* errors* found.*;' err)
    want="$errors error$([ "$errors" = 1 ] || echo s) found$([ "$suppressed" = 0 ] || echo ", $suppressed suppressed");"
    [ "$said" = "$want" ] || fail "$*: says '$said' instead of '$want'"
}
suppress() { printf '%s\n' "$@" > list; }
run 7 3 0
run 99 3 0 --check-status 99
suppress '# a comment' '' 'write fill make main' 'free  free main # another' 'leak main'
run 7 0 3 --check-suppress list --check-status 99
suppress 'write fill' '* free'
run 99 1 2 --check-suppress list --check-status 99
suppress 'write ... main' 'read *' 'leak nobody'
run 7 2 1 --check-suppress list
suppress '* ... ma*'
run 7 0 3 --check-suppress list
suppress 'write make' 'branch *' 'free main'
run 7 3 0 --check-suppress list
"$BUILD/mipster" --check --check-json - wrong.c 2> err | grep -v printed | sed 's/0x[0-9a-f]*/ADDRESS/g; s/"instructions":[0-9]*/"instructions":N/; s/,"file":"<[^}]*}/}/g' > json
cat > wanted <<'END'
{"program":"wrong.c","error":"write","cause":"invalid write of 1 byte at ADDRESS","pc":"ADDRESS","instructions":N,"backtrace":[{"function":"fill","file":"wrong.c","line":5},{"function":"make","file":"wrong.c","line":9},{"function":"main","file":"wrong.c","line":13}],"block":{"address":"ADDRESS","size":3,"offset":3,"freed":false,"allocated_by":[{"function":"make","file":"wrong.c","line":8},{"function":"main","file":"wrong.c","line":13}]}}
{"program":"wrong.c","error":"free","cause":"double free of ADDRESS","pc":"ADDRESS","instructions":N,"backtrace":[{"function":"free"},{"function":"main","file":"wrong.c","line":16}],"block":{"address":"ADDRESS","size":3,"offset":0,"freed":true,"allocated_by":[{"function":"make","file":"wrong.c","line":8},{"function":"main","file":"wrong.c","line":13}],"freed_by":[{"function":"main","file":"wrong.c","line":15}]}}
{"program":"wrong.c","error":"leak","cause":"1 byte in 1 block is lost: nothing points there any more","pc":"ADDRESS","instructions":N,"backtrace":[{"function":"main","file":"wrong.c","line":17}]}
END
cmp -s json wanted || { fail "JSON:"; diff wanted json; }
# The question that a report suggests has an answer.
cat > unset.c <<'END'
#include <stdio.h>
int main(void) {
    int sum;
    for (int i = 0; i < 10; i++)
        sum += i;
    printf("%d\n", sum);
    return 0;
}
END
"$BUILD/mipster" --check unset.c > out 2> err
question=$(sed -n 's/^  (what was there: mixter \(.*\))$/\1/p' err)
[ "$question" = "why --of sum --at unset.c:5 unset.c" ] || fail "question: $question"
"$BUILD/mixter" $question 2>&1 | grep -q '^why: sum = ' || fail "no answer to mixter $question"
# What a guest may not do is not done beneath it either.
"$BUILD/mipster" "$BUILD/mixter.elf" mipster --check wrong.c > out 2> err
status=$?
[ $status = 125 ] || fail "in a guest: status $status instead of 125: $(head -n 1 err)"
exit $failures
