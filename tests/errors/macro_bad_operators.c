#define A(x) #y
#define B ## 1
#define C 1 ##
#define D __VA_ARGS__
int main(void) { return 0; }
