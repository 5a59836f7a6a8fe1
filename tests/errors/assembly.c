int x;
int f(int a) {
    asm("frobnicate $4");
    asm("nop\n"
        "addu $4, $5, 5.5\n"
        "\tlui $4, 65536");
    asm("addu %0, %1" : "=r"(a) : "r"(a), "i"(a));
    asm("nop" : "r"(a));
    asm("nop" : "=r"(5));
    asm("nop" : : "=r"(a));
    asm("nop" : : "Q"(a));
    asm("nop" : : : "$40");
    asm("nop" : : : "$sp");
    asm("addu %0, %3, %[b]" : "=r"(a) : "r"(a));
    asm("b 1f");
    asm("nop" : : "1"(a));
    asm("nop" : "=m"(3));
    asm(".section .data");
    asm("sll $4, $5, 32");
    asm("mul.d $f1, $f2, $f4");
    asm(".set noat\n\tblt $4, $5, f");
    asm("nop" : : "f"(a));
    register int r asm("$99");
    asm("beq $4, $5, 2");
    asm("jal undefined_anywhere");
    asm("lw $4, %gp_rel(x)($gp)");
    asm(L"nop");
    return a;
}
asm("outside:\n"
    "\tmove $4\n");
asm("outside: nop");
