# Where a pointer came from, for every instruction that sets a register: by the rows of the table, compared with what
# binutils calls the instruction. Each program loads through $4 in the end, which dies; `origin` is what set it.
mkdir -p cases && cd cases || exit 1
count=0 failed=0
try() { # expectation: load, instruction or nothing; assembly
    count=$((count + 1))
    { printf ' .set noreorder\n .set noat\n .globl __start\n .type __start,@function\n__start:\n'
      # Some values: no address that is mapped, small ones, and words below the stack pointer.
      printf ' lui $8,0x7000\n li $9,3\n li $10,0x123\n li $11,0\n sw $9,-4($29)\n sw $8,-8($29)\n mthi $8\n mtlo $9\n li $4,0x4444\n'
      printf '%s\n' "$2"
      printf ' lw $2,0($4)\n nop\n .size __start,.-__start\n'; } > case.s
    mipsel-linux-gnu-as -mips32r2 -mno-fix-loongson3-llsc -o case.o case.s && mipsel-linux-gnu-ld -o case case.o || exit 1
    mipsel-linux-gnu-objcopy --strip-symbol=origin case stripped # it is no function
    timeout 10 "$MIPSTER" stripped 2> messages
    status=$?
    case $1 in
    nothing) expected= ;;
    *) address=$(mipsel-linux-gnu-nm case | sed -n 's/^0*\([0-9a-f]*\) . origin$/\1/p')
       expected="  the pointer came from the $1: $(mipsel-linux-gnu-objdump -d case | sed -n "s/^  $address:\t[0-9a-f]* \t//p" | tr '\t' ' ' | sed 's/ <.*//')" ;;
    esac
    if [ $status -lt 128 ] || [ "$(grep 'came from' messages)" != "$expected" ]; then
        printf '%s\n' "$2"; echo "status $status, expected '$expected'"; cat messages; failed=1
    fi
}
one() { try instruction "origin: $1"; }
for instruction in 'addiu $4,$9,1' 'addu $4,$8,$9' 'add $4,$9,$10' 'addi $4,$9,8' 'and $4,$8,$10' 'andi $4,$10,0x21' 'clo $4,$8' \
    'clz $4,$10' 'ext $4,$10,0,2' 'ins $4,$9,4,8' 'lui $4,0x6fff' 'li $4,12' 'mfhi $4' 'mflo $4' 'mul $4,$9,$10' 'nor $4,$8,$9' \
    'or $4,$8,$9' 'ori $4,$9,4' 'rdhwr $4,$29' 'rotr $4,$9,4' 'rotrv $4,$9,$10' 'seb $4,$10' 'seh $4,$10' 'sll $4,$9,2' \
    'sllv $4,$9,$10' 'slt $4,$9,$10' 'slti $4,$9,9' 'sltiu $4,$9,9' 'sltu $4,$9,$10' 'sra $4,$8,2' 'srav $4,$8,$9' 'srl $4,$10,2' \
    'srlv $4,$10,$9' 'sub $4,$10,$9' 'subu $4,$10,$9' 'wsbh $4,$9' 'xor $4,$9,$10' 'xori $4,$9,8' 'move $4,$0' 'sc $4,-4($29)' \
    'movn $4,$0,$9' 'movz $4,$0,$11'; do
    one "$instruction"
done
for instruction in 'lb $4,-4($29)' 'lbu $4,-4($29)' 'lh $4,-4($29)' 'lhu $4,-4($29)' 'lw $4,-4($29)' 'll $4,-4($29)' 'lwl $4,-1($29)' 'lwr $4,-8($29)'; do
    try load "origin: $instruction"
done
# What comes between and does not set it.
for instruction in 'sw $4,-12($29)' 'sb $4,-12($29)' 'swl $4,-9($29)' 'mult $4,$9' 'multu $4,$9' 'madd $4,$9' 'maddu $4,$9' 'msub $4,$9' \
    'msubu $4,$9' 'div $0,$4,$9' 'divu $0,$4,$9' 'mthi $4' 'mtlo $4' 'teq $4,$8' 'tltu $8,$4' 'pref 0,0($29)' 'sync' 'addu $5,$4,$4' \
    'beq $4,$8,__start
 nop' 'bgezal $8,1f
 nop
1:' 'bnel $9,$9,__start
 li $4,9' 'bltzl $4,__start
 li $4,9' 'movn $4,$10,$11' 'movz $4,$10,$9'; do
    case $instruction in bgezal*) try nothing "origin: lui \$4,0x6fff
 $instruction" ;; *) one "lui \$4,0x6fff
 $instruction" ;; esac
done
# Copies are followed, and what movn and movz did.
for copy in 'move $4,$6' 'or $4,$6,$0' 'or $4,$0,$6' 'addiu $4,$6,0' 'ori $4,$6,0' 'sll $4,$6,0' 'subu $4,$6,$0' 'xor $4,$6,$0' 'movn $4,$6,$9' 'movz $4,$6,$11'; do
    one "lui \$6,0x6fff
 $copy"
done
one 'lui $6,0x6fff
 move $5,$6
 li $6,5
 move $4,$5'
# The load is in a delay slot; so is what set the pointer, of a branch that was not taken.
one 'lui $4,0x6fff
 b 1f
 lw $2,4($4)
1:'
try instruction 'bltz $9,__start
origin: lui $4,0x6fff'
# It is not certain: another way leads here, a call came between, the kernel sets $2.
try nothing 'origin: lui $4,0x6fff
 beq $9,$10,1f
 nop
 lui $4,0x6ffe
1:'
try nothing 'origin: lui $4,0x6fff
 bal 1f
 nop
1:'
try nothing ' li $2,4020
origin: lui $2,0x6fff
 syscall
 move $4,$2'
try nothing 'origin: lui $4,0x6fff
 movn $4,$9,$10
 b 1f
 li $10,0
1:'
echo "$count programs"
exit $failed
