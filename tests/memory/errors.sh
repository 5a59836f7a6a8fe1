#!/bin/sh
# Those programs of this folder that planted bugs of the checker are caught with.
exec "$ROOT/tests/memory/run" write_past.c read_before.c use_after_free.c double_free.c branch_local.c status_undefined.c output_undefined.c \
    return_local.c local_array.c global_byte.c overlap_memcpy.c leak_list.c not_terminated.c right_values.c right_stack.c right_heap.c
