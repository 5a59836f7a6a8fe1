#include <stdio.h>
struct state { int size; int ready; };
static void start(struct state *state) { state->size = 4; }
int main(void) {
    struct state state;
    start(&state);
    if (state.ready) // !branch
        puts("ready");
    return 0;
}
