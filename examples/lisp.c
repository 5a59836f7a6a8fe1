// A small Lisp: reader, printer, lexical closures, and a library written in itself.
//
//   starc -o lisp lisp.c && mipster lisp program.lisp …      each file, then standard input, is
//   read and evaluated
//
// Values are tagged words: bit 0 set means a number of 31 bits, otherwise the word is the address
// of a cell. The names of special forms are compared by address, because the same name is always
// the same symbol. Everything that a program makes lives until it ends; there is no collector.
#include <ctype.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum kind { PAIR, SYMBOL, BUILTIN, CLOSURE };
enum { SYMBOLS = 512, NAME_MAX = 64, DEPTH_MAX = 10000 };

typedef struct cell *Value;
typedef Value (*Builtin)(Value arguments);

struct cell {
    enum kind kind;
    union {
        struct {
            Value first, rest;
        };
        struct {
            const char *name;
            Value global;
        };
        Builtin builtin;
        struct {
            Value parameters, body, environment;
        };
    };
};

static struct cell nil_cell = {.kind = SYMBOL, .name = "nil", .global = &nil_cell};
#define nil (&nil_cell)
static Value symbols[SYMBOLS];
static Value symbol_quote, symbol_if, symbol_lambda, symbol_define, symbol_let, symbol_begin,
    symbol_cond, symbol_true;
static jmp_buf to_top_level;
static int depth;

static void *fail(const char *message, const char *detail) {
    printf("error: %s%s%s\n", message, *detail ? ": " : "", detail);
    longjmp(to_top_level, 1);
}

// ---- Values

static int is_number(Value v) {
    return (uintptr_t)v % 2 == 1;
}
static int is_kind(Value v, enum kind kind) {
    return !is_number(v) && v->kind == kind;
}
static Value number(int n) {
    return (Value)((uintptr_t)(unsigned)n * 2 + 1);
}

static int integer(Value v) {
    if (!is_number(v))
        fail("a number was expected", "");
    return (int)(uintptr_t)v >> 1;
}

static Value new_cell(enum kind kind) {
    Value v = malloc(sizeof *v);
    if (v == NULL)
        fail("out of memory", "");
    v->kind = kind;
    return v;
}

static Value cons(Value first, Value rest) {
    Value v = new_cell(PAIR);
    v->first = first;
    v->rest = rest;
    return v;
}

static Value first(Value v) {
    return is_kind(v, PAIR) ? v->first : v == nil ? nil : fail("not a list", "");
}
static Value rest(Value v) {
    return is_kind(v, PAIR) ? v->rest : v == nil ? nil : fail("not a list", "");
}
static Value second(Value v) {
    return first(rest(v));
}
static Value truth(int condition) {
    return condition ? symbol_true : nil;
}

static Value symbol(const char *name) {
    unsigned hash = 0;
    for (const char *p = name; *p; p++)
        hash = hash * 31 + (unsigned char)*p;
    for (unsigned probe = 0; probe < SYMBOLS; probe++) {
        Value *slot = &symbols[(hash + probe) % SYMBOLS];
        if (*slot == NULL) {
            char *copy = malloc(strlen(name) + 1);
            *slot = new_cell(SYMBOL);
            (*slot)->name = strcpy(copy, name);
            (*slot)->global = NULL;
        }
        if (strcmp((*slot)->name, name) == 0)
            return *slot;
    }
    return fail("too many symbols", name);
}

// ---- Reader: list = "(" {value} ["." value] ")"; value = number | symbol | list | "'" value

struct source {
    const char *text; // what is left of it, or NULL: read from file
    FILE *file;
    int next;
};

static int advance(struct source *s) {
    int c = s->next;
    if (s->text != NULL)
        s->next = *s->text ? (unsigned char)*s->text++ : EOF;
    else
        s->next = getc(s->file);
    return c;
}

static void skip_blanks(struct source *s) {
    while (isspace(s->next) || s->next == ';')
        if (advance(s) == ';')
            while (s->next != '\n' && s->next != EOF)
                advance(s);
}

static Value read_value(struct source *s);

static Value read_list(struct source *s) {
    Value list = nil, *end = &list;
    for (;;) {
        skip_blanks(s);
        if (s->next == EOF)
            fail("missing )", "");
        if (s->next == ')') {
            advance(s);
            return list;
        }
        Value v = read_value(s);
        if (is_kind(v, SYMBOL) && strcmp(v->name, ".") == 0) {
            *end = read_value(s);
            continue;
        }
        *end = cons(v, nil);
        end = &(*end)->rest;
    }
}

