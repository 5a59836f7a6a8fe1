// The operators # and ##.
#define paste(a, b) a ## b
#define paste3(a, b, c) a##b##c
#define str(x) # x
#define both(x) paste(# x, # x)
#define left(a) a ## 1
#define right(a) 1 ## a
#define body +##+ -##> <##<##= .##. 
paste(a, b) paste(1, e) paste(1, .5) paste(1e, 5) paste(<, <) paste(<<, =) paste(#, #) paste(L, "x")
paste(L, 'x') paste(u8, "x") paste(., 5) paste(a, 1) paste(, b) paste(a, ) paste(, ) paste(%:, %:)
paste3(a, , c) paste3(, b, ) paste3(, , ) paste3(1, 2, 3) paste3(<, <, =)
left(x y z) right(x y z) left() right() paste(a b, c d) paste(__LI, NE__)
#define object a ## b c ## d
object
#define spaced(a) [ a ]
#define tight(a) [a]
spaced() tight( x ) spaced(x)
#define hash #
#define hash_name # name
hash hash_name
#define strange(a) a ## _ ## a a#a
strange(p)
