# --files: what of the host's files a guest can reach, at every depth; that no way leads out of a directory, and none to the
# process that provides the machine.
here=$ROOT/tests/kernel hypster=$BUILD/hypster mixter=$BUILD/mixter failures=0
fail() { echo "$*"; failures=1; }
for guest in escape own in_root; do "$STARC" -O1 -o $guest "$here/$guest.c" || exit 1; done
all="$PWD/escape"

# ---- how paths are walked, against openat2 ----
${CC:-cc} -O1 -Wall -Wextra -Werror -o walk "$here/walk.c" "$ROOT/host/walk.c" || exit 1
for seed in 1 2 3 4 5 6; do
    mkdir tree.$seed && ./walk tree.$seed $seed 5000 > log || fail "walk $seed: $(head -n 3 log)"
done

# ---- out of a directory ----
world() {
    rm -rf world && mkdir -p world/inside/sub world/outside/empty && cd world/inside || exit 1
    echo secret > ../outside/secret; echo inner > sub/inner; echo inner > file
    ln -s "$PWD/../outside/secret" absolute; ln -s ../outside/secret relative; ln -s ../outside folder; ln -s ../../outside sub/up
    ln -s relative chain; ln -s loop loop; ln -s ../outside/made dangling
    ln -s /proc/self to_self; ln -s /proc/self/root to_root; ln -s /proc/self/fd to_fd; ln -s /proc/self/fd/0 to_fd0
    ln -s /proc/self/exe to_exe; ln -s /dev/stdin to_stdin
    cd ..
    find . | sort > ../before
}
same() { find . | sort | cmp - ../before && [ "$(cat outside/secret)" = secret ] && [ "$(cat inside/sub/inner)" = inner ] || fail "$*: files were changed"; }
for command in "$MIPSTER" "$MIPSTER --engine interp" "$hypster" "$hypster --depth 2" "$mixter --slice 1000 --depth 2" "$MIPSTER $BUILD/mixter.elf mipster"; do
    world
    $command --files inside "$all" "$PWD" < outside/secret > ../output 2> ../messages 9< outside/secret || fail "$command: status $?: $(cat ../messages)"
    diff "$here/escape.txt" ../output || fail "$command: --files DIR"
    same "$command"
    (cd inside && exec $command --files . "$all" "$PWD/..") < outside/secret 9< outside > ../output
    diff "$here/escape.txt" ../output || fail "$command: --files ."
    $command --files none "$all" "$PWD" < outside/secret 9< outside > ../output || fail "$command: --files none"
    grep -v -e ': Permission denied' -e 'refused$' -e '^\(open\|access\) /\(dev/fd/9\|proc/self/fd/9\): No such file' -e '^write /dev/null: done' ../output &&
        fail "$command: --files none"
    same "$command --files none"
    (cd inside && exec $command --files read "$all") < outside/secret 9< outside > ../output || fail "$command: --files read"
    grep -E '^(create|truncate|mkdir|unlink|rmdir|rename|make|again)' ../output | grep -v ': Read-only file system$' && fail "$command: --files read"
    grep -q 'LEAK ../outside/secret' ../output && grep -q '^write /dev/null: done' ../output || fail "$command: --files read reads nothing"
    grep -e '^\(open\|access\) .*proc/.*: ' -e '^LEAK.*proc' -e 'descriptor' ../output | grep -v ': No such file or directory' && fail "$command: --files read"
    same "$command --files read"
    cd ..
done
# To open for reading may empty a file: that is a change.
cat > empty.c <<'END'
#include <errno.h>
#include <fcntl.h>
int main(void) {
    return open("file", O_RDONLY | O_TRUNC) < 0 ? errno : 0;
}
END
"$STARC" -O1 -o empty empty.c || exit 1
for command in "$MIPSTER" "$hypster" "$hypster --depth 2"; do
    echo contents > file
    $command --files read empty; [ $? = 30 ] && [ "$(cat file)" = contents ] || fail "$command --files read: O_TRUNC: $(cat file)"
done
$MIPSTER empty && [ ! -s file ] || fail 'O_TRUNC does not empty'
# A directory that is inherited as standard input.
world
for command in "$MIPSTER" "$hypster" "$hypster --depth 2"; do
    for files in 'all 0' 'inside -13' 'none -13' 'read -13'; do
        $command --files ${files% *} "$PWD/../in_root" secret < outside > ../output 2>&1
        [ "$(cut -d ' ' -f 1 ../output)" = "${files#* }" ] || fail "$command --files $files: standard input: $(cat ../output)"
    done
    cd inside && $command --files . "$PWD/../../in_root" file < sub > ../../output 2>&1; cd ..
    [ "$(cat ../output)" = '-13 1 1 -9 -22 -14 -14' ] || fail "$command: in_root: $(cat ../output)"
