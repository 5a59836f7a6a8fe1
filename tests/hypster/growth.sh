# How much more there is to do for a tower of twice the height, in counts: pages of memory in proportion, faults on the
# lowest level hardly more, and switches, which each of these faults makes once a level, less than three times as many.
# (A fault that all levels handled one after the other made switches grow with the cube of the depth.)
"$STARC" -o hello "$ROOT/examples/hello.c" || exit 1
counts() { # depth: page faults, frames, switches of all levels
    "$BUILD/hypster" --depth $1 --stats hello 2>&1 > output |
        awk '/^mipster: [0-9]+ instructions/ { faults = $9; frames = $12 } /: level / { switches += $9 } END { print faults, frames, switches }'
    grep -q 'MIPSter machine' output || echo "depth $1: wrong output"
}
set -- $(counts 12) $(counts 24)
# A level has some 25 pages of its own, and frames of the levels above come in pieces of 32: what its image has besides
# (constants, symbols) is shared or read when it is needed.
[ $# = 6 ] && [ $(($5 - $2)) -lt $((12 * 48)) ] && [ "$4" -lt $((2 * $1)) ] && [ "$5" -lt $((5 * $2 / 2)) ] && [ "$6" -lt $((5 * $3)) ] || { echo "at depth 12: $1 $2 $3, at depth 24: $4 $5 $6"; exit 1; }

# And for twice as many guests at once: instructions of all levels and pages of memory in proportion.
many() { # guests: instructions, frames
    count=$1
    set --
    while [ $# -lt $((2 * count - 2)) ]; do set -- "$@" --guest hello; done
    "$BUILD/hypster" --stats "$@" hello 2>&1 > output |
        awk '/^mipster: [0-9]+ instructions/ { print $2, $12 }'
    [ "$(grep -c 'MIPSter machine' output)" = "$count" ] || echo "$count guests: wrong output"
}
set -- $(many 300) $(many 600)
[ $# = 4 ] && [ "$3" -lt $((101 * $1 / 50)) ] && [ "$4" -lt $((101 * $2 / 50)) ] || { echo "of 300 guests: $1 $2, of 600: $3 $4"; exit 1; }

# What a guest has not touched counts only as long as there is memory: with and without pages that are mapped ahead (they
# are not for a digest) it gets as far.
cat > scattered.c <<'END'
#include <stdlib.h>
static char memory[200 * 4 * 4096];
// scattered PAGES: touches so many pages, eight in a row, then none for a while.
int main(int argc, char **argv) {
    int pages = argc > 1 ? atoi(argv[1]) : 0;
    for (int i = 0; i < pages; i++)
        memory[(i / 8 * 32 + i % 8) * 4096] = 1;
    return 0;
}
END
"$STARC" -o scattered scattered.c || exit 1
reached() { # option…: the largest number of pages that it can touch
    low=0 high=200
    while [ $((high - low)) -gt 1 ]; do
        middle=$(((low + high) / 2))
        if "$MIPSTER" --memory 400K "$@" scattered $middle 2> messages; then low=$middle; else high=$middle; fi
    done
    echo $low
}
ahead=$(reached) exactly=$(reached --digest)
[ "$ahead" -ge "$exactly" ] && [ "$exactly" -gt 60 ] || { echo "$ahead pages, not $exactly"; exit 1; }
"$MIPSTER" --memory 400K scattered 150 2> messages
[ $? = 137 ] || { echo "150 pages of 100 are there"; exit 1; }
