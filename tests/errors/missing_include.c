#include "does_not_exist.h"
#include <nor_does_this.h>
int main(void) { return 0; }
