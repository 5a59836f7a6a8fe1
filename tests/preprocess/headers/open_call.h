#define called(x) called_with x
called