# A field that ends before it begins.
# status 132
        .set    noreorder
        .set    noat
        .globl  __start
__start:
.word   0x7c0808c4
        li      $v0,4001
        li      $a0,3
        syscall
