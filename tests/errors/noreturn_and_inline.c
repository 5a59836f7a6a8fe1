_Noreturn int x;
inline int y;
int main(void) { return 0; }
