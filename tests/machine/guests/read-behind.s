# Memory has whole pages of the file: what follows a segment in it can be read behind the segment.
# status 0
# link -z max-page-size=4096
        .set    noreorder
        .set    noat
        .globl  __start
__start: la    $t0,__start
        addiu   $t1,$zero,-4096
        and     $t0,$t0,$t1
        move    $a1,$t0                 # the whole page
        li      $a0,1
        li      $a2,4096
        li      $v0,4004
        syscall
        li      $a0,0
        li      $v0,4001
        syscall
        .data
value:  .word   2
