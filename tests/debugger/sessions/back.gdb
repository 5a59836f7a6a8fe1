# list.c. To the death, back to the store of the bad pointer, and forward again.
break add
continue
backtrace
print list->value
finish
print sum
delete
continue
backtrace
info registers pc
watch items[1].next
reverse-continue
reverse-continue
print sum
stepi
delete
reverse-step
continue
monitor count
continue
