# What was printed shows before the program waits for somebody to type; output to a terminal comes line by line.
command -v script > /dev/null || exit 0
cat > terminal.c <<'EOF'
#include <stdio.h>
#include <unistd.h>

int main(void) {
    char name[20];
    printf("name? ");
    fgets(name, sizeof name, stdin);
    write(1, "<read>", 6);
    printf("line\n");
    printf("part");
    write(1, "<wrote>", 7);
    printf("\n");
    return 0;
}
EOF
"$STARC" -o terminal terminal.c || exit 1
printf 'bob\n' | script -qec "$MIPSTER terminal" /dev/null > out
tr -d '\r\n' < out | sed 's/bob//' > line
echo 'name? <read>line<wrote>part' > expected
echo >> line
diff expected line
