#include "shared.h"

extern inline int shared(int x); // the external definition
