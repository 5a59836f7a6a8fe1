# Reads two bytes, a place and a value, puts the value there, and removes it everywhere else. Runs
# with other values differ in this place alone: 'r' register, 'h' hi, 'l' lo, 'd' data, 'e' end of a
# page, 'b' heap, 's' stack, 'k' link, 'm': nowhere in the end, only for a while, 'a': on which of two
# pages a number is, 'u': whether a page of the heap is given back, 'n': the kernel puts a third byte there.
        .set    noreorder
        .set    noat
        .globl  __start
        .bss
        .align  12
page:   .space  8192
        .text
        .macro  call number
        addiu   $v0,$zero,\number
        syscall
        .endm
        .macro  at letter, label
        addiu   $t2,$zero,\letter
        beq     $t0,$t2,\label
        nop
        .endm
__start:
        lui     $s0,%hi(page)
        addiu   $s0,$s0,%lo(page)
        addiu   $a0,$zero,0
        call    4045
        addu    $s1,$v0,$zero
        addiu   $a0,$s1,0x2000
        call    4045
        sw      $zero,0x1000($s1)
        sw      $zero,-64($sp)
        sw      $zero,4096($s0)
        addiu   $a0,$zero,0
        addiu   $a1,$s0,256
        addiu   $a2,$zero,2
        call    4003
        lbu     $t0,256($s0)
        lbu     $t1,257($s0)
        sh      $zero,256($s0)
        addiu   $s2,$zero,8
calm:   call    4020                    # pages that do not change are write-protected again
        addiu   $s2,$s2,-1
        bnez    $s2,calm
        nop
        addu    $v0,$zero,$zero
        at      'r',register
        at      'h',high
        at      'l',low
        at      'd',data
        at      'e',page_end
        at      'b',heap
        at      's',stack
        at      'k',link
        at      'a',address
        at      'n',kernel
        at      'u',unmap
        call    4020                    # m: the digest is taken here
        addiu   $t1,$zero,0
        b       done
        nop
register:
        addu    $s5,$t1,$zero
        b       done
        nop
high:   mthi    $t1
        b       done
        nop
low:    mtlo    $t1
        b       done
        nop
data:   sw      $t1,0($s0)
        b       done
        nop
page_end:
        sw      $t1,8188($s0)
        b       done
        nop
heap:   sw      $t1,0x1000($s1)
        b       done
        nop
stack:  sw      $t1,-64($sp)
        b       done
        nop
link:   sw      $t1,0($s0)
        ll      $t2,0($s0)
        sw      $zero,0($s0)
        b       done
        nop
address:
        addiu   $t1,$t1,-'1'
        sll     $t1,$t1,12
        addu    $t1,$s0,$t1
        addiu   $t2,$zero,5
        sw      $t2,0($t1)
        b       done
        nop
unmap:  addiu   $t1,$t1,-'1'
        sll     $t1,$t1,12
        addiu   $a0,$s1,0x2000
        subu    $a0,$a0,$t1
        addiu   $t1,$zero,0
        call    4045
        b       done
        nop
kernel: addiu   $a0,$zero,0
        addiu   $a1,$s0,4096
        addiu   $a2,$zero,1
        call    4003
done:   addiu   $t0,$zero,0
        addiu   $t1,$zero,0
        addiu   $t2,$zero,0
        addiu   $a0,$zero,0
        addiu   $a1,$zero,0
        addiu   $v1,$zero,0
        call    4001
