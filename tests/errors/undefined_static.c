static int declared(void);
int main(void) { return declared(); }
