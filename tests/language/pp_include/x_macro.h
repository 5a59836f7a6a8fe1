#ifndef X_MACRO_SEEN
#define X_MACRO_SEEN
enum { before_no_newline = 6 };
#else
enum { after_no_newline = before_no_newline + 1 };
#endif
