// push_macro and pop_macro are done; -E keeps what the compiler proper is told.
#define X 1
#pragma push_macro("X")
#define PUSH _Pragma("push_macro(\"X\")")
#undef X
PUSH
#define X 2
#pragma pop_macro("X")
X
#pragma pop_macro("X")
X
#pragma pop_macro("X")
#pragma push_macro("F")
#define F(x) x + X
#pragma push_macro("F")
#undef F
#pragma pop_macro("F")
F(3)
#pragma pop_macro("F")
F(3)
#pragma pack(push, 1)
int i; _Pragma("pack(pop)") int j;
