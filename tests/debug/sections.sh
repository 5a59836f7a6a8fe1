# A file of 60,000 sections whose names are one text of 2 MB: a death is told in time, which reading the names each time is
# not, whatever the machine (times of processor).
cat > null.c <<'END'
int main(void) {
    return *(volatile int *)0;
}
END
"$STARC" -o null null.c || exit 1
cat > widen.py <<'END'
import struct, sys
data = bytearray(open(sys.argv[1], 'rb').read())
data += bytes(-len(data) % 4)
offset, size, count = len(data), 2000000, 60000
data += b'x' * (size - 1) + b'\0'
struct.pack_into('<I', data, 32, len(data))
struct.pack_into('<HHH', data, 46, 40, count, 1)
data += struct.pack('<10I', 0, 3, 0, 0, offset, size, 0, 0, 1, 0) * count
open(sys.argv[2], 'wb').write(data)
END
python3 widen.py null wide || exit 1
( ulimit -t 3; exec "$MIPSTER" wide ) 2> messages
status=$?
[ $status = 139 ] && grep -q 'cannot read address 0x00000000' messages || { echo "status $status"; cat messages; exit 1; }
