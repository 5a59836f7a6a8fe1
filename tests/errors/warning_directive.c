#warning take care
int main(void) { return 0; }
