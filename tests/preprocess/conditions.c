// #if in all its forms; only lines that say "yes" may remain.
#define ONE 1
#define EMPTY
#define F(x) x
#if 1
yes 1
#endif
#if 0
no
#elif 1
yes 2
#elif 1
no
#else
no
#endif
#ifdef ONE
yes 3
#else
no
#endif
#ifndef ONE
no
#elif defined ONE && defined(F) && !defined NONE
yes 4
#endif
#if 0
#if 1
no
#else
no
#endif
#bad directive " unterminated ' don't care
/* #endif */
"/*"
#else
yes 5
#endif
#if (2 + 3 * 4 == 14) && (7 / 2 == 3) && (-7 / 2 == -3) && (-7 % 3 == -1) && (7 - 5 - 1 == 1)
yes 6
#endif
#if (1 << 40) == 0x10000000000 && (-1 >> 1) == -1 && (-1u >> 63) == 1
yes 7
#endif
#if -1 > 0u && !(-1 > 0) && 0xffffffff > 0 && -1 == 0xffffffffffffffff
yes 8
#endif
#if 1 ? 2 ? 0 : 1 : 1
no
#elif 0 ? 1 / 0 : 1
yes 9
#endif
#if 0 && 1 / 0 || 1 || 1 % 0
yes 10
#endif
#if 'A' == 65 && '\n' == 10 && '\377' < 0 && '\x7f' == 127 && L'\xff' == 255
yes 11
#endif
#if undefined_name == 0 && !true_is_no_keyword && if == 0
yes 12
#endif
#if F(F(1)) EMPTY
yes 13
#endif
#if (~0 ^ 5) == -6 && (12 | 3 & 2) == 14 && +3 == 3 && !0 && !!7 == 1
yes 14
#endif
#if 1 < 2 && 2 <= 2 && 3 >= 3 && 4 > 3 && 4 != 5 && (1 < 2) == 1
yes 15
#endif
#if 9223372036854775807 + 0 == 0x7fffffffffffffff && 18446744073709551615u == -1
yes 16
#endif
#define HAS defined(ONE)
#if HAS
yes 17
#endif
# /* nothing */
#  if 1 // blanks and comments
yes 18
  #  endif
/* a comment */ # define COMMENTED 1
#if COMMENTED
yes 19
#endif
#if \
  ONE
yes 20
#endif
#ifndef defined_elsewhere /*
*/
yes 21
#else
no
#endif
