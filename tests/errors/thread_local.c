_Thread_local int t;
int main(void) { return 0; }
