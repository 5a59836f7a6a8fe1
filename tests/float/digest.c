// digest [COUNT]: prints a digest of the results of each operation, with each kind of NaN and in
// each rounding mode, of COUNT random operands and some of the edges. The same wherever it runs.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "operations.h"

static uint64_t digest;

static void run(const struct operation *operation, const uint64_t *operands,
                struct float_environment *environment) {
    environment->flags = 0;
    uint64_t result = operation->run(operands, environment);
    digest = (digest + result) * 6364136223846793005u + environment->flags;
    digest = digest * 6364136223846793005u + (digest >> 32);
}

int main(int argc, char **argv) {
    uint32_t count = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 0) : 100;
    struct random_state random = {1};
    for (uint32_t i = 0; i < OPERATIONS; i++) {
        const struct operation *operation = &operations[i];
        digest = 0;
        for (uint32_t mode = 0; mode < 16; mode++) {
            struct float_environment environment = {mode % 4, mode / 4 % 2, mode / 8 != 0, 0};
            for (uint32_t n = 0; n < count; n++) {
                uint64_t operands[3];
                random_operands(&random, operation, operands);
                run(operation, operands, &environment);
            }
        }
        printf("%s %016" PRIx64 "\n", operation->name, digest);
    }
}
