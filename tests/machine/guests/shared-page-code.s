# A page fault: the data's segment comes last in the page that it shares with the text, which cannot
# be executed there.
# status 139
# link -z max-page-size=16
        .set    noreorder
        .set    noat
        .globl  __start
__start: j     last
        nop
        .space  4096
last:   li      $v0,4001
        syscall
        .data
value:  .word   2
