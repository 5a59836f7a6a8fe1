#include <stdio.h>
#include <stdlib.h>
#include <math.h>
int main(void) {
  double v[] = {0, -0.0, 1, 1.5, 0.1, 123456789.123, 1e22, 1e23, 1e300, 5e-324, 2.2250738585072014e-308, 9.995, 0.0001, 0.00001234, 999999.5, 99999.95, 0.5, 1.5, 2.5, -2.5, INFINITY, -INFINITY, NAN, 1.0/3, 100, 1e15,1e16,1e17, 0x1.fffffffffffffp1023, 0x1.8p-1060};
  const char *f[] = {"%f","%e","%g","%a","%.0f","%.0e","%.0g","%.0a","%.3f","%.3e","%.3g","%.3a","%20.5f|","%-20.5e|","%+g","% g","%#.0f","%#.0e","x","%020.3f","%-020g|","%+.10a","%F","%E","%G","%A","%.15g","%.17g","%.30f","%.50e","%25.20g","%.1a","%.12a","%.13a","%.14a","%#.0a","%Lf"};
  for (int i = 0; i < 30; i++) for (int j = 0; j < 37; j++) { if (j == 18) continue; if (j == 36) printf(f[j], (long double)v[i]); else printf(f[j], v[i]); putchar('\n'); }
  printf("%.400f\n", 1e-300); printf("%.1100f\n", 5e-324); printf("%.5f %d %s %g\n", 1.0, 3, "x", 2.0f);
  const char *t[] = {"1.5","  -2e3x","1e","1e+","1e5","0x","0x1p","0x1.8p1","0x.8","inf","-INFinity","infin","nan","nan(12)z","nan(","NaN()",".",".5","5.","e5","-","+.e1","1e400","-1e-400","4.9e-324","0.1e1000000000000","00000000000000000000000000000000000012","1.7976931348623159e308","0x1.fffffffffffff8p1023","", "0x1p-1074", "0x0.8p-1074", "2.4703282292062328e-324"};
  for (int i = 0; i < 33; i++) { char *e; double d = strtod(t[i], &e); printf("%s %a %d", t[i], d, (int)(e - t[i])); float x = strtof(t[i], &e); printf(" %a %d\n", x, (int)(e - t[i])); }
  double d = 9; float x = 9; int n = 0; int r = sscanf("1.25e2 3.5 7", "%lf %f %d", &d, &x, &n); printf("%d %g %g %d\n", r, d, x, n);
  r = sscanf("12345", "%3lf%lf", &d, &d); printf("%d %g\n", r, d); r = sscanf("infinityx", "%f%n", &x, &n); printf("%d %g %d\n", r, x, n); r = sscanf("", "%f", &x); printf("%d\n", r); r = sscanf("x", "%f", &x); printf("%d\n", r); r=sscanf("0x1.8p3,-nan", "%la,%f", &d, &x); printf("%d %g %g\n", r, d, x);
  printf("%g\n", atof(" 2.5abc"));
  return 0; }
