void types(int n) {
    goto a;
    typedef int row[n];
a:;
    goto b;
    int (*p)[n];
b:
    (void)p;
}
int expressions(int n) {
    goto c;
    n += ({
    c:
        1;
    });
    switch (n) {
        n = ({
        case 1:
            2;
        });
    }
    n += ({
        goto d;
    d:
        3;
    });
    n += ({
        if (n)
            goto out;
        4;
    });
out:
    return n;
}
void arrays(int n) {
    char a[][n] = {""};
    void *p = (char[][n]){""};
}
