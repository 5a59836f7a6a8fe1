// regex.h: what patterns match and where, what is refused and why. The output is glibc's.
#include <regex.h>
#include <stdio.h>
#include <string.h>

enum { GROUPS = 6 };

static void show(const char *pattern, const char *text, int flags, int text_flags) {
    regex_t compiled;
    regmatch_t found[GROUPS];
    char message[80];
    int error = regcomp(&compiled, pattern, flags);
    printf("%d /%s/", flags, pattern);
    if (error != 0) {
        size_t size = regerror(error, &compiled, message, sizeof message);
        printf(" %d: %s (%u)\n", error, message, (unsigned)size);
        return;
    }
    printf(" %u '%s'", (unsigned)compiled.re_nsub, text);
    error = regexec(&compiled, text, GROUPS, found, text_flags);
    if (error != 0) {
        printf(" %d", error);
    } else if (!(flags & REG_NOSUB)) {
        for (unsigned i = 0; i < GROUPS && i <= compiled.re_nsub; i++) {
            printf(" %d-%d", found[i].rm_so, found[i].rm_eo);
        }
    }
    printf("\n");
    regfree(&compiled);
}

static void both(const char *pattern, const char *text) {
    show(pattern, text, 0, 0);
    show(pattern, text, REG_EXTENDED, 0);
}

static void syntax(void) {
    static const char *const patterns[] = {
        "", "a", "abc", "a*", "*a", "^*a", "a\\*", "a+", "a\\+", "a?b", "a\\?b", "+a", "?", "\\+",
        "a|b", "a\\|b", "|a", "a|", "a||b", "\\|*a", "(a)", "\\(a\\)", "()", "\\(\\)", "(*a)", "\\(*a\\)",
        "\\(^a\\)", "x^a", "a$b", "a\\(b$\\)", "(b$)", "^a$", "^^a", "a$$", "\\(^*a\\)", "x\\|^a", "$a",
        "a{2}", "a\\{2\\}", "a\\{1,2\\}", "a{1,2}", "a{2,}", "a{,2}", "a\\{,1\\}b", "a{0}b", "(a){0}b",
        "{1}", "\\{1\\}", "a{", "a{1", "a{1,", "a{x}", "a{}", "a{2,1}", "a{1a}", "a{32768}", "a{99999999999}",
        "a\\{", "a\\{1", "a\\{1,2", "a\\{2,1\\}", "a\\{1a\\}", "a}", "a\\}", "a**", "a*\\{2\\}", "a+*", "a{1}{2}",
        "a\\?*", "a\\{2\\}*", "(", ")", "(a", "a)", "((a)", "(a))", "\\(", "\\)", "\\(a", "a\\)", "[", "[^",
        "[a", "[]", "[^]", "[]a]", "[^]a]", "[a-", "[a-]", "[-a]", "[a-c-e]", "[c-a]", "[a-a]", "[--a]",
        "[[:alpha:]]", "[[:alpha", "[[:alpha:", "[[:foo:]]", "[[=a=]]", "[[=ab=]]", "[[.a.]]", "[[.a.]-c]",
        "[[.ab.]]", "[[.-.]]", "[[:alpha:]-z]", "[a-[:digit:]]", "[[:digit:]-]", "[\\]", "[\\n]", "[*.$]b",
        "[a[b]", "[[]", "\\", "a\\", "\\1", "\\(a\\)\\1", "(a)\\1", "(a)\\2", "(a\\1)", "(a)|b\\1", "a.c", "a\\.c",
        "\\.", "\\[a]", "\\a", "\\w*", "\\W", "\\s", "\\S\\S", "\\bab", "b\\b", "\\Bb", "\\<a", "b\\>", "\\`a", "c\\'"};
    static const char *const texts[] = {"aab", "abc+*", "x|a{1}\\ ]", ""};
    for (unsigned i = 0; i < sizeof patterns / sizeof patterns[0]; i++) {
        for (unsigned k = 0; k < sizeof texts / sizeof texts[0]; k++) {
            both(patterns[i], texts[k]);
        }
    }
}

