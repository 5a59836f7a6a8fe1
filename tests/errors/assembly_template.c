int x;
int main(void) {
    int a = 1;
    asm("frobnicate $4");
    asm("nop\n"
        "addu $4, $5, 5.5\n"
        "\tlui $4, 65536");
    asm("addu %0, %3, %1" : "=r"(a) : "r"(a));
    asm("addu %0, %[b], %1" : "=r"(a) : "r"(a));
    asm("b 1f");
    asm("b 1b");
    asm(".section .data");
    asm("sll $4, $5, 32");
    asm("mul.d $f1, $f2, $f4");
    asm(".set noat\n\tblt $4, $5, main");
    asm("nop" : : "f"(a));
    asm("lw $4, %gp_rel(x)($gp)");
    asm("addiu $4, $5, 40000");
    asm("li $4, 1 2");
    asm(".word x - main + 3");
    asm("lw");
    return a;
}
