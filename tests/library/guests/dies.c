// Stores to where nothing is.
int *nowhere;

int main(void) {
    *nowhere = 1;
    return 0;
}