static void groups(void) {
    static const char *const cases[][2] = {
        {"(a|ab)(c|bcd)(d*)", "abcd"}, {"(a|ab)(bcd|c)(d*)", "abcd"}, {"(ab|a)(c|bcd)(d*)", "abcd"},
        {"(a*)(b|abc)(c*)", "abc"}, {"(a*)(abc|b)(c*)", "abc"}, {"(a|b)*", "abab"}, {"(a*)*", "aaa"},
        {"(a*)*", "b"}, {"(a*)+", "b"}, {"(a|b*)*", "abba"}, {"((a*)(b|abc))*", "abcab"},
        {"(a|(b))*", "ba"}, {"((a)|(b))*", "ab"}, {"(a?)*b", "aab"}, {"((a?)*)*b", "aab"},
        {"(|a)*", "aa"}, {"(a|)+", "aa"}, {"(|a)+b", "aab"}, {"(a?){3}", "aa"}, {"(a?){2,4}", "aaa"},
        {"((a{2}){2})*", "aaaaaaaaa"}, {"(ab|cd|abcd)*e", "abcdabe"}, {"x(a|ab|abc)y?(c|$)", "xabc"},
        {"(foo|foobar)(bar)?", "foobar"}, {"([a-z]+)@([a-z]+\\.)+com", "to me@at.my.com ok"},
        {"^([0-9]+)(\\.[0-9]+)?$", "3.25"}, {"(.*)(.*)", "ab"}, {"(.?)(.?)(.?)", "ab"},
        {"a|b|c|d|e", "xxe"}, {"(we|wee|week)(knights|night)s*", "weeknights"},
        {"(a+|b+|c+)*", "aabbcc"}, {"(aaa|aa|a)(aaa|aa|a)", "aaaa"}, {"()", "a"}, {"(())a", "ba"},
        {"(a)|(b)|(c)", "c"}, {"((((a))))", "xa"}, {"(a(b(c)?)?)*", "abcaab"},
        {"(.*)\\1", "abab"}, {"(a*)b\\1", "aabaa"}, {"(a)(b)\\2\\1", "abba"}, {"(.)\\1", "abccd"},
        {"^(.*)x\\1$", "abxab"}, {"([ab]*)c\\1d", "abcabd"}, {"(a|ab)(bc|c)?\\1", "abcab"}, {"(a)*\\1", "aaa"},
        {"(a|ab)(b?)(c)\\3", "abccx"}, {"((a?)?b)*", "abb"}, {"((a?)*b)*", "abbx"}, {"(a|b*)*c\\1", "abcbx"},
        {"((a|b*)*c)*", "abcc"}, {"(x(a?)*)*", "xaxx"}, {"((a)|(b?)*c)*", "acbc"}};
    for (unsigned i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        show(cases[i][0], cases[i][1], REG_EXTENDED, 0);
    }
    show("\\(a*\\)*", "aab", 0, 0);
    show("\\(\\(a\\|b\\)c\\)\\{2\\}", "acbcac", 0, 0);
    show("\\(ab*\\)\\(c\\)\\2\\1", "abbccabb", 0, 0);
    show("\\([a-z]*\\) \\1", "the the", 0, 0);
}

static void options(void) {
    static const char *const lines = "ab\ncd\nAB";
    show("^cd", lines, 0, 0);
    show("^cd", lines, REG_NEWLINE, 0);
    show("b$", lines, REG_NEWLINE, 0);
    show("b.c", lines, 0, 0);
    show("b.c", lines, REG_NEWLINE, 0);
    show("b[^x]c", lines, 0, 0);
    show("b[^x]c", lines, REG_NEWLINE, 0);
    show("b\nc", lines, REG_NEWLINE, 0);
    show("\\`cd", lines, REG_NEWLINE, 0);
    show("d\\'", lines, REG_NEWLINE, 0);
    show("^$", "a\n\nb", REG_NEWLINE, 0);
    show("^ab", "ab", 0, REG_NOTBOL);
    show("^ab", "ab\nab", REG_NEWLINE, REG_NOTBOL);
    show("ab$", "ab", 0, REG_NOTEOL);
    show("ab$", "ab\nab", REG_NEWLINE, REG_NOTEOL);
    show("\\`ab\\'", "ab", 0, REG_NOTBOL | REG_NOTEOL);
    show("cD", lines, REG_ICASE, 0);
    show("[A-C]*", "aBcD", REG_ICASE, 0);
    show("[^a]", "Aab", REG_ICASE, 0);
    show("[[:upper:]]*", "aBcD", REG_ICASE, 0);
    show("[Z-a]", "a", REG_ICASE, 0);
    show("(a)\\1", "aA", REG_EXTENDED | REG_ICASE, 0);
    show("(a)(b)", "xab", REG_EXTENDED | REG_NOSUB, 0);
    show(".", "\xc3\xa9", 0, 0);
    show("[\xa0-\xff]", "a\xc3", 0, 0);
    show("[[:alpha:]]", "\xc3\xa9", 0, 0);
}

static void part_of_a_text(void) {
    regex_t compiled;
    regmatch_t found[2] = {{2, 5}, {0, 0}};
    regcomp(&compiled, "\\<b\\(.*\\)$", 0);
    printf("%d", regexec(&compiled, "bb bc\0d", 2, found, REG_STARTEND));
    printf(" %d-%d %d-%d\n", found[0].rm_so, found[0].rm_eo, found[1].rm_so, found[1].rm_eo);
    printf("%d", regexec(&compiled, "bb", 1, found, 0));
    printf(" %d-%d\n", found[0].rm_so, found[0].rm_eo);
    printf("%d\n", regexec(&compiled, "bb", 0, NULL, 0));
    regfree(&compiled);
}

int main(void) {
    char few[6] = "-----";
    syntax();
    groups();
    options();
    part_of_a_text();
    for (int error = 0; error <= 16; error++) {
        char message[80];
        regerror(error, NULL, message, sizeof message);
        printf("%d %s\n", error, message);
    }
    printf("%u %s\n", (unsigned)regerror(REG_NOMATCH, NULL, few, sizeof few), few);
    printf("%u\n", (unsigned)regerror(REG_NOMATCH, NULL, NULL, 0));
    return 0;
}
