# Programs run in slices of 1, 2, 3 … instructions end with the same output, status, retired count and state as in one
# run, by the emulator and by the reference.
slices=$BUILD/tests-bin/slices failures=0
[ -x "$slices" ] || { echo "$slices is missing: make it first"; exit 1; }
for program in language/program_calculator language/setjmp_longjmp language/struct_values language/callbacks language/variadic \
    cstar/strings language/main_arguments language/division_by_zero language/null_dereference lib/printf; do
    source=$ROOT/tests/$program.c
    "$STARC" -o program "$source" 2> messages || { echo "$program does not compile"; cat messages; failures=1; continue; }
    "$slices" interp 0 program one 'two words' > output 2> state
    for budget in 0 1 2 3 5 7 11 13 64 1000 1,2,3,5,7,11,13,64,1000 99991; do
        for engine in interp jit; do
            "$slices" $engine $budget program one 'two words' > output.sliced 2> state.sliced
            [ $? = 3 ] && continue
            cmp -s output output.sliced || { echo "$program: $engine: other output in slices of $budget"; failures=1; }
            cmp -s state state.sliced || { echo "$program: $engine: in slices of $budget: $(cat state.sliced), not $(cat state)"; failures=1; }
        done
    done
    for budget in 0 1 1000; do
        "$slices" step $budget program one 'two words' > output.sliced 2> state.sliced
        cmp -s output output.sliced && cmp -s state state.sliced || { echo "$program: step in slices of $budget: $(cat state.sliced), not $(cat state)"; failures=1; }
    done
done
exit $failures