done
cd ..
# A hypervisor that may use a directory only: its guests may use no more, whatever they are given.
world
cp "$BUILD/mixter.elf" "$all" inside
for depth in '' '--depth 2'; do
    "$MIPSTER" --files inside mixter.elf hypster $depth --files all escape "$PWD" > ../output 2> ../messages < outside/secret
    [ $? = 127 ] && grep -q 'mixter.elf: no such file' ../messages || fail "programs are the supervisor's: $(cat ../messages)"
    "$MIPSTER" --files inside inside/mixter.elf hypster $depth --files all escape "$PWD" > ../output 2> ../messages < outside/secret
    diff "$here/escape.txt" ../output || fail "a confined hypervisor $depth: $(cat ../messages)"
done
rm inside/mixter.elf inside/escape; same 'a confined hypervisor'; cd ..

# ---- while links are made and directories moved, before each step ----
cat > show.c <<'END'
#include <fcntl.h>
#include <unistd.h>
int main(int argc, char **argv) {
    char text[16];
    int size = (int)read(open(argv[1], O_RDONLY), text, sizeof text);
    return size < 0 || write(1, text, (unsigned)size) != size;
}
END
"$STARC" -o show show.c && ${CC:-cc} -shared -fPIC -O1 -o swap.so "$here/swap.c" -ldl || exit 1
for path in flip/secret last flip/b/../secret deep/a/b/../../../../secret deep/a/b/../../secret; do
    seen=
    for step in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        rm -rf world && mkdir -p world/inside/flip/b world/inside/deep/a/b world/outside/b && cd world || exit 1
        echo secret > outside/secret; echo secret > secret; echo good > inside/flip/secret; echo good > inside/last; echo good > inside/secret; echo good > inside/deep/secret
        got=$(ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0 LD_PRELOAD=$PWD/../swap.so SWAP_AT=$step "$MIPSTER" --files inside ../show $path 2>&1)
        [ -L inside/flip ] && swapped=yes || swapped=no
        case $swapped:$got in no:good | yes:good | yes:) ;; *) fail "$path at step $step: '$got'" ;; esac
        seen=$seen$swapped:$got,
        cd ..
    done
    case $seen in *yes:,*no:good,*) ;; *) fail "$path: nothing was swapped: $seen" ;; esac
done

# ---- the process that provides the machine ----
sh -c 'cd / && exec "$0" "$1" "$2" $$ $PPID' "$MIPSTER" "$all" "$PWD" < /dev/null > output 9< "$here/files.sh"
[ -s output ] || fail 'nothing was tried'
grep -e proc -e to_ -e '/dev/fd' -e 'a process' output | grep -v ': No such file or directory$' && fail 'a process is reached'
for folder in /proc '/proc/self' '/proc/$$/task'; do
    sh -c "cd $folder"' && exec "$0" "$@"' "$MIPSTER" "$PWD/own" < /dev/null > output || fail "in $folder"
done
cat > proc.c <<'END'
#include <fcntl.h>
#include <stdio.h>
int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++)
        if (open(argv[i], O_RDONLY) >= 0)
            puts(argv[i]);
    return 0;
}
END
"$STARC" -o proc proc.c || exit 1
reached() { (cd "$1" && shift && exec "$MIPSTER" "$program" "$@") > output; cat output; }
program=$PWD/proc
[ -z "$(reached /proc self/maps self thread-self/maps 1/maps 1 ./self/maps mounts)" ] || fail "in /proc: $(cat output)"
[ "$(reached /proc version)" = version ] && [ "$(reached / /proc/version)" = /proc/version ] && [ "$(reached /proc/sys kernel/ostype)" = '' ] || fail 'all of /proc is hidden'
[ -z "$(reached /proc/self maps ../self/maps exe fd/0 cwd/self/maps)" ] || fail "in /proc/self: $(cat output)"

# ---- the guest's own files ----
cat > expected <<'END'
3 one two 1 0
ELF
written
/proc/self/cmdline:own|a b||
/proc/self/environ:A=1|
/dev/fd/77:No such file or directory
/dev/fd/99999999999999999999:No such file or directory
-1 -1 -1
0 -1 0 -1 0
END
printf 'one\ntwo\n' > input
for command in "$MIPSTER" "$hypster" "$hypster --depth 2" "$MIPSTER $BUILD/mixter.elf mipster"; do
    for files in all none read .; do
        $command --env A=1 --files $files own 'a b' '' < input > output 2>&1; diff expected output || fail "$command --files $files: own files"
    done
done
"$MIPSTER" --env A=1 --record recording own 'a b' '' < input > output && "$MIPSTER" --replay recording own 'a b' '' < /dev/null > output 2>&1 || fail 'own files are not replayed'
exit $failures
