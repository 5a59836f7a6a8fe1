// GNU: another name of <ucontext.h>.
#include <ucontext.h>
