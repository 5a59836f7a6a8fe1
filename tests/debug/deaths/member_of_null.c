struct matrix { int cells[100]; int *rows; };
static int row(struct matrix *m) { return *m[1].rows; }
int main(int argc, char **argv) { return row((struct matrix *)(unsigned)(argc * 16)); }
