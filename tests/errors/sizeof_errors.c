struct Unknown;
int f(void);
int main(void) {
    return sizeof(struct Unknown) + sizeof(int[]) + _Alignof(struct Unknown);
}
