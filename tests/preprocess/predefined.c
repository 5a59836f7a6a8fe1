// Predefined macros and #line.
__STDC__ __STDC_VERSION__ __STDC_HOSTED__ __starc__ __mips__ __MIPSEL__ __linux__
__DATE__ __TIME__ __COUNTER__ __COUNTER__ __CHAR_BIT__ __SIZEOF_POINTER__ __INT_MAX__
#define here __LINE__
#define show(x) #x x
__LINE__ here show(__LINE__) show(here)
#line 100
__LINE__
#line 200 "other.c"
__LINE__ __FILE__
#define NUMBER 300
#define NAME "third.c"
#line NUMBER NAME
__LINE__ __FILE__
show(
__LINE__
)
# 7 "fourth.c" 1 3
__LINE__ __FILE__
#ifdef __FILE__
yes
#endif
