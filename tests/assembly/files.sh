# Files in assembly language: .s and .S, alone and with C, as objects and in archives; data of all kinds; the same output
# as after GNU as and gcc; messages with their places.
LC_ALL=C export LC_ALL
failures=0
wrong() { echo "$*"; failures=1; }
cat > words.s <<'END'
# A table of functions, strings, numbers, and symbols of other files.
	.file	1 "words.s"
	.section .mdebug.abi32
	.previous
	.nan	legacy
	.module	fp=32
	.set	SIZE, 3
COUNT	=	(SIZE + 1) << 1
	.rdata
	.align	2
message: .asciiz "%d %d %s %x\n"
names:	.ascii	"one\0two\0"
	.string "tab\tquote\"\101\x42", "three"
	.byte	1, 2, -1, 'a', '\n', names_end - names
names_end:
	.data
	.globl	table
	.type	table, @object
	.size	table, 16
byte:	.byte	7
table:	.word	message, names + 4, number, SIZE * COUNT | 1
	.half	-1, 0xffff
unaligned: .byte 1
	.4byte	0x11223344
	.balign	16
	.globl	aligned
aligned: .space	4, 0xee
	.quad	0x1122334455667788, -2
	.fill	2, 2, 0x1234
	.comm	shared, 8, 8
	.lcomm	own, 4
	.bss
zeros:	.zero	64
	.weak	missing
	.text
	.set	noreorder
	.globl	count_down
	.ent	count_down
	.type	count_down, @function
count_down:
	.frame	$sp, 0, $31
	.mask	0x00000000, 0
	move	$v0, $zero
1:	addiu	$a0, $a0, -1
	bnez	$a0, 1b
	 addiu	$v0, $v0, 1	# in the slot
	b	2f
	 nop
	break	7
2:	jr	$ra
	 addu	$v0, $v0, $zero
	.end	count_down
	.size	count_down, . - count_down
	.set	reorder
	.globl	report
	.ent	report
report:
	.set	noat
	lui	$at, %hi(own)
	sw	$a0, %lo(own)($at)
	.set	at
	addiu	$sp, $sp, -32
	sw	$ra, 28($sp)
	lw	$a1, own
	la	$t0, table + 33000
	addiu	$t0, $t0, -20000
	lw	$a2, 12 - 13000($t0)
	la	$a3, names + 4
	lw	$t0, aligned
	sw	$t0, 16($sp)
	la	$t0, missing
	bnez	$t0, 3f
	la	$a0, message
	jal	printf
	la	$t9, count_down
	li	$a0, 5
	jalr	$t9
	lw	$t0, number
	lw	$t1, shared + 4
	addu	$v0, $v0, $t0; addu $v0, $v0, $t1
	ulw	$t0, unaligned + 1
	srl	$t0, $t0, 24
	addu	$v0, $v0, $t0
3:	lw	$ra, 28($sp)
	addiu	$sp, $sp, 32
	jr	$ra
	.end	report
END
cat > main.S <<'END'
#include "limit.h"
#define ENTRY(name) .globl name; .ent name; name:
/* The preprocessor's
   business; don't mind the quote. */
#ifdef __ASSEMBLER__
ENTRY(limited)
	li $v0, LIMIT // a comment of C
	slt $v1, $a0, $v0
	movn $v0, $a0, $v1
	jr $ra
	.end limited
