int f(void) { return two; }
