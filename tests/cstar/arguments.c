// Argument strings begin at word boundaries and are padded with zeros to one.
int print(int *word) {
    write(1, word, 4);
    return *word;
}

int padded(int *s, int length) {
    int last;
    last = *(s + length / 4);
    while (length % 4 > 0) {
        last = last / 256;
        length = length - 1;
    }
    return last;
}

int main(int argc, int *argv) {
    int i;
    int sum;
    i = 1;
    sum = argc;
    while (i < argc) {
        if ((int)*(argv + i) % 4 != 0)
            return 99;
        sum = sum + padded((int *)*(argv + i), i);
        print((int *)*(argv + i));
        i = i + 1;
    }
    return sum;
}
