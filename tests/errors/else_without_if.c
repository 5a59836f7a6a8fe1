int main(void) {
    else return 1;
    while return 2;
    do return 3; until (1);
    return 0;
}
