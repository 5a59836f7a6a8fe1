# A full disk is reported by fflush and fclose, and what was written before it filled stays.
cat > full_disk.c <<'EOF'
#include <errno.h>
#include <stdio.h>
#include <string.h>

int main(void) {
    for (int i = 0; i < 5000; i++) {
        printf("line %d\n", i);
    }
    int result = fflush(stdout);
    int error = errno;
    fprintf(stderr, "%d %s %d\n", result, result == 0 ? "" : strerror(error), ferror(stdout) != 0);
    printf("more");
    return fclose(stdout) == 0 ? 0 : 3;
}
EOF
"$STARC" -o full_disk full_disk.c || exit 1
"$MIPSTER" full_disk > /dev/full 2> err
[ $? = 3 ] || exit 1
echo '-1 No space left on device 1' | diff - err || exit 1
"$MIPSTER" full_disk > out 2> err || exit 1
echo '0  0' | diff - err || exit 1
[ "$(wc -l < out)" = 5000 ] && [ "$(tail -c 4 out)" = more ]
