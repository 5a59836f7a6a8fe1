# Text and data share a page: it is as the data's segment says, which comes last, and has what the
# file has there: also the end of the text, which can be written.
# status 42
# link -z max-page-size=16
        .set    noreorder
        .set    noat
        .globl  __start
__start: la    $s0,last
        lw      $t0,0($s0)              # of the text
        la      $s1,value
        lw      $t1,0($s1)              # of the data
        addu    $a0,$t0,$t1
        sw      $a0,0($s0)
        lw      $a0,0($s0)
        la      $s2,zero
        lw      $t2,4092($s2)
        addu    $a0,$a0,$t2
        li      $v0,4001
        syscall
        .space  4096
last:   .word   40
        .data
value:  .word   2
        .bss
zero:   .space  8192
