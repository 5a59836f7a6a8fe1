struct Unknown;
struct Unknown global;
int main(void) {
    struct Unknown *p = 0, local;
    p++;
    return sizeof(struct Unknown) + sizeof *p + p->x;
}
