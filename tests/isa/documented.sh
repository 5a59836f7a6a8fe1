# docs/machine.md has every instruction of the table, and among its tables of instructions no other name: fmt stands
# for s and d, cond for the conditions of the table.
sed -n 's/^ISA([A-Z0-9_]*, "\([a-z0-9.]*\)".*/\1/p' "$ROOT/core/isa/isa.def" | sort > rows
conditions=$(sed -n 's/^c\.\(.*\)\.s$/\1/p' rows)
sed -n '/^## 2\./,/^## 3\./s/^| \(`[^|]*\) |.*/\1/p' "$ROOT/docs/machine.md" | grep -o '`[^`]*`' | tr -d '`' |
    sed 's/ [a-zA-Z]*,.*//; s/ [a-z]$//; s/ [a-z]([a-z])$//; s/ i(s)$//' | tr ' ' '\n' | grep -v '^$' |
    while read -r name; do
        case $name in
        c.cond.fmt) for condition in $conditions; do echo c.$condition.s; echo c.$condition.d; done ;;
        *.fmt) echo "${name%fmt}s"; echo "${name%fmt}d" ;;
        *) echo "$name" ;;
        esac
    done | sort > documented
[ "$(wc -l < rows)" -ge 207 ] || { echo 'too few rows'; exit 1; }
diff rows documented
