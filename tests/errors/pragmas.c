#pragma foo bar
#pragma GCC error "an error of a pragma"
#pragma GCC warning "a warning of a pragma"
#pragma GCC diagnostic ignored "-Wall"
#pragma STDC FP_CONTRACT ON
#pragma GCC nonsense
#pragma
#pragma message "only a note"
#pragma push_macro(X)
#pragma pop_macro("X" 1
#pragma pack(3)
#pragma pack(push, 1
#pragma pack 1
#pragma pack(pop)
#pragma weak f
#pragma scalar_storage_order big-endian
#pragma redefine_extname a b
#pragma library "printf.c"
int main(void) { return 0; }
