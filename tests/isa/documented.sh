# docs/machine.md has every instruction of the table, and among its tables of instructions no other name.
sed -n 's/^ISA([A-Z0-9_]*, "\([a-z0-9.]*\)".*/\1/p' "$ROOT/core/isa/isa.def" | sort > rows
sed -n '/^## 2\./,/^## 3\./s/^| \(`[^|]*\) |.*/\1/p' "$ROOT/docs/machine.md" | grep -o '`[^`]*`' | tr -d '`' |
    sed 's/ [a-z],.*//; s/ [a-z]$//; s/ [a-z]([a-z])$//; s/ [a-z],[a-z](.*//; s/ i(s)$//' | tr ' ' '\n' | grep -v '^$' | sort > documented
[ "$(wc -l < rows)" -ge 104 ] || { echo 'too few rows'; exit 1; }
diff rows documented
