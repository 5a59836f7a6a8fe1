// A pragma in a macro: its tokens have no places of their own.
#define CAREFUL _Pragma("GCC warning \"one that is said at quite some length, longer than the macro\"") 1
#define WRONG _Pragma("GCC error \"two, which is as long as the other one was, or longer by some words\"") 2
char a[CAREFUL];
char b[WRONG];
