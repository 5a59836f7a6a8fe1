# list.c. Breakpoints with conditions, watchpoints for reading, ignored hits, changes from outside.
break push if value == 4
continue
print value
print *list
reverse-continue
continue
delete
rwatch sum
continue
continue
delete
break add
continue
set var sum = 100
delete
awatch sum
continue
print sum
delete
tbreak 21
continue
print sum
stepi 3
reverse-stepi 3
monitor count
kill
