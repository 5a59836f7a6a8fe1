// Initializers and comments, as gcc 12 warns of them.
struct p { int a, b; }; struct n { struct p p; int z; }; union u { int i; char c[4]; };
int m[2][2] = {1, 2, 3, 4};
int m2[2][2] = {{1}, 2, 3};
int m3[2][2] = {0};
struct p a1[2] = {1, 2, 3, 4};
struct n n1 = {1, 2, 3};
struct n n2 = {0};
struct n n3 = {{0}, 1};
struct n n4 = {{1}, 1};
struct n n5 = {{1, 2}};
struct p p1 = {1};
struct p p2 = {.a = 1};
struct p p3 = {};
struct p p4 = {0};
struct p p5[3] = {{1}, {2, 3}, {.b = 1}};
union u u1 = {1};
int o1[3] = {[0] = 1, [0] = 2}; struct p o2 = {.a = 1, .a = 2}; struct p o3 = {1, 2, .a = 3}; struct n o5 = {.p = {1, 2}, .p.a = 3}; struct n o6 = {.p.a = 3, .p = {1, 2}};
int main(void) { return 0; }
static void h(void *a, struct p b, struct p c, int (*d)[2], struct n e, struct p *f) { (void)a, (void)b, (void)c, (void)d, (void)e, (void)f; }
void f(int x) {
  struct p q1 = {x}; struct p q2 = {0}; int r[2][2] = {x, 1};
  struct n q3 = {
     {1, 2}
  };
  struct p *q4 = &(struct p){1};
  h(&(struct p){1}, q1, q2, r, q3, q4);
}
struct p arr[] = {
  {1},
  {2, 3},
};
struct n nn[] = { {{1, 2}, 3} };
/* a /* b */
// multi \
line
