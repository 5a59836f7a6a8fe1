// Variables that some paths set, as gcc 12 -O1 warns of them, and some that it does not.
int otherwise(int n) {
    int result;
    if (n < 2)
        result = n;
    else if (n > 2)
        result = n * 2;
    return result;
}
int pick(int k) {
    int v;
    switch (k) {
    case 1: v = 10; break;
    case 2: v = 20; break;
    }
    return v;
}
int last(int n) {
    int value;
    for (int i = 0; i < n; i++)
        value = i * i;
    return value;
}
int sign(const char *s) {
    int n = 0, sign;
    if (*s == '-') {
        sign = -1;
        s++;
    }
    while (*s >= '0' && *s <= '9')
        n = n * 10 + *s++ - '0';
    return n * sign;
}
int together(int n) {
    int v, set = 0;
    if (n) {
        v = 3;
        set = 1;
    }
    if (set)
        return v;
    return 0;
}
int leaves(int n) {
    int v;
    if (n > 0)
        v = 1;
    else if (n < 0)
        return 2;
    else
        v = 3;
    return v;
}
int all(int n) {
    int a, b, c, d, e;
    for (int i = 0; i < 3; i++)
        a = i;
    do
        b = n--;
    while (n > 0);
    switch (n) {
    case 1: c = 1; break;
    case 2: c = 3; // fall through
    default: c = 2;
    }
    while (1) {
        d = n++;
        if (d > 10)
            break;
    }
    if ((e = n) > 3 && n < 10)
        e++;
    return a + b + c + d + e;
}
int main(void) {
    return 0;
}
