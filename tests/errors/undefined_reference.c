int missing(int);
extern int absent;
int main(void) { return missing(1) + absent; }
