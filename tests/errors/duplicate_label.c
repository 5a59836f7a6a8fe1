int main(void) {
here:
    goto here;
here:
    return 0;
}
