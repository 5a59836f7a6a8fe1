# gdb shows bit-fields, packed members too, as they are.
cat > fields.c <<'END'
struct fields { unsigned a : 3; int b : 5, : 4; long long c : 40; char d; _Bool e : 1; };
struct __attribute__((packed)) packed { char x : 3; int y : 17; short z; };
struct fields fields = {5, -3, -123456789012, 'x', 1};
int main(void) {
    struct packed packed = {-2, 54321, -7};
    fields.a += packed.x;
    __syscall(__NR_getpid);
    return packed.z + fields.b + 10;
}
END
for level in 0 1; do
    "$STARC" -g -O$level -o fields fields.c || exit 1
    port=$((20000 + ($$ + level) % 20000))
    qemu-mipsel -g $port fields > /dev/null 2>&1 & qemu=$!
    timeout 60 gdb-multiarch -nx -batch -iex 'set debuginfod enabled off' -ex 'file fields' -ex "target remote localhost:$port" \
        -ex 'break 7' -ex continue -ex 'print fields' -ex 'print packed' -ex 'ptype struct fields' -ex 'print sizeof(struct packed)' \
        < /dev/null 2>&1 | sed -n '/^\$1/,$p' > session
    kill $qemu 2> /dev/null
    diff - session <<'END' || { echo "gdb says otherwise at -O$level"; exit 1; }
$1 = {a = 3, b = -3, c = -123456789012, d = 120 'x', e = true}
$2 = {x = -2 '\376', y = 54321, z = -7}
type = struct fields {
    unsigned int a : 3;
    int b : 5;
    long long c : 40;
    char d;
    _Bool e : 1;
}
$3 = 5
END
done