# an old comment, isn't it
#else
#error
#endif
END
echo '#define LIMIT (100 + 23)' > limit.h
cat > main.c <<'END'
#include <stdio.h>
int number = 1000, shared[2] = {0, 50};
extern int aligned, count_down(int), report(int), limited(int), table[];
extern char names[];
extern short after_table[] __asm__("table");
int main(void) {
    printf("%d %d %d\n", report(42), limited(7), limited(1 << 20));
    printf("%d %d %s\n", (int)&aligned % 16, after_table[8], (char *)table[1]);
    return 0;
}
END
sed -i 's/, shared\[2\] = {0, 50};/; extern int shared[2];/; s/    printf("%d %d %d/    shared[1] = 50;\n&/' main.c
mipsel-linux-gnu-gcc-12 -O1 -mips32r2 -mno-abicalls -fno-pic -G0 -static -o expected main.c words.s main.S 2> messages || { cat messages; wrong gcc; }
qemu-mipsel ./expected > expected.out || wrong 'the expected output'
grep -q 42 expected.out || wrong 'nothing was expected'
try() { # what
    "$MIPSTER" program > out || wrong "$1: status $?"
    cmp -s expected.out out || { wrong "$1:"; diff expected.out out; }
    qemu-mipsel program | cmp - expected.out || wrong "$1 on qemu"
}
"$STARC" -march=mips32 -o program main.c words.s main.S && try 'sources'
"$STARC" -march=mips32 -O0 -g -o program main.S words.s main.c && try 'other order, -O0 -g'
for source in main.c words.s main.S; do "$STARC" -march=mips32 -c -o $source.o $source || wrong "-c $source"; done
"$STARC" -o program main.c.o words.s.o main.S.o && try 'objects'
rm -f library.a && mipsel-linux-gnu-ar rc library.a words.s.o main.S.o
"$STARC" -march=mips32 -o program main.c library.a && try 'an archive'
mipsel-linux-gnu-nm words.s.o | grep -E ' (count_down|report|table|number|shared|printf|aligned)$' | cut -c10- | sort > symbols
printf '%s\n' 'D aligned' 'T count_down' 'U number' 'U printf' 'T report' 'B shared' 'D table' | sort | cmp - symbols || { wrong nm; cat symbols; }
mipsel-linux-gnu-objcopy -O binary -j .data words.s.o data.bin
mipsel-linux-gnu-as -mips32r2 -O1 -G0 -o as.o words.s && mipsel-linux-gnu-objcopy -O binary -j .rodata as.o as.bin
mipsel-linux-gnu-objcopy -O binary -j .rodata words.s.o rodata.bin
head -c "$(stat -c %s rodata.bin)" as.bin | cmp - rodata.bin || wrong 'read-only data differ'
mipsel-linux-gnu-nm program | grep -q ' T report$' || wrong 'no symbol in the program'
"$STARC" -march=mips32 -S -o listing main.c words.s main.S && grep -q 'mult\|movn' listing || wrong 'the listing'

cp main.S main.text && "$STARC" -march=mips32 -x assembler-with-cpp -c -o text.o main.text && "$STARC" -march=mips32 -o program main.c words.s text.o && try '-x'

message() { # source, what the compiler says
    printf '%b' "$1" > wrong.s
    "$STARC" -march=mips32 -c -o wrong.o wrong.s 2> messages && wrong "no error: $1"
    head -n 1 messages | grep -qF "wrong.s:$2" || { wrong "for '$1':"; head -n 1 messages; }
}
message '\n  foo $4\n' "2:3: error: unknown instruction 'foo'"
message 'a: nop\na: nop\n' "2:1: error: symbol 'a' is already defined"
message ' nop\n .frob 4\n' "2:2: error: unknown directive '.frob'"
message ' .word 1 +\n' '1:2: error: expected an operand'
message ' .ascii "abc\n' '1:2: error: missing terminating'
message ' .byte 256\n' '1:2: error: 256 does not fit into 1 bytes'
message ' .half main\n' '1:2: error: an address does not fit into 2 bytes'
message ' .align 40\n' '1:2: error: alignment too large'
message ' b 1f\n' "1:2: error: there is no label '1:' behind '1f'"
message ' .data\n addu $4,$5,$6\n' "2:2: error: an instruction in section '.data'"
message ' .bss\n .word 1\n' "2:2: error: '.bss' has no contents"
message ' .set noat\n lw $4, x+4($4)\n' '2:2: error: the instruction needs $at'
message ' beq $4, $5, far\n .space 200000\nfar: nop\n' '1:2: error: the branch does not reach'
message ' .word 1/0\n' '1:2: error: division by zero'
message ' lw $4, a+b\n' '1:2: error: a sum of two addresses'
message '/* \n' '1:1: error: unterminated comment'
printf '#if 1\n\tnop\n\tfoo\n#endif\n' > wrong.S
"$STARC" -march=mips32 -c -o wrong.o wrong.S 2>&1 | grep -qF "wrong.S:3:9: error: unknown instruction 'foo'" || wrong 'a place in a .S file'
printf '\t.globl main\nmain:\tjal nowhere\n' > undefined.s
"$STARC" -march=mips32 -o program undefined.s 2>&1 | grep -qF "undefined.s:2:9: error: undefined reference to 'nowhere'" || wrong 'an undefined reference'
printf '\t.globl main\nmain:\taddiu $2, $0, 42\n\tjr $31\n' > seventeen.s
"$STARC" -o program seventeen.s && "$MIPSTER" program
[ $? = 42 ] || wrong 'a program of the 17 instructions'
printf '\t.globl main\nmain: lui $2, 1\n' > lui.s
"$STARC" -o program lui.s 2>&1 | grep -qF "'lui' is none of the 17 instructions" || wrong 'lui without -march=mips32'
exit $failures
