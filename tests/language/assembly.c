// asm statements: constraints, operands by number and name, modifiers, clobbers, labels, memory, pairs of
// registers, floating point, copies of an inlined statement, register variables, assembly language outside of functions.
#include <stdio.h>

static int sum_to(int n) {
    int sum = 0;
    asm volatile("1:\taddu %0, %0, %1\n"
                 "\taddiu %1, %1, -1\n"
                 "\tbnez %1, 1b # in a delay slot: nop\n"
                 : "+r"(sum), "+r"(n));
    return sum;
}

static inline int rotate(int x, int amount) {
    int result;
    asm("rotr %[result], %[x], %[amount]" : [result] "=r"(result) : [x] "r"(x), [amount] "i"(8));
    return result + amount;
}

static long long add(long long a, long long b) {
    long long sum;
    unsigned carry;
    asm("addu %L0, %L2, %L3\n\tsltu %1, %L0, %L2\n\taddu %M0, %M2, %M3\n\taddu %M0, %D0, %1"
        : "=&r"(sum), "=&r"(carry)
        : "r"(a), "r"(b));
    return sum;
}

static double fused(double a, double b, float c) {
    double d;
    float e;
    asm("madd.d %0, %1, %1, %2" : "=f"(d) : "f"(b), "f"(a));
    asm("sqrt.s %0, %1" : "=f"(e) : "f"(c) : "$f20", "$f21");
    return d + e;
}

struct pair {
    int first, second;
};

static int memory(struct pair *pair, int index) {
    int array[4] = {10, 20, 30, 40}, loaded, word;
    asm("lw %0, %1" : "=r"(loaded) : "m"(array[index]));
    asm volatile("lw %0, %1\n\tlw $3, %D1\n\taddu %0, %0, $3" : "=r"(word) : "m"(*pair) : "$3", "memory");
    asm volatile("sw %1, %0" : "=m"(pair->second) : "r"(loaded + word));
    asm volatile("sw $0, 8(%0)" : : "r"(array) : "memory");
    return array[2] + pair->second;
}

static int clobbers(int a, int b, int c) {
    int d = a * b, e = b * c, f = c * a, g = d ^ e;
    for (int i = 0; i < 3; i++)
        asm volatile("li $8, 1\n li $9, 2\n li $10, 3\n li $16, 4\n li $17, 5\n li $18, 6\n li $25, 7; mult $8, $9"
                     :
                     :
                     : "$8", "$9", "t2", "$s0", "$17", "$18", "$25", "hi", "lo", "memory");
    return a + b * 3 + c * 5 + d * 7 + e * 11 + f * 13 + g * 17;
}

static int many(int a, int b, int c, int d, int e, int f, int g, int h) {
    int r, s, t;
    asm("addu %0,%3,%4\n addu %1,%5,%6\n addu %2,%7,%8\n addu %0,%0,%9\n addu %1,%1,%10"
        : "=&r"(r), "=&r"(s), "=&r"(t)
        : "r"(a), "r"(b), "r"(c), "r"(d), "r"(e), "r"(f), "r"(g), "r"(h));
    return r + 10 * s + 100 * t;
}

static int registers(const char *text, unsigned length) {
    register int number asm("$2") = 4004; // write
    register int descriptor asm("a0") = 1;
    register const char *from asm("$a1") = text;
    register unsigned count asm("$6") = length;
    register int error asm("$7");
    asm volatile("syscall" : "+r"(number), "=r"(error) : "r"(descriptor), "r"(from), "r"(count) : "memory");
    return error == 0 ? number : -1;
}

int global = 1000;
static __attribute__((used)) int twice(int x) { return 2 * x; }
static int calls(int x) {
    int word, result;
    asm("lw %0, global" : "=r"(word));
    asm("move $4, %1\n\tjal twice\n\tmove %0, $2"
        : "=r"(result)
        : "r"(x)
        : "$2", "$3", "$4", "$5", "$6", "$7", "$8", "$9", "$10", "$11", "$12", "$13", "$14", "$15", "$24", "$25", "$31",
          "memory");
    return word + result;
}

