# _llseek: positions of more than 32 bits, from the start, from here, from the end, in a file that is mostly a hole.
# Writes the result, the error flag and the position of each.
# No file has more than 5 GiB, because a campaign gives no more.
# On a hypervisor, which has lseek only (core/guest.c), those beyond 2 GiB are EOVERFLOW.
# status 0
# level 0
        .set    noreorder
        .globl  __start
        .macro  seek high, low, whence
        move    $4,$16
        li      $5,\high
        li      $6,\low
        addiu   $7,$17,8
        li      $8,\whence
        sw      $8,16($29)
        li      $2,4140
        syscall
        sw      $2,0($17)
        sw      $7,4($17)
        li      $4,1            # write
        move    $5,$17
        li      $6,16
        li      $2,4004
        syscall
        .endm
__start:
        addiu   $29,$29,-32
        lui     $17,%hi(result)
        addiu   $17,$17,%lo(result)
        lui     $4,%hi(name)
        addiu   $4,$4,%lo(name)
        li      $5,0x2302       # O_LARGEFILE, O_TRUNC, O_CREAT, O_RDWR
        li      $6,0600
        li      $2,4005
        syscall
        move    $16,$2
        seek    1, 8, 0
        move    $4,$16          # "far" after the hole
        lui     $5,%hi(name)
        addiu   $5,$5,%lo(name)
        li      $6,3
        li      $2,4004
        syscall
        seek    0, 0, 1
        seek    0, 0, 2
        seek    1, 0, 1
        seek    -1, -11, 2
        seek    0, 8, 0
        seek    -1, -9, 1       # before the start
        seek    0x7fffffff, -1, 0
        seek    0, 1, 9
        li      $4,0
        li      $2,4001
        syscall
        .data
name:   .asciz  "far"
        .align  4
result: .space  16