static Value read_value(struct source *s) {
    char name[NAME_MAX];
    int length = 0;
    skip_blanks(s);
    if (s->next == '(') {
        advance(s);
        return read_list(s);
    }
    if (s->next == '\'') {
        advance(s);
        return cons(symbol_quote, cons(read_value(s), nil));
    }
    while (s->next != EOF && !isspace(s->next) && !strchr("()';", s->next))
        if (length < NAME_MAX - 1)
            name[length++] = (char)advance(s);
        else
            fail("a name is too long", "");
    name[length] = 0;
    if (length == 0) {
        advance(s);
        fail("unexpected character", "");
    }
    char *end;
    long n = strtol(name, &end, 10);
    return *end == 0 && isdigit((unsigned char)end[-1]) ? number((int)n)
           : strcmp(name, "nil") == 0                   ? nil
                                                        : symbol(name);
}

// ---- Printer

static void print(Value v) {
    if (is_number(v))
        printf("%d", integer(v));
    else if (v->kind == SYMBOL)
        printf("%s", v->name);
    else if (v->kind != PAIR)
        printf(v->kind == CLOSURE ? "<function>" : "<builtin>");
    else {
        printf("(");
        for (print(v->first); is_kind(v = v->rest, PAIR); print(v->first))
            printf(" ");
        if (v != nil) {
            printf(" . ");
            print(v);
        }
        printf(")");
    }
}

// ---- Evaluation: an environment is a list of pairs (symbol . value), innermost first

static Value evaluate(Value v, Value environment);

static Value *variable(Value name, Value environment) {
    for (; environment != nil; environment = environment->rest)
        if (environment->first->first == name)
            return &environment->first->rest;
    return &name->global;
}

static Value evaluate_all(Value list, Value environment) {
    Value result = nil, *end = &result;
    for (; list != nil; list = rest(list)) {
        *end = cons(evaluate(first(list), environment), nil);
        end = &(*end)->rest;
    }
    return result;
}

// Binds parameters to arguments; a symbol in the place of a list takes all that are left.
static Value bind(Value parameters, Value arguments, Value environment) {
    for (; is_kind(parameters, PAIR); parameters = rest(parameters), arguments = rest(arguments)) {
        if (arguments == nil)
            fail("too few arguments", "");
        environment = cons(cons(first(parameters), first(arguments)), environment);
    }
    if (parameters != nil)
        return cons(cons(parameters, arguments), environment);
    return arguments == nil ? environment : fail("too many arguments", "");
}

static Value sequence(Value list, Value environment) {
    for (; rest(list) != nil; list = rest(list))
        evaluate(first(list), environment);
    return first(list);
}

static Value closure(Value parameters, Value body, Value environment) {
    Value v = new_cell(CLOSURE);
    v->parameters = parameters;
    v->body = body;
    v->environment = environment;
    return v;
}

static Value define(Value form, Value environment) {
    Value name = second(form);
    if (is_kind(name, PAIR)) {
        Value function = closure(rest(name), rest(rest(form)), environment);
        name = first(name);
        name->global = function;
    } else
        name->global = evaluate(second(rest(form)), environment);
    return nil;
}

// Tail calls loop here instead of recursing.
static Value evaluate(Value v, Value environment) {
    if (++depth > DEPTH_MAX)
        fail("recursion is too deep", "");
    for (;;) {
        if (is_kind(v, SYMBOL)) {
            Value value = v == nil ? nil : *variable(v, environment);
            v = value != NULL ? value : fail("undefined", v->name);
            break;
        }
        if (!is_kind(v, PAIR))
            break;
        Value head = first(v), result = NULL;
        if (head == symbol_quote)
            result = second(v);
        else if (head == symbol_lambda)
            result = closure(second(v), rest(rest(v)), environment);
        else if (head == symbol_define)
            result = define(v, environment);
        else if (head == symbol_if)
            v = evaluate(second(v), environment) != nil ? second(rest(v)) : second(rest(rest(v)));
        else if (head == symbol_begin)
            v = sequence(rest(v), environment);
        else if (head == symbol_cond) {
            Value clause = rest(v);
            while (clause != nil && evaluate(first(first(clause)), environment) == nil)
                clause = rest(clause);
            v = clause == nil ? nil : sequence(rest(first(clause)), environment);
        } else if (head == symbol_let) {
            Value inner = environment;
            for (Value b = second(v); b != nil; b = rest(b))
                inner = cons(cons(first(first(b)), evaluate(second(first(b)), environment)), inner);
            environment = inner;
            v = sequence(rest(rest(v)), environment);
        } else {
            Value function = evaluate(head, environment),
                  arguments = evaluate_all(rest(v), environment);
            if (is_kind(function, BUILTIN))
                result = function->builtin(arguments);
            else if (is_kind(function, CLOSURE)) {
                environment = bind(function->parameters, arguments, function->environment);
                v = sequence(function->body, environment);
            } else
                fail("not a function", "");
        }
        if (result != NULL) {
            v = result;
            break;
        }
    }
    depth--;
    return v;
}

