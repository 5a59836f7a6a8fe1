# nanosleep waits by looking at the clock, so that counts differ from run to run: not a program of tests/lib, where they
# are compared. It sleeps long enough, also under a hypervisor.
cat > sleep.c <<'END'
#include <stdio.h>
#include <time.h>
#include <unistd.h>
static long long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}
int main(void) {
    struct timespec moment = {0, 1000000}, wrong = {0, 1000000000};
    long long start = now();
    int result = nanosleep(&moment, NULL);
    long long middle = now();
    int second = usleep(2000);
    printf("%d %d %d %d %d\n", result, second, middle - start >= 1000000, now() - middle >= 2000000, nanosleep(&wrong, NULL));
    return 0;
}
END
"$STARC" -o sleep sleep.c || exit 1
for run in "$MIPSTER" "$BUILD/hypster"; do
    [ "$($run sleep)" = '0 0 1 1 -1' ] || { echo "$run: $($run sleep)"; exit 1; }
done
