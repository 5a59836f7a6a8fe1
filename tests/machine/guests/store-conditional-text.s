# sc needs a page that may be written even if it does not store.
# status 139
# qemu 3
        .set    noreorder
        .set    noat
        .globl  __start
__start:
        lui     $t0,%hi(__start)
        sc      $t1,%lo(__start)($t0)
        li      $v0,4001
        li      $a0,3
        syscall