// ---- What Lisp programs find

static Value add(Value a) {
    int n = 0;
    for (; a != nil; a = rest(a))
        n += integer(first(a));
    return number(n);
}
static Value multiply(Value a) {
    int n = 1;
    for (; a != nil; a = rest(a))
        n *= integer(first(a));
    return number(n);
}
static Value subtract(Value a) {
    return number(rest(a) == nil ? -integer(first(a)) : integer(first(a)) - integer(second(a)));
}
static Value divisor(Value a) {
    return integer(second(a)) == 0 ? fail("division by zero", "") : second(a);
}
static Value divide(Value a) {
    return number(integer(first(a)) / integer(divisor(a)));
}
static Value modulo(Value a) {
    return number(integer(first(a)) % integer(divisor(a)));
}
static Value less(Value a) {
    return truth(integer(first(a)) < integer(second(a)));
}
static Value same(Value a) {
    return truth(first(a) == second(a));
}
static Value make_pair(Value a) {
    return cons(first(a), second(a));
}
static Value get_first(Value a) {
    return first(first(a));
}
static Value get_rest(Value a) {
    return rest(first(a));
}
static Value is_pair(Value a) {
    return truth(is_kind(first(a), PAIR));
}
static Value make_list(Value a) {
    return a;
}
static Value print_all(Value a) {
    for (; a != nil; a = rest(a)) {
        print(first(a));
        putchar(rest(a) == nil ? '\n' : ' ');
    }
    return nil;
}

static const struct {
    const char *name;
    Builtin function;
} builtins[] = {
    {"+", add},           {"*", multiply},    {"-", subtract},    {"/", divide},
    {"%", modulo},        {"<", less},        {"=", same},        {"cons", make_pair},
    {"first", get_first}, {"rest", get_rest}, {"pair?", is_pair}, {"list", make_list},
    {"print", print_all},
};

static const char library[] = "(define (not x) (if x nil t))"
                              "(define (map f l) (if l (cons (f (first l)) (map f (rest l))) nil))"
                              "(define (fold f x l) (if l (fold f (f x (first l)) (rest l)) x))"
                              "(define (filter f l) (cond ((not l) nil) ((f (first l)) (cons "
                              "(first l) (filter f (rest l)))) (t (filter f (rest l)))))"
                              "(define (range a b) (if (< a b) (cons a (range (+ a 1) b)) nil))"
                              "(define (append a b) (if a (cons (first a) (append (rest a) b)) b))"
                              "(define (reverse l) (fold (lambda (r x) (cons x r)) nil l))"
                              "(define (length l) (fold (lambda (n x) (+ n 1)) 0 l))"
                              "(define (compose f g) (lambda (x) (f (g x))))";

static void run(struct source *s, int shows) {
    advance(s);
    for (;;) {
        depth = 0;
        if (setjmp(to_top_level) != 0)
            continue;
        skip_blanks(s);
        if (s->next == EOF)
            return;
        Value v = evaluate(read_value(s), nil);
        if (shows && v != nil) {
            print(v);
            printf("\n");
        }
    }
}

int main(int argc, char *argv[]) {
    symbol_quote = symbol("quote"), symbol_if = symbol("if"), symbol_lambda = symbol("lambda");
    symbol_define = symbol("define"), symbol_let = symbol("let"), symbol_begin = symbol("begin");
    symbol_cond = symbol("cond"), symbol_true = symbol("t");
    symbol_true->global = symbol_true;
    for (unsigned i = 0; i < sizeof builtins / sizeof builtins[0]; i++) {
        Value function = new_cell(BUILTIN);
        function->builtin = builtins[i].function;
        symbol(builtins[i].name)->global = function;
    }
    run(&(struct source){.text = library}, 0);
    for (int i = 1; i < argc; i++) {
        FILE *file = fopen(argv[i], "r");
        if (file == NULL) {
            fprintf(stderr, "lisp: %s: cannot be opened\n", argv[i]);
            return 1;
        }
        run(&(struct source){.file = file}, 1);
        fclose(file);
    }
    if (argc == 1)
        run(&(struct source){.file = stdin}, 1);
    return 0;
}
