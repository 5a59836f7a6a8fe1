# A hypervisor has of its own file what it runs; the rest, symbols above all, is read when it is asked for: mixter prove as a
# guest finds the functions of its own image as it does on the host.
"$BUILD/mixter" prove --output host --row addu > expected || exit 1
grep -q '^all .* [1-9][0-9]* obligations' expected || { echo 'nothing to prove'; exit 1; }
for machine in "$MIPSTER" "$BUILD/hypster"; do
    "$machine" "$BUILD/mixter.elf" prove --output guest --row addu > output 2> messages &&
        cmp expected output || { echo "$machine"; cat messages; exit 1; }
done