static int constants(void) {
    static const char text[] = "static";
    int a, b, c;
    const char *p;
    asm("li %0, %1" : "=r"(a) : "n"(sizeof(struct pair) + 1));
    asm("lui %0, %%hi(%1)\n\taddiu %0, %0, %%lo(%1)" : "=r"(b) : "i"(0x12348765));
    asm("lui %0, %%hi(%1)\n\taddiu %0, %0, %%lo(%1)" : "=r"(p) : "i"(text + 2));
    asm("addiu %0, $0, %X1" : "=r"(c) : "I"(-7 & 255));
    printf("%d %#x %s %d %d\n", a, (unsigned)b, p, c, 0);
    asm("subu %0, %z1, %2" : "=r"(a) : "Jr"(0), "r"(b));
    return a + b;
}

static int high_and_low(int a, int b) {
    int low;
    long long both;
    asm("mult %1, %2" : "=l"(low) : "r"(a), "r"(b) : "hi");
    asm("mult %1, %2" : "=x"(both) : "r"(a), "r"(-b));
    return low + (int)(both >> 32);
}

static int bits(void) {
    struct {
        unsigned a : 3, b : 7, c : 22;
    } s = {1, 2, 3};
    asm("addiu %0, %0, 5" : "+r"(s.b));
    char narrow = 100;
    asm("addiu %0, %0, 100" : "+r"(narrow));
    return (int)s.b + narrow;
}

asm(".pushsection .rodata\n"
    "message: .asciiz \"outside, \\\"quoted\\\"\"\n"
    ".popsection\n"
    "\t.globl address_of_message\n"
    "\t.ent address_of_message\n"
    "address_of_message:\n"
    "\tla $2, message /* a comment */\n"
    "\tjr $31\n"
    "\t.end address_of_message\n");
const char *address_of_message(void);

static int unique(int x) {
    int result = 4;
    asm volatile("beqz %1, .Ldone%=\n\taddiu %0, %0, 3\n.Ldone%=:" : "+r"(result) : "r"(x));
    return result;
}

static int cell = 7;
static int overwritten(int a, long long b) {
    int before = cell, result;
    long long copy;
    asm volatile("sw %1, 0(%0)" : : "r"(&cell), "r"(a + 3) : "memory");
    asm("li $8, 99\n\taddu %0, %1, $8" : "=r"(result) : "r"(a) : "$8");
    asm("li $9, 1\n\tli $11, 1\n\taddiu %L0, %L1, 1\n\tmove %M0, %M1" : "=&r"(copy) : "r"(b) : "$9", "$11");
    return before + 10 * cell + 100 * result + (int)(copy >> 32) + (int)copy;
}

__attribute__((noinline)) static void saved(void) {
    asm volatile("li $16, 1000\n\tli $17, 1000\n\tli $18, 1000\n\tli $19, 1000" : : : "$16", "$17", "$18", "$19");
}

static int keeps(int a, int b, int c) {
    for (int i = 0; i < 3; i++, a += b, b += c)
        saved();
    return a + b + c;
}

int main(void) {
    struct pair pair = {1, 2};
    printf("%d %d %d\n", sum_to(10), rotate(0x100, 1), rotate(0x200, 2));
    printf("%llx\n", (unsigned long long)add(0x1ffffffff, 0x100000002));
    printf("%g\n", fused(1.5, 2.0, 16.0f));
    printf("%d %d\n", memory(&pair, 3), pair.second);
    printf("%d %d\n", clobbers(3, 4, 5), many(1, 2, 3, 4, 5, 6, 7, 8));
    fflush(stdout);
    printf("%d\n", registers("written\n", 8));
    printf("%d %d\n", calls(21), constants());
    printf("%d %d\n", high_and_low(100000, 100000), bits());
    printf("%s %d %d\n", address_of_message(), unique(0), unique(1));
    printf("%d %d\n", overwritten(5, 0x300000004), keeps(1, 2, 3));
    return 0;
}
