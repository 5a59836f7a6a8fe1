# starc --dump=PASS: the program after each pass, as dump.txt has it (of the later passes, titles and lines); to a file;
# of every kind of statement and expression; wrong names of passes.
debug=$ROOT/tests/debug failures=0
cp "$debug/dump.c" .
for pass in parse lower optimize legalize; do
    for level in 0 1; do echo "== $pass -O$level"; "$STARC" --dump=$pass -O$level dump.c || exit 1; done
done > said
for pass in allocate emit; do
    echo "== $pass"; "$STARC" --dump=$pass dump.c > all || exit 1
    grep -o '^[a-z].*\|# .*' all
done >> said
diff "$debug/dump.txt" said || failures=1
"$STARC" --dump=parse -o file dump.c > output && [ ! -s output ] && sed -n '/^== parse -O1/,/^== lower/p' said | sed '1d; $d' | diff - file || failures=1
for source in "$ROOT"/tests/language/*.c; do
    own=$(cat "${source%.c}.flags" 2> /dev/null)
    for flags in --dump=parse '-O0 --dump=lower' '-march=mips32 --dump=optimize' --dump=legalize '-march=mips32 --dump=legalize' --dump=allocate --dump=emit; do
        "$STARC" -w $own $flags "$source" > output 2> errors || { echo "$source $flags: status $?"; failures=1; }
        grep -n '(null)\|[?] *#\|^    [?]' output && { echo "$source $flags"; failures=1; }
    done
done
"$STARC" --dump=link dump.c > output 2>&1 && failures=1
echo "starc: error: bad value of option '--dump=link' (expected parse, lower, optimize, legalize, allocate or emit)" | diff - output || failures=1
exit $failures
