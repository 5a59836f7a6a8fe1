# A guest has the variables that options give and no others: so runs are equal wherever they are started, and a recording,
# which holds them, is replayed in any environment. The same for all commands and depths.
here=$ROOT/tests/kernel hypster=$BUILD/hypster mixter=$BUILD/mixter failures=0
fail() { echo "$*"; failures=1; }
"$STARC" -o guest "$here/print_environment.c" || exit 1
printf '# a comment\n\nC=from a file\nOUTSIDE\nA=2\nEMPTY=\nLAST=no end of line' > variables
prints() { # expected command…: as lines, with a comma after each
    want=$1; shift
    got=$("$@" guest 2>&1 < /dev/null | tr '\n' ,)
    [ "$got" = "$want" ] || fail "$*: '$got', not '$want'"
}
export OUTSIDE='it is' SHLVL=7 _=x OLDPWD=/ COLUMNS=80
for command in "$MIPSTER" "$MIPSTER --engine step" "$hypster" "$hypster --depth 2" "$mixter --slice 100 --depth 2" "$MIPSTER $BUILD/mixter.elf mipster"; do
    prints '' $command
    prints 'A=1,B=x=y,' $command --env A=1 --env B=x=y
    prints 'B=2,A=3,' $command --env A=1 --env B=2 --env=A=3
    prints 'A=,' $command --env A= --env NOT_THERE
    prints 'AB=2,A=1,' $command --env AB=2 --env A=1
    prints 'A=1,' $command --env B=1 --env-file variables --clear-env --env A=1
    prints '' $command --env OUT --env OUTSIDE=1 --clear-env
done
for command in "$MIPSTER" "$hypster" "$hypster --depth 2" "$mixter --depth 0"; do # outside of the machine on the host
    prints 'OUTSIDE=it is,SHLVL=7,' $command --env OUTSIDE --env SHLVL
    prints 'B=1,C=from a file,OUTSIDE=it is,A=2,EMPTY=,LAST=no end of line,' $command --env A=1 --env B=1 --env-file variables
    prints 'B=1,C=from a file,OUTSIDE=it is,EMPTY=,LAST=no end of line,A=0,' $command --env B=1 --env-file variables --env A=0
done
prints 'B=2,OUTSIDE=it is,' "$MIPSTER" --env OUTSIDE=x --env B=2 --env OUTSIDE
prints 'OUTSIDE=y,' env -i ${ASAN_OPTIONS:+ASAN_OPTIONS="$ASAN_OPTIONS"} OUTSIDER=x OUTSIDE=y "$MIPSTER" --env OUTSIDE

# A hundred thousand variables: each is looked up among the others, but not one after the other. Too many are refused.
awk 'BEGIN { for (i = 0; i < 150000; i++) print "V" i % 75000 "=" i }' > many
for command in "$MIPSTER --memory 1G" "$hypster --memory 1G"; do
    (ulimit -t 10; exec $command --env-file many guest) 2>&1 > output | head -n 1 > messages
    [ "$(wc -l < output)" = 75000 ] && [ "$(head -n 1 output)" = V0=75000 ] || fail "$command: $(wc -l < output) variables: $(cat messages)"
done
awk 'BEGIN { for (i = 0; i < 900000; i++) print "V" i "=" i }' > many
(ulimit -t 10; exec "$MIPSTER" --env-file many guest) 2>&1 > output | grep -q 'arguments and environment are too long' || fail 'too many variables'
rm -f many output

# A digest is the same from every shell, from make and from cron.
"$MIPSTER" --digest guest 2> expected
digest() { # name command…
    name=$1; shift
    "$@" 2> digest > printed
    [ ! -s printed ] && cmp -s digest expected || fail "digest from $name: $(cat digest printed), not $(cat expected)"
}
grep -q 'effects [0-9a-f]' expected || fail 'no digest'
run="'$MIPSTER' --digest guest"
digest bash bash -c "$run; exit"
digest dash dash -c "$run; exit"
digest 'sh -l' sh -l -c "$run; exit"
digest 'env -i' env -i ${ASAN_OPTIONS:+ASAN_OPTIONS="$ASAN_OPTIONS"} "$MIPSTER" --digest guest
digest 'a fuller environment' env A=1 HOME=/nowhere "$MIPSTER" --digest guest
digest cron env -i ${ASAN_OPTIONS:+ASAN_OPTIONS="$ASAN_OPTIONS"} HOME=/root LOGNAME=root SHELL=/bin/sh PATH=/usr/bin:/bin PWD=/root sh -c "$run"
printf 'run:\n\t@%s\n' "$run" > Makefile
digest make make -s run
"$MIPSTER" --digest --env A=1 guest 2>&1 > /dev/null | cmp -s - expected && fail 'variables make no difference to the digest'

# A recording holds the environment.
"$MIPSTER" --env OUTSIDE --env-file variables --record recording guest > /dev/null || fail 'recording'
for command in "$MIPSTER" "$hypster" "$mixter --slice 77 --depth 2" "$mixter verify --depth 2 --slice 1000" "$MIPSTER $BUILD/mixter.elf mipster"; do
    env -i ${ASAN_OPTIONS:+ASAN_OPTIONS="$ASAN_OPTIONS"} OUTSIDE=other A=9 $command --replay recording guest > output 2> messages ||
        fail "replay by $command: status $?, $(cat messages)"
    [ ! -s output ] || fail "replay by $command prints"
done
rm -f variables
"$mixter" verify --schedules 3 --env A=1 --env OUTSIDE guest > output 2> messages && grep -q 'equal under 3' messages || fail "--schedules: $(cat messages)"
# Damaged ones are refused.
damaged() { # text file
    "$MIPSTER" --replay "$2" guest 2> messages; [ $? = 125 ] && grep -q "$1" messages || fail "$2: $(cat messages)"
}
head -c 4 recording > short && damaged 'another version' short
head -c 30 recording > cut && damaged 'is damaged' cut
printf 'x' | dd of=recording bs=1 seek=4 conv=notrunc 2> /dev/null && damaged 'another version' recording
exit $failures
