// Linked to tests of others, which know nothing of a translator that has to be started.
#include <stdlib.h>

#include "../../core/mipster/emulate.h"

__attribute__((constructor)) static void start(void) {
    if (environment_engine() == NULL)
        exit(0);
}
