# modify.c. Code that is written over, breakpoints and steps in it, back and forth.
break run
continue
break *code
continue
x/i $pc
stepi
print $v0
continue
x/i $pc
stepi
print $v0
reverse-stepi
x/i $pc
print $v0
reverse-continue
x/i $pc
delete
continue
