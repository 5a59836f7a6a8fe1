// #if, #ifdef, #ifndef, #elif, #else, nesting, dead groups with anything in them.
#include <stdio.h>

#define DEFINED
#define VALUE 5

static void say(const char *text) { printf("%s\n", text); }

int main(void) {
#ifdef DEFINED
    say("ifdef");
#else
    say("wrong");
#endif
#ifndef DEFINED
    say("wrong");
#else
    say("ifndef else");
#endif
#if VALUE == 4
    say("wrong");
#elif VALUE == 5
    say("elif");
#elif 1 / 0
    say("wrong");
#else
    say("wrong");
#endif
#if 0
    # this is not looked at: it is skipped
    #error not reached
    #nonsense directive
    #if 1
        say("wrong");
    #else
        say("wrong");
    #endif
    #include <does/not/exist.h>
    #define DEAD 1
#elif 0
    say("wrong");
#else
    say("else of 0");
#endif
#ifdef DEAD
    say("wrong");
#endif
#if 1
# if 0
#  if 1
    say("wrong");
#  endif
# elif 1
#   if 1
    say("deep");
#   else
    say("wrong");
#   endif
# else
    say("wrong");
# endif
#else
# if 1
    say("wrong");
# endif
#endif
#if defined DEFINED && defined(VALUE) && !defined UNDEFINED
    say("defined");
#endif
#undef DEFINED
#if defined(DEFINED) || UNDEFINED || VALUE < 5
    say("wrong");
#endif
#if UNDEFINED == 0
    say("undefined is 0");
#endif
#if /* comment */ 1 /* another
   over lines */ + 0 // and this
    say("comments");
#endif // trailing
  #  if 1
    say("indented");
  #  endif
#
#if 'a' == 97 && '\n' == 10
    say("characters");
#endif
#ifdef VALUE
#elif 1
    say("wrong");
#else
    say("wrong");
#endif
    say("end");
    return 0;
}
