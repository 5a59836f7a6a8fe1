# For the parts of make bench that run programs made by gcc -O2 for MIPS32 release 2: which there are, how long, and how they
# are made. `compiler` is all of mixter, as large code: starc compiling 30,000 lines. Environment: BUILD, work.
programs=${PROGRAMS:-sieve queens sha256 quicksort fib words machine matrix list objects hash multiply compiler}
size() { case $1 in sieve) echo 30 ;; queens) echo 13 ;; sha256) echo 60000 ;; quicksort) echo 60 ;; fib) echo 38 ;; words) echo 6000000 ;;
    machine) echo 3000000 ;; matrix) echo 600 ;; list) echo 80 ;; objects) echo 250000 ;; hash) echo 3000000 ;; multiply) echo 150000 ;;
    compiler) echo "starc -o $work/compiled $work/large.c" ;; esac; }
compile_for_mips() { # name
    if [ $1 != compiler ]; then
        lib/gcc/cc -O2 -w -o "$work/$1" bench/$1.c
    else
        sh bench/source.sh > "$work/large.c"
        [ "$work/$1" -nt "$BUILD/mixter" ] || lib/gcc/cc -O2 -w -o "$work/$1" $(sed 's/#.*//' PROGRAMS)
    fi
}
