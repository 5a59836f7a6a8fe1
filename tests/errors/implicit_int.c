int f(a, b) register a; register b; { return a + b; }
int g(register a, const *b) { return a + *b; }
struct s { const m; const; };
int h(a) register; { return a; }
int i(a) unknown a; { return a; }
int main(void) { return sizeof(const); }
