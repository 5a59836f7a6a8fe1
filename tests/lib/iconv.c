// iconv between its encodings, what is wrong, and messages without translation: as glibc has it.
#include <errno.h>
#include <iconv.h>
#include <libintl.h>
#include <stdio.h>
#include <string.h>

static void convert(const char *to, const char *from, const char *text, size_t size, size_t room) {
    char copy[64], result[64], *in = copy, *out = result;
    memcpy(copy, text, size);
    iconv_t conversion = iconv_open(to, from);
    if (conversion == (iconv_t)-1) {
        printf("%s %s: %d\n", to, from, errno == EINVAL);
        return;
    }
    errno = 0;
    size_t left = size, done = iconv(conversion, &in, &left, &out, &room);
    printf("%s %s: %d %s left %d:", to, from, (int)done,
           errno == 0 ? "" : errno == EILSEQ ? "EILSEQ" : errno == EINVAL ? "EINVAL" : errno == E2BIG ? "E2BIG" : "?", (int)left);
    for (char *byte = result; byte < out; byte++)
        printf(" %02x", (unsigned char)*byte);
    printf("\n");
    iconv_close(conversion);
}

#define CONVERT(to, from, text) convert(to, from, text, sizeof text - 1, 64)

int main(void) {
    CONVERT("UTF-16LE", "UTF-8", "a\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80");
    CONVERT("UTF-16BE", "UTF-8", "a\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80");
    CONVERT("UTF-16", "UTF-8", "ab");
    CONVERT("UTF-32", "utf8", "a\xf0\x9f\x98\x80");
    CONVERT("UTF-32BE", "UTF-8", "a\xf0\x9f\x98\x80");
    CONVERT("UTF-8", "UTF-16", "\xff\xfe" "a\0\xac\x20");
    CONVERT("UTF-8", "UTF-16", "\xfe\xff\0a\x20\xac");
    CONVERT("UTF-8", "UTF-16", "a\0b\0");
    CONVERT("UTF-8", "UTF-16LE", "\xff\xfe" "a\0");
    CONVERT("UTF-8", "UTF-32", "\0\0\xfe\xff\0\0\0a");
    CONVERT("UTF-8", "UCS-4", "\0\0\0a");
    CONVERT("UTF-8", "ISO-8859-1", "a\xe4\xff");
    CONVERT("LATIN1", "UTF-8", "a\xc3\xa4");
    CONVERT("LATIN1", "UTF-8", "a\xe2\x82\xac" "b");
    CONVERT("ASCII", "UTF-8", "a\xc3\xa4" "b");
    CONVERT("ASCII//IGNORE", "UTF-8", "a\xd0\x96" "b");
    CONVERT("UTF-8", "US-ASCII", "a\xe4");
    CONVERT("UTF-16LE", "UTF-8", "a\xc3");
    CONVERT("UTF-16LE", "UTF-8", "a\xe2\x82");
    CONVERT("UTF-16LE", "UTF-8", "a\xc3(");
    CONVERT("UTF-16LE", "UTF-8", "a\xc0\x80");
    CONVERT("UTF-16LE", "UTF-8", "\xe0\x80\x80");
    CONVERT("UTF-16LE", "UTF-8", "\xed\xa0\x80");
    CONVERT("UTF-16LE", "UTF-8", "\xf4\x90\x80\x80");
    CONVERT("UTF-16LE", "UTF-8", "\xff");
    CONVERT("UTF-8", "UTF-16LE", "\x00\xd8");
    CONVERT("UTF-8", "UTF-16LE", "\x00\xdc" "a\0");
    CONVERT("UTF-8", "UTF-16LE", "\x00\xd8" "a\0");
    CONVERT("UTF-8", "UTF-16LE", "a");
    CONVERT("UTF-8", "UTF-32LE", "\0\0\x11\0");
    CONVERT("UTF-8", "UTF-32LE", "\0\xd8\0\0");
    convert("UTF-16LE", "UTF-8", "abc", 3, 5);
    convert("UTF-8", "LATIN1", "\xe4", 1, 1);
    convert("UTF-16", "UTF-8", "a", 1, 3);
    CONVERT("UTF-8", "no such", "");
    CONVERT("no such", "UTF-8", "");

    printf("%s %s %s\n", gettext("text"), dgettext("domain", "other"), dcgettext("domain", "third", 5));
    printf("%s %s %s\n", ngettext("one", "many", 1), ngettext("one", "many", 0), dngettext("domain", "one", "many", 2));
    printf("%s", textdomain(NULL));
    printf(" %s", textdomain("mine"));
    printf(" %s", textdomain(NULL));
    printf(" %s\n", textdomain(""));
    printf("%s\n", bindtextdomain("mine", "/some/where"));
    printf("%s %d\n", bindtextdomain("mine", NULL), bindtextdomain("", "/x") == NULL);
    printf("%d", bind_textdomain_codeset("mine", NULL) == NULL);
    printf(" %s", bind_textdomain_codeset("mine", "UTF-8"));
    printf(" %s\n", bind_textdomain_codeset("mine", NULL));
    return 0;
}
