# Recursion without end.
# status 139
        .set    noreorder
        .set    noat
        .globl  __start
__start: addiu $sp,$sp,-16
        beq     $zero,$zero,__start
        sw      $sp,0($sp)      # not 0: pages of zeros may be given back
