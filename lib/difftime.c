// libcstar: a difference of times, the one function of <time.h> with floating point.
#include "time.h"

double difftime(time_t later, time_t earlier) {
    return (double)later - (double)earlier;
}
