# objdump, addr2line and readelf read what -g writes: no warnings, every instruction of a function of the program
# has a line of its file, objdump and addr2line agree, and -g changes no code.
cp "$ROOT"/tests/debug/list.c .
fail() { echo "$*"; exit 1; }
check() { # program
    readelf --debug-dump=info,abbrev,line,decodedline,frames,frames-interp,aranges,Ranges,str,loc "$1" > dump 2> warnings || fail "$1: readelf"
    [ ! -s warnings ] || { head -5 warnings; fail "$1: readelf warns"; }
    mipsel-linux-gnu-objdump -dl "$1" 2>&1 | awk '/^[0-9a-f]+ </ { name = $2; line = "" }
        /^[^ ]+:[0-9]+( |$)/ { line = $1 } /^  [0-9a-f]+:/ && name !~ /<(_start|setjmp|longjmp|__call_indirect)>/ { print substr($1, 1, length($1) - 1), line }' > objdump
    awk 'NF < 2' objdump | grep . > missing && { head -3 missing; fail "$1: instructions without line"; }
    awk '{ print "0x" $1 }' objdump | mipsel-linux-gnu-addr2line -e "$1" | sed 's/ (discriminator.*//' > addr2line
    # objdump says nothing where only the file changes, from one line 92 to another.
    paste -d ' ' objdump addr2line | awk '{ split($2, o, ":"); split($3, a, ":") } $2 != $3 && o[2] != a[2]' > differ
    [ ! -s differ ] || { head -5 differ; fail "$1: objdump and addr2line differ"; }
}
for flags in -O0 -O1 '-O1 -march=mips32' '-O0 -march=mips32'; do
    "$STARC" -g $flags -o with list.c && "$STARC" $flags -o without list.c || exit 1
    for section in text rodata data; do
        for program in with without; do mipsel-linux-gnu-objcopy -O binary -j .$section $program $program.$section; done
        cmp with.$section without.$section || fail "$flags: -g changes .$section"
    done
    readelf -S without | grep -q debug && fail 'debugging information without -g'
    check with
done
(cd "$ROOT" && "$STARC" -g -o "$OLDPWD/mixter" @PROGRAMS && "$STARC" -o "$OLDPWD/plain" @PROGRAMS) || exit 1
check mixter
mipsel-linux-gnu-objcopy -O binary -j .text mixter text && mipsel-linux-gnu-objcopy -O binary -j .text plain plain.text && cmp text plain.text || fail 'mixter: -g changes its code'

# An instruction of an inlined function: its line, and where it was called.
"$STARC" -g -o with list.c
address=$(mipsel-linux-gnu-objdump -dl with | awk '/^list.c:47/ { found = 1 } found && /^  [0-9a-f]+:/ { print substr($1, 1, length($1) - 1); exit }')
mipsel-linux-gnu-addr2line -f -i -e with "0x$address" > chain
printf 'value_of\nlist.c:47\nmain\nlist.c:60\n' | diff - chain || fail 'inlined function'
