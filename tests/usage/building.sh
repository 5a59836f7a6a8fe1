# What the Makefile makes of compilers: the target decides, and what it cannot be is refused in a sentence; nothing is
# written beside the sources when BUILD is elsewhere.
cd "$ROOT" || exit 1
failures=0
wrong() { echo "$*"; failures=1; }
make -s -n CC='cc -m32' 2>&1 | grep -q 'needs a 64-bit host' || wrong 'CC=cc -m32'
make -s -n CFLAGS='-O2 -m32' 2>&1 | grep -q 'needs a 64-bit host' || wrong 'CFLAGS=-m32'
make -s -n CC=mipsel-linux-gnu-gcc-12 2>&1 | grep -q 'mipsel-linux-gnu-gcc-12 compiles for a 32-bit one' || wrong 'CC=mipsel-linux-gnu-gcc-12'
make -n BUILD="$PWD/elsewhere" all 2>&1 | grep -E '(-o|>|mkdir -p) *(build|core|host|lib)/' && wrong 'BUILD=elsewhere writes beside the sources'
[ ! -e elsewhere ] || wrong 'make -n makes something'
# A compiler for another processor: no translator.
printf '#!/bin/sh\ncase $* in *-E*) echo 8 __x86_64__ ;; esac\n' > "$OLDPWD/other" && chmod +x "$OLDPWD/other"
make -n BUILD="$PWD/elsewhere" CC="$OLDPWD/other" all 2>&1 | grep -q 'translate/none.c' || wrong 'another processor: no none.c'
make -n BUILD="$PWD/elsewhere" CC="$OLDPWD/other" all 2>&1 | grep -q 'translate/cache.c' && wrong 'another processor: the translator'
exit $failures
