int replaced(void) { return 2; }
int value = 22;
__attribute__((weak)) int kept(void) { return 4; }
int tentative = 33;
extern int doubled(int);
extern int other_name;

int elsewhere(int x) { return doubled(x) + kept() + other_name; }
