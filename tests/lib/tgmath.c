#include <tgmath.h>
#include <stdio.h>
#define K(e) _Generic((e), float: 'f', double: 'd', long double: 'l', int: 'i', long: 'n', default: '?')
int main(void) {
  float f = 2; double d = 3; long double l = 4; int i = 5;
  printf("%c%c%c%c %c%c%c%c %c%c%c %c%c\n", K(sin(f)), K(sin(d)), K(sin(l)), K(sqrt(i)), K(pow(f, f)), K(pow(f, d)), K(pow(f, i)), K(pow(f, l)), K(fma(f, f, f)), K(fma(f,f,d)), K(fabs(f)), K(ilogb(f)), K(lrint(d)));
  printf("%a %a %a\n", sqrt(f), sqrt(d), (double)sqrt(i)); int e; printf("%a %d\n", frexp(f, &e), e); return 0; }
