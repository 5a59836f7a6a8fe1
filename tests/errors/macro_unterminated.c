#define F(a) a
int main(void) { return 0; }
int x = F(1;
