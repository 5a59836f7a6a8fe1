enum e { A };
int **pp, *in;
unsigned **qq, *un;
char *c;
unsigned char *u;
signed char *sc;
const unsigned char *cu;
long *l;
enum e *ep;
void take(unsigned char *p) { (void)p; }
unsigned char *give(void) { return c; }
int main(void) {
    qq = pp;
    u = c;
    sc = c;
    cu = c;
    take(c);
    take("x");
    un = l;
    un = in;
    unsigned char *init = sc;
    ep = un;
    ep = in;
    in = ep;
    u = cu;
    c = cu;
    return init == u;
}
