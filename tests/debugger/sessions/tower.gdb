# list.c under a hypervisor, which is debugged as well.
set schedule-multiple on
info threads
break push
continue
thread 2.1
break process_serve
continue
info threads
delete
thread 1.1
break list.c:20
continue
backtrace
reverse-stepi
reverse-continue
delete
monitor contexts
set schedule-multiple off
break process_serve
continue
backtrace 1
reverse-stepi
kill
