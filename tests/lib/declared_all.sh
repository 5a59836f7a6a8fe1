# Every function of libcstar can be declared by the program itself, without its header (C11 7.1.4p2).
# soft.h, strtod.h, wide.h, printf.h, named_class.h and regex_program.h, locale_type.h, posix_types.h are internal.
cd "$(dirname "$0")/../.." || exit 1
starc=${BUILD:-build}/starc work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT
(cd lib && ls ./*.h */*.h) | sed '/soft.h/d; /gcc\//d; /strtod.h/d; /wide.h/d; /printf.h/d; /named_class.h/d; /regex_program.h/d; /scan.h/d; /locale_type.h/d; /posix_types.h/d; s|^\(\./\)*\(.*\)|#include <\2>|' > "$work/headers.c"
"$starc" -D_GNU_SOURCE -E "$work/headers.c" | grep -v "^typedef" | grep -oE '\b[a-z]\w*\(' | grep -v -e '^setjmp' -e '^longjmp' | tr -d '(' | sort -u > "$work/names"
{
    sed 's/.*/int &();/' "$work/names"
    echo 'int (*all[])() = {'
    sed 's/$/,/' "$work/names"
    echo '}; int main(void) { return all[0] == 0; }'
} > "$work/all.c"
[ "$(wc -l < "$work/names")" -gt 150 ] || { echo "only $(wc -l < "$work/names") names"; exit 1; }
"$starc" -w -o "$work/all" "$work/all.c" && "${BUILD:-build}/mipster" "$work/all"
