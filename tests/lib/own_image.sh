# The end of /proc/self/exe, whatever its size: as qemu has it, at every depth.
cat > own.c <<'END'
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int main(void) {
    char bytes[4096];
    int file = open("/proc/self/exe", O_RDONLY);
    long size = 0;
    for (long got; (got = read(file, bytes, sizeof bytes)) > 0;)
        size += got;
    printf("%d %d ", (int)(lseek(file, 0, SEEK_END) - size), (int)(lseek(file, -3, SEEK_END) - size));
    printf("%d %d\n", (int)read(file, bytes, sizeof bytes), (int)(lseek(file, 0, SEEK_CUR) - size));
    return (int)(size % 4);
}
END
"$STARC" -o own own.c || exit 1
seen=
for more in 1 2 3 4; do
    printf x >> own
    for command in qemu-mipsel "$MIPSTER" "$MIPSTER --engine step" "$MIXTER hypster --depth 2"; do
        result=$($command ./own)
        status=$?
        [ "$result" = "0 -3 3 0" ] || { echo "$command, $more bytes more: $result"; exit 1; }
        seen="$seen $status"
    done
done
case "$seen" in *1*) ;; *) echo "sizes:$seen"; exit 1 ;; esac
