# What gdb is asked: lines, breakpoints, arguments, locals of blocks, types, globals, statics, inlined
# functions, and where the program dies.
set pagination off
break push
break 41
continue
info args
info locals
backtrace
finish
delete 1
break add
continue
backtrace
info args
info locals
print *node
print *(long long *)data
ptype node
whatis node
up
info locals
print visit
ptype visit
whatis visit
print n->color
print n->u
print/x counters
print total
ptype struct node
ptype main
info line walk
delete
continue
backtrace
frame function main
print list
print sum
info source
kill
