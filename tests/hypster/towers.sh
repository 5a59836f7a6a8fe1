# Every tower of mipsters and hypsters: the same output, status and start as on mipster alone, whichever way it is built.
here=$ROOT/tests/hypster image=$BUILD/mixter.elf failures=0
"$STARC" -o hello "$here/hello.c" && "$STARC" -o start "$here/start.c" || exit 1
"$MIPSTER" start one 'two words' '' > start.expected
check() { # tower command…
    name=$1; shift
    "$@" hello 42 'a  b' '' > output 2> messages
    status=$?
    printf '42\na  b\n\n' | cmp -s - output && [ $status = 42 ] && [ ! -s messages ] || { echo "$name: hello: status $status"; cat messages; failures=1; }
    "$@" start one 'two words' '' > output 2> messages
    cmp -s output start.expected || { echo "$name: another start"; diff output start.expected | head -n 4; failures=1; }
}
m="$image mipster" h="$image hypster"
for tower in "$m" "$h" "$m $m" "$m $h" "$h $m" "$h $h" "$m $h $h" "$h $m $h" "$h $h $m" "$h $h $h" "$h $h $h $h"; do
    check "mipster $(echo $tower | sed "s,$image ,,g")" "$MIPSTER" $tower
done
for depth in 1 2 3 4; do check "--depth $depth" "$BUILD/hypster" --depth $depth; done
check 'depth 2 by halves' "$BUILD/hypster" "$image" hypster
check 'as a guest, depth 3' "$MIPSTER" "$image" hypster --depth 3
check 'through a file called hypster' sh -c "ln -sf '$image' hypster; exec '$MIPSTER' hypster \"\$@\"" sh
exit $failures
