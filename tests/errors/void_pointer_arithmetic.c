struct Unknown *u;
int main(void) {
    return u[0] + *(u + 1);
}
