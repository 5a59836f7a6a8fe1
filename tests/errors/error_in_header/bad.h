int x = ;
struct S { int a; int a; };
