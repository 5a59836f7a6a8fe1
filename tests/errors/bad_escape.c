char *a = "\q";
char *b = "\xg";
char *c = "\u12";
int d = '\400';
int main(void) { return 0; }
