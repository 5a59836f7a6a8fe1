// Functions of <complex.h> that float and long double have by way of double. Who includes this
// defines UNARY(name).

UNARY(conj)
UNARY(cproj)
UNARY(csqrt)
UNARY(cexp)
UNARY(clog)
UNARY(csin)
UNARY(ccos)
UNARY(ctan)
UNARY(csinh)
UNARY(ccosh)
UNARY(ctanh)
UNARY(casin)
UNARY(cacos)
UNARY(catan)
UNARY(casinh)
UNARY(cacosh)
UNARY(catanh)

#undef UNARY
