// #pragma GCC diagnostic: by place, also for what is only told at the end of a function.
#include "header.h"
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wreturn-type"
#pragma GCC diagnostic ignored "-Wuninitialized"
int quiet(int a) {
    int b;
    if (a)
        return b;
}
#pragma GCC diagnostic pop
int loud(int a) {
    int b;
    if (a)
        return b;
}
#pragma GCC diagnostic error "-Wunused-value"
void wrong(int a) {
    a;
}
#pragma GCC diagnostic warning "-Wunused-value"
#pragma GCC diagnostic push
#define QUIET _Pragma("GCC diagnostic ignored \"-Wunused-value\"")
void right(int a) {
    a;
    QUIET
    a;
}
#pragma GCC diagnostic pop
void right_again(int a) {
    a;
}
int main(void) {
#pragma GCC diagnostic warning "-Wimplicit-fallthrough"
    switch (loud(1)) {
    case 1:
        wrong(1);
    case 2: right(1);
    }
}
