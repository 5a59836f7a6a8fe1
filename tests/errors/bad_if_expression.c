#if
#endif
#if 1 +
#endif
#if (1
#endif
#if 1 2
#endif
#if "text"
#endif
#if 1 / 0
#endif
#if a = 1
#endif
int main(void) { return 0; }
