# What of POSIX.1-2008 libcstar does not have, as glibc's headers for MIPS declare it, is in posix_names.txt: headers, and
# functions of those that are there; docs/programs.md says why. (It prints the list: tests/lib/posix_names.sh > posix_names.txt.)
here=$ROOT/tests/lib work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT
headers='aio arpa/inet assert complex cpio ctype dirent dlfcn errno fcntl fenv float fmtmsg fnmatch ftw glob grp iconv inttypes iso646 langinfo libgen
limits locale math monetary mqueue ndbm net/if netdb netinet/in netinet/tcp nl_types poll pthread pwd regex sched search semaphore setjmp signal spawn
stdarg stdbool stddef stdint stdio stdlib string strings sys/ipc sys/mman sys/msg sys/resource sys/select sys/sem sys/shm sys/socket sys/stat sys/statvfs
sys/time sys/times sys/types sys/uio sys/un sys/utsname sys/wait syslog tar termios tgmath time ulimit unistd utime utmpx wchar wctype wordexp'
functions() { # compiler…: the names of functions that the headers declare
    "$@" -D_XOPEN_SOURCE=700 -E "$work/header.c" 2> /dev/null | grep -v '^#' | tr '\n' ' ' | sed 's/__extension__ //g; s/([^()]*)/()/g; s/([^()]*)/()/g' | tr ';}' '\n\n' |
        sed -n 's/^ *\(extern \)*[A-Za-z_][A-Za-z_0-9 *]*[ *]\([a-z][a-z_0-9]*\) *(.*/\2/p' | sort -u
}
for header in $headers; do
    echo "#include <$header.h>" > "$work/header.c"
    if ! "$STARC" -D_XOPEN_SOURCE=700 -E "$work/header.c" > "$work/text" 2> /dev/null; then echo "<$header.h>"; continue; fi
    functions mipsel-linux-gnu-gcc-12 > "$work/theirs"
    grep -oE '\b[a-z][a-z_0-9]* *\(' "$work/text" | tr -d ' (' | sort -u > "$work/ours"
    printf '#include <%s.h>\n' "$header" | "$STARC" -D_XOPEN_SOURCE=700 -E -dM - 2> /dev/null | sed -n 's/^#define \([a-z_0-9]*\)(.*/\1/p' >> "$work/ours"
    sort -u -o "$work/ours" "$work/ours"
    comm -23 "$work/theirs" "$work/ours" | sed "s|.*|<$header.h> &|"
done > "$work/list"
awk '{ n = $2 == "" ? $1 : $2 } $2 == "" || !seen[n]++' "$work/list" > "$work/names" # a function is named once
[ "$(wc -l < "$work/names")" -gt 3 ] || { echo "the list is short"; exit 1; }
[ -n "$BUILD" ] || { cat "$work/names"; exit; }
diff "$here/posix_names.txt" "$work/names"
