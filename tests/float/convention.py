"""convention.py SEED COUNT functions|callers|whole: a program of random functions on floating and other arguments, and calls
of them: the functions with a table of their addresses, calls through such a table at 0x10000000, or both at once."""
import random
import sys

RECORDS = """typedef struct p {float a;} P;
typedef struct q {double d; int i;} Q;
typedef struct r {float a, b; char c;} R;
typedef struct e {double x;} E;
"""
TYPES = ["int", "double", "float", "long long", "char", "unsigned", "struct p", "struct q", "struct r", "struct e",
         "double _Complex", "float _Complex"]
RESULTS = ["double", "float", "int", "long long", "struct q", "struct r", "struct p", "double", "float", "double _Complex",
           "float _Complex"]


def value(kind, k):
    return {"int": str(k * 7 - 50), "double": str(k * 1.25 - 3), "float": "%sf" % (k * 0.5 + 1),
            "long long": str(k * 123456789012), "char": str(k % 100), "unsigned": "%du" % (k * 99),
            "struct p": "(P){%s}" % (k * 0.25 + 1), "struct q": "(Q){%s, %d}" % (k * 1.5, k),
            "struct r": "(R){%s, %s, %d}" % (k * 0.5, k * 0.75, k % 100), "struct e": "(E){%s}" % (k * 2.5),
            "double _Complex": "%s + %si" % (k * 1.75, k * 0.5), "float _Complex": "%sf - %sif" % (k * 0.75, k * 1.5)}[kind]


def term(kind, name, factor):
    return {"struct p": "%s.a * %d" % (name, factor), "struct q": "(%s.d * %d + %s.i)" % (name, factor, name),
            "struct r": "(%s.a * %d + %s.b * 3 + %s.c)" % (name, factor, name, name),
            "struct e": "%s.x * %d" % (name, factor),
            "double _Complex": "(__real__ %s * %d + __imag__ %s * 5)" % (name, factor, name),
            "float _Complex": "(__real__ %s * %d - __imag__ %s * 7)" % (name, factor, name)}.get(kind, "%s * %d.0" % (name, factor))


def function(number):
    is_variadic = random.random() < 0.25
    kinds = [random.choice(TYPES) if random.random() < 0.5 else random.choice(["double", "float"])
             for _ in range(random.randint(1, 7))]
    extra = [random.choice(["int", "double", "long long", "float _Complex", "double _Complex"])
             for _ in range(random.randint(0, 4))] if is_variadic else []
    result = random.choice(RESULTS)
    dots = ", ..." if is_variadic else ""
    body = "double s = %s;" % " + ".join(term(kind, "a%d" % i, i + 2) for i, kind in enumerate(kinds))
    if is_variadic:
        body = "__builtin_va_list v; __builtin_va_start(v, a%d); %s" % (len(kinds) - 1, body)
        body += "".join(" {%s c = __builtin_va_arg(v, %s); s += %s;}" % (kind, kind, term(kind, "c", j + 11))
                        for j, kind in enumerate(extra))
        body += " __builtin_va_end(v);"
    body += {"struct q": " return (Q){s, %d};" % number, "struct r": " return (R){s, s / 2, %d};" % (number % 100),
             "struct p": " return (P){s};", "double _Complex": " return s + s / 2 * 1.0i;",
             "float _Complex": " return s - s / 4 * 1.0i;"}.get(result, " return s;")
    parameters = ", ".join("%s a%d" % (kind, i) for i, kind in enumerate(kinds))
    definition = "%s F%d(%s%s) {%s}" % (result, number, parameters, dots, body)
    arguments = ", ".join(value(kind, random.randint(1, 60)) for kind in kinds + extra)
    shown = {"struct q": "z.d + z.i", "struct r": "z.a * 2 + z.b + z.c", "struct p": "z.a",
             "double _Complex": "__real__ z * 2 + __imag__ z", "float _Complex": "__real__ z + __imag__ z * 2"}.get(result, "z")
    pointer = "((%s (*)(%s%s))((void **)0x10000000)[%d])" % (result, ", ".join(kinds), dots, number)
    return definition, result, pointer, arguments, shown


random.seed(int(sys.argv[1]))
functions = [function(i) for i in range(int(sys.argv[2]))]
print(RECORDS)
if sys.argv[3] != "callers":
    for f in functions:
        print(f[0])
if sys.argv[3] == "functions":
    names = ", ".join("(void *)F%d" % i for i in range(len(functions)))
    print('void *const table[] __attribute__((section(".table"))) = {%s};' % names)
else:
    print("int printf(const char *, ...);\nint main(void) {")
    for i, (_, result, pointer, arguments, shown) in enumerate(functions):
        callee = "F%d" % i if sys.argv[3] == "whole" else pointer
        print("    {%s z = %s(%s); union {double d; unsigned w[2];} u = {%s};" % (result, callee, arguments, shown))
        print('    printf("%d %%08x%%08x\\n", u.w[1], u.w[0]);}' % i)
    print("    return 0;\n}")
