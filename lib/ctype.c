// libcstar: character classes. A range is one unsigned comparison.
#include <ctype.h>

static int between(int character, int first, int last) {
    return (unsigned)(character - first) <= (unsigned)(last - first);
}

int isupper(int character) {
    return between(character, 'A', 'Z');
}

int islower(int character) {
    return between(character, 'a', 'z');
}

int isdigit(int character) {
    return between(character, '0', '9');
}

int isalpha(int character) {
    return between(character, 'a', 'z') || between(character, 'A', 'Z');
}

int isalnum(int character) {
    return isalpha(character) || isdigit(character);
}

int isxdigit(int character) {
    return isdigit(character) || between(character, 'a', 'f') || between(character, 'A', 'F');
}

int isblank(int character) {
    return character == ' ' || character == '\t';
}

int isspace(int character) {
    return character == ' ' || between(character, '\t', '\r');
}

int iscntrl(int character) {
    return between(character, 0, 31) || character == 127;
}

int isprint(int character) {
    return between(character, ' ', '~');
}

int isgraph(int character) {
    return between(character, '!', '~');
}

int ispunct(int character) {
    return isgraph(character) && !isalnum(character);
}

int tolower(int character) {
    return isupper(character) ? character + 'a' - 'A' : character;
}

int toupper(int character) {
    return islower(character) ? character + 'A' - 'a' : character;
}

int isascii(int character) {
    return between(character, 0, 127);
}

int toascii(int character) {
    return (int)((unsigned)character % 128);
}
