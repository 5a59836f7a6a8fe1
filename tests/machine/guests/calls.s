# System calls, row by row: number and four arguments; the results $v0 and $a3 of each go to standard
# output. Run in an empty folder with a file on standard input.
# status 0
        .set    noreorder
        .set    noat
        .globl  __start
__start: jal    1f
        nop
        .word   table, end, result
1:      lw      $s0,0($ra)
        lw      $s1,4($ra)
        lw      $s2,8($ra)
2:      lw      $v0,0($s0)
        lw      $a0,4($s0)
        lw      $a1,8($s0)
        lw      $a2,12($s0)
        lw      $a3,16($s0)
        syscall
        sw      $v0,0($s2)
        sw      $a3,4($s2)
        addiu   $v0,$zero,4004
        addiu   $a0,$zero,1
        addu    $a1,$s2,$zero
        addiu   $a2,$zero,8
        syscall
        addiu   $s0,$s0,20
        bne     $s0,$s1,2b
        nop
        addiu   $v0,$zero,4001
        addu    $a0,$zero,$zero
        syscall
        .rdata
missing: .asciz "missing"
file:   .asciz  "file"
other:  .asciz  "other"
here:   .asciz  "."
under:  .asciz  "file/under"
folder: .asciz  "folder"
self:   .asciz  "/proc/self/exe"
zero:   .asciz  "/dev/zero"
null:   .asciz  "/dev/null"
full:   .asciz  "/dev/full"
empty:  .asciz  ""
text:   .ascii  "some text that is written"
        .align  2
table:  .word   4999, 0, 0, 0, 0                # no such call
        .word   4003, 77, buffer, 4, 0          # read: bad descriptors
        .word   4003, -1, buffer, 4, 0
        .word   4003, 0, 0x10, 4, 0             # read: bad addresses
        .word   4003, 0, 0x80000000, 4, 0
        .word   4003, 0, buffer, 0x7fffffff, 0  # beyond the user's half
        .word   4003, 0, text, 4, 0             # read-only
        .word   4003, 0, 0x10, 0, 0             # nothing
        .word   4003, 0, buffer, 3, 0
        .word   4003, 0, buffer, 1000, 0
        .word   4003, 0, buffer, 4, 0           # at the end
        .word   4004, 77, text, 4, 0            # write
        .word   4004, 1, 0x10, 4, 0
        .word   4004, 1, 0x80000000, 4, 0
        .word   4004, 1, 0x10, 0, 0
        .word   4005, missing, 0, 0, 0          # open
        .word   4005, 0x10, 0, 0, 0
        .word   4005, 0x80000000, 0, 0, 0
        .word   4005, empty, 0, 0, 0
        .word   4005, here, 1, 0, 0             # a folder to write
        .word   4005, long, 0, 0, 0             # name too long
        .word   4005, file, 0x101, 0x1b6, 0     # create: 3
        .word   4005, file, 0x501, 0x1b6, 0     # exclusive
        .word   4005, under, 0, 0, 0            # not a folder
        .word   4003, 3, buffer, 4, 0           # not readable
        .word   4004, 3, text, 25, 0
        .word   4004, 3, 0x10, 4, 0
        .word   4019, 3, 0, 1, 0                # lseek
        .word   4019, 3, -5, 2, 0
        .word   4019, 3, -500, 0, 0
        .word   4019, 3, 0, 9, 0
        .word   4019, 77, 0, 0, 0
        .word   4019, 3, 0x7fffffff, 0, 0
        .word   4006, 3, 0, 0, 0                # close
        .word   4006, 3, 0, 0, 0
        .word   4006, -1, 0, 0, 0
        .word   4005, file, 0, 0, 0             # 3 again
        .word   4004, 3, text, 4, 0             # not writable
        .word   4003, 3, buffer, 10000, 0
        .word   4054, 3, 0x540d, buffer, 0      # no terminal
        .word   4054, 77, 0x540d, buffer, 0
        .word   4006, 3, 0, 0, 0
        .word   4005, file, 9, 0, 0             # append
        .word   4004, 3, text, 4, 0
        .word   4019, 3, 0, 1, 0
        .word   4006, 3, 0, 0, 0
        .word   4005, file, 0x202, 0, 0         # truncate
        .word   4003, 3, buffer, 4, 0
        .word   4006, 3, 0, 0, 0
        .word   4005, here, 0, 0, 0             # a folder to read
        .word   4003, 3, buffer, 4, 0
        .word   4006, 3, 0, 0, 0
        .word   4005, zero, 0, 0, 0             # devices
        .word   4003, 3, buffer, 100, 0
        .word   4003, 3, 0x10, 100, 0
        .word   4006, 3, 0, 0, 0
        .word   4005, null, 2, 0, 0
        .word   4006, 3, 0, 0, 0
        .word   4005, full, 1, 0, 0
        .word   4004, 3, text, 4, 0
        .word   4006, 3, 0, 0, 0
        .word   4005, self, 0, 0, 0             # the running image
        .word   4003, 3, buffer, 4, 0
        .word   4019, 3, 2, 1, 0
        .word   4004, 3, buffer, 4, 0
        .word   4006, 3, 0, 0, 0
        .word   4033, file, 0, 0, 0             # access
        .word   4033, file, 9, 0, 0
        .word   4033, missing, 0, 0, 0
        .word   4038, file, other, 0, 0         # rename
        .word   4038, file, other, 0, 0
        .word   4038, other, 0x10, 0, 0
        .word   4010, other, 0, 0, 0            # unlink
        .word   4010, other, 0, 0, 0
        .word   4039, folder, 0x1ff, 0, 0       # mkdir
        .word   4039, folder, 0x1ff, 0, 0
        .word   4010, folder, 0, 0, 0
        .word   4040, folder, 0, 0, 0           # rmdir
        .word   4040, folder, 0, 0, 0
        .word   4037, 0, 0, 0, 0                # kill: signal 0
        .word   4037, 0, 200, 0, 0
        .word   4006, 0, 0, 0, 0
        .word   4003, 0, buffer, 4, 0
        .word   4005, null, 0, 0, 0             # 0 again
end:
long:   .fill   5000, 1, 'x'
        .byte   0
        .bss
result: .space  8
        .align  12
buffer: .space  16384
        .align  12
        .space  4086
pageend: .space 10
