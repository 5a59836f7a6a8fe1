f() { local x=$1; if [ $x -le 1 ]; then r=1; else f $((x-1)); r=$((r*x)); fi; }
f 10; echo $r
for i in a b c; do echo -n "$i "; done; echo
x=hello.tar.gz; echo ${x%.gz} ${x##*.} ${#x}
case $x in *.gz) echo gz;; *) echo other;; esac
set -- 1 2 3; echo $# "$@"; shift; echo $1
i=0; while [ $i -lt 5 ]; do i=$((i+1)); done; echo $i
printf '%s-%d\n' a 5; eval 'y=7'; echo "$y" "${z:-unset}" "${y:+set}"
trap 'echo bye' EXIT
read -r a b < "$0"; echo "$a" "$b"
test -f "$0" && echo "$((0x10 + 010 * 3))" "$(( (7 << 2) | 1 ))"
g() { while getopts ab: o; do echo "$o $OPTARG"; done; }; g -a -b c
IFS=:; set -- $PWD:x; echo $# ; exit 3
