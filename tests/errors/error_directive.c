#error this is wrong
#if 0
#error not seen
#endif
#ifdef __STDC__
#  error   and  this
#endif
int main(void) { return 0; }
