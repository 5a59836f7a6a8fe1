#include "inner.h"
static int outer(void) { return inner() * 2; }
