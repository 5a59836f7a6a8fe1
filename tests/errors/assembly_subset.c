int main(int argc, char **argv) {
    double d = 1;
    asm volatile("" : "+r"(argc) : "m"(*argv) : "memory");
    asm volatile("addu %0, %0, %0\n\tnop" : "+r"(argc));
    asm volatile("lui $4, 1\n\tand $4, $5, $6");
    asm volatile("li $4, 1000000");
    asm volatile("" : "+f"(d));
    return argc;
}
