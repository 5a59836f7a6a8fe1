# The runner itself has to be able to fail: planted wrong expectations must be reported.
mkdir -p t/planted && cd t/planted || exit 1
for n in good wrong_output wrong_status wrong_error missing_error crash; do
    printf '#include <stdio.h>\nint main(void) { printf("%%d\\n", 6 * 7); return 3; }\n' > $n.c
    echo 42 > $n.out; echo 3 > $n.status
done
echo 43 > wrong_output.out
echo 0 > wrong_status.status
rm wrong_error.out missing_error.out
echo 'int main(void) { return x; }' > wrong_error.c
echo "1:26: error: 'x' undeclared" > wrong_error.err
echo "1:1: error: something" > missing_error.err
printf 'int main(void) { return *(volatile int *)0; }\n' > crash.c
cd ../..
echo 'planted/good 3 not needed' > t/none.txt
TESTS=$PWD/t "$ROOT/tests/run" -O 1 -e mipster planted > log
status=$?
grep -q '^1 passed, 5 failed$' log && [ $status != 0 ] || { echo "status $status"; cat log; exit 1; }
for n in wrong_output wrong_status wrong_error missing_error crash; do
    grep -q "^FAIL .*planted/$n" log || { echo "$n was not reported"; cat log; exit 1; }
done
exit 0
