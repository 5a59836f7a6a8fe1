#include <stdio.h>
union d { double d; unsigned w[2]; }; union f { float f; unsigned w; };
static void pd(const char *n, double d) { union d u; u.d = d; printf("%s %08x%08x\n", n, u.w[1], u.w[0]); }
static void pf(const char *n, float f) { union f u; u.f = f; printf("%s %08x\n", n, u.w); }
double gd = 1.5, ga[] = {0.1, -2, 1e300, 1.0/3, -0.0, 1/0.0, 0x1.8p3}; float gf = 0.1f, gfa[3] = {1, 2.5};
struct s { char c; double d; float f; short h; } gs = {1, 2.5, 3.5f, 4};
double add(double a, double b) { return a + b; }
float mul(float a, float b) { return a * b; }
double mix(int a, double b, float c, double d, char e) { return a + b * c - d / e; }
struct s rs(struct s x, double y) { x.d += y; x.f -= 1; return x; }
int main(void) {
  pd("gd", gd); for (int i = 0; i < 7; i++) pd("ga", ga[i]);
  pf("gf", gf); pf("gfa", gfa[1]); pd("gs", gs.d); pf("gs", gs.f);
  pd("add", add(gd, 2)); pf("mul", mul(gf, gf)); pd("mix", mix(3, gd, gf, ga[1], 7));
  struct s x = rs(gs, 10); pd("x", x.d); pf("x", x.f);
  double v = 3; v *= 2; v++; --v; v /= 7; pd("v", v); int k = 5; k += 1.7; k *= 2.5; printf("%d\n", k);
  float q = 1; q += 0.1; pf("q", q); pf("qq", q++); pf("q", q);
  printf("%d %d %d %d %d %d\n", v < 1, v > 1, v <= 1, v >= 1, v == v, v != v);
  double nan = ga[5] - ga[5]; pd("nan", nan);
  printf("%d %d %d %d %d %d %d\n", nan < 1, nan > 1, nan <= 1, nan >= 1, nan == nan, nan != nan, !nan);

  if (nan < 1) puts("a");
  if (!(nan < 1)) puts("b");
  if (nan >= 1) puts("c"); else puts("d");
  if (nan) puts("e");
  while (v > 0.5) { v -= 0.1; putchar('.'); }
  long long ll = -1234567890123456789; pd("ll", ll); pf("ll", ll); unsigned long long ull = 0xfedcba9876543210; pd("ull", ull); pf("ull", ull);
  printf("%lld %llu\n", (long long)ga[2-1] , (unsigned long long)1.5e19); double big = 1.5e19; printf("%llu\n", (unsigned long long)big); big=-3e18; printf("%lld\n", (long long)big);
  unsigned u = 4000000000u; pd("u", u); pf("u", u); big = u; printf("%u %d\n", (unsigned)big, (int)-gd);
  _Bool b = gf; printf("%d %d\n", b, (_Bool)ga[4]); char c = (char)ga[1]; unsigned char uc = 200.7; printf("%d %d\n", c, uc);
  pd("cond", gf > 0 ? 1 : 2.5); pd("neg", -gd); pf("negf", -gf); pd("negz", -ga[4]);
  double (*fp)(double, double) = add; pd("fp", fp(gf, 1)); printf("%d %d %d\n", (int)sizeof(double), (int)sizeof(long double), (int)_Alignof(double));
  printf("%d\n", _Generic(1.0f, float: 1, double: 2) + 10 * _Generic(1.0, float: 1, double: 2) + 100 * _Generic(1.0L, long double: 3, double: 2));
  int ice[(int)3.9]; printf("%d\n", (int)sizeof ice);
  return 0; }
