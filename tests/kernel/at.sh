# Files by open directories, links, owners, times, and the current directory: as qemu-mipsel has them, at every depth, recorded
# and replayed, by twins; and none of it leads out of the directory of --files.
hypster=$BUILD/hypster mixter=$BUILD/mixter failures=0
fail() { echo "$*"; failures=1; }
"$STARC" -O1 -o at "$ROOT/tests/kernel/at.c" || exit 1
run() { rm -rf world && mkdir world && (cd world && exec "$@" ../at) > output 2> messages || fail "$*: status $?: $(tail -n 2 messages)"; }
run qemu-mipsel && mv output expected
sed 's/: 0 $/: 0 ROOT/' expected > expected_confined # where its root is "/"
[ "$(wc -l < expected)" = 131 ] && [ "$(grep -c ' ROOT$' expected)" = 1 ] || fail "qemu: $(wc -l < expected) lines"
for command in "$MIPSTER" "$MIPSTER --engine step" "$hypster" "$hypster --depth 2" "$mixter --slice 100" "$MIPSTER $BUILD/mixter.elf mipster" "$mixter verify" "$mixter verify --depth 1" "$mixter verify --in-place"; do
    run $command
    diff expected output || fail "$command"
done
for command in "$MIPSTER" "$hypster" "$hypster --depth 2"; do
    run $command --files .
    diff expected_confined output || fail "$command --files ."
done
"$STARC" -O0 -march=mips32 -o at "$ROOT/tests/kernel/at.c" && run "$MIPSTER"
diff expected output || fail 'mips32, -O0'
run "$MIPSTER" --record ../recording
rm -rf world && mkdir world && cd world || exit 1 # where nothing of it is
for command in "$MIPSTER" "$hypster" "$mixter --slice 77 --depth 2"; do
    $command --replay ../recording ../at 2> ../messages || fail "replay by $command: $(cat ../messages)"
done
cd ..
# The supervisor's own current directory stays: what it writes is where it was started.
run "$MIPSTER" --trace=trace.txt
[ -s world/trace.txt ] || fail 'the trace is elsewhere'

# ---- out of a directory ----
cat > out.c <<'END'
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
static void attempt(const char *what, int result) { printf("%s: %s\n", what, result >= 0 ? "done" : strerror(errno)); }
int main(void) {
    char text[100];
    int sub = open("sub", O_RDONLY | O_DIRECTORY), path = open("sub/deep", O_PATH), top = open("/", O_PATH);
    attempt("read", openat(sub, "inner", O_RDONLY));
    attempt("up", openat(sub, "../../outside/secret", O_RDONLY));
    attempt("up", openat(path, "../../../outside/secret", O_RDONLY));
    attempt("top", openat(top, "../outside/secret", O_RDONLY));
    attempt("follow", openat(sub, "up/secret", O_RDONLY));
    attempt("through", openat(path, "../../sub/inner", O_RDONLY));
    attempt("standard", openat(0, "secret", O_RDONLY));
    attempt("standard", fchdir(0));
    attempt("cwd", fchdir(path));
    attempt("cwd", open("../../../outside/secret", O_RDONLY));
    attempt("cwd", open("../inner", O_RDONLY));
    attempt("cwd", chdir("../../.."));
    attempt("cwd", open("outside/secret", O_RDONLY));
    printf("%s\n", getcwd(text, sizeof text));
    attempt("link", symlink("../../outside/secret", "sub/new"));
    attempt("link", open("sub/new", O_RDONLY));
    attempt("link", linkat(AT_FDCWD, "sub/new", AT_FDCWD, "stolen", AT_SYMLINK_FOLLOW));
    attempt("link", link("../outside/secret", "stolen"));
    attempt("link", link("sub/inner", "../outside/given"));
    attempt("link", linkat(sub, "inner", 0, "given", 0));
    attempt("fifo", mkfifo("../outside/fifo", 0666));
    attempt("device", mknod("device", S_IFCHR | 0666, 0x103));
    attempt("proc", chdir("/proc/self"));
    attempt("proc", open("/proc/self/fd/0/secret", O_RDONLY));
    attempt("unlink", unlink("sub/new"));
    return 0;
}
END
cat > out.expected <<'END'
read: done
up: No such file or directory
up: No such file or directory
top: No such file or directory
follow: No such file or directory
through: done
standard: Permission denied
standard: Permission denied
cwd: done
cwd: No such file or directory
cwd: done
cwd: done
cwd: No such file or directory
/
link: done
link: No such file or directory
link: No such file or directory
link: No such file or directory
link: No such file or directory
link: Permission denied
fifo: No such file or directory
device: Operation not permitted
proc: No such file or directory
proc: No such file or directory
unlink: done
END
"$STARC" -O1 -o out out.c || exit 1
rm -rf world && mkdir -p world/inside/sub/deep world/outside && echo inner > world/inside/sub/inner && echo secret > world/outside/secret && ln -s ../../outside world/inside/sub/up
(cd world && find . | sort) > before
for command in "$MIPSTER" "$hypster" "$hypster --depth 2" "$mixter --slice 1000 --depth 2" "$MIPSTER $BUILD/mixter.elf mipster"; do
    $command --files world/inside out < world/outside > output 2> messages || fail "$command: $(cat messages)"
    diff out.expected output || fail "$command --files DIR"
    (cd world && find . | sort) | cmp - before || fail "$command: files were changed"
    (cd world/inside && exec $command --files none ../../out) < world/outside > output
    grep -v -e '^[a-z]*: Bad file descriptor$' -e 'Permission denied$' -e '^/$' -e '^device: Operation' output && fail "$command --files none"
    (cd world/inside && exec $command --files read ../../out) < world/outside > output
    grep -e '^link: done' -e '^fifo: done' -e '^unlink: done' output && fail "$command --files read"
    (cd world && find . | sort) | cmp - before || fail "$command --files read: files were changed"
done
# A directory that is moved out while it is open leads nowhere.
cat > moved.c <<'END'
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
int main(void) {
    char text[100];
    int sub = open("sub", O_PATH), bad = fchdir(sub);
    printf("ready\n"), fflush(stdout), getchar();
    bad += 2 * (openat(sub, "inner", O_RDONLY) >= 0) + 4 * (open("../secret", O_RDONLY) >= 0) + 8 * (getcwd(text, sizeof text) != NULL);
    return bad + 16 * (open("/here", O_RDONLY) < 0);
}
END
"$STARC" -o moved moved.c && touch world/inside/here && mkfifo go || exit 1
for command in "$MIPSTER" "$hypster --depth 2"; do
    rm -f ready
    $command --files world/inside moved < go > ready 2> messages & child=$!
    exec 3> go
    for i in $(seq 300); do [ -s ready ] && break; sleep 0.1; done
    mv world/inside/sub world/outside/sub && echo go >&3
    exec 3>&-
    wait $child || fail "$command: moved: $?"
    mv world/outside/sub world/inside/sub
done
exit $failures
