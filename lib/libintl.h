// GNU: messages in other languages. The locale "C" has none: a message is itself.
#ifndef __LIBINTL_H
#define __LIBINTL_H

#pragma library "libintl.c"
char *gettext(const char *__message) __attribute__((__format_arg__(1)));
char *dgettext(const char *__domain, const char *__message) __attribute__((__format_arg__(2)));
char *dcgettext(const char *__domain, const char *__message, int __category)
    __attribute__((__format_arg__(2)));
char *ngettext(const char *__one, const char *__several, unsigned long __count)
    __attribute__((__format_arg__(1), __format_arg__(2)));
char *dngettext(const char *__domain, const char *__one, const char *__several,
                unsigned long __count) __attribute__((__format_arg__(2), __format_arg__(3)));
char *dcngettext(const char *__domain, const char *__one, const char *__several,
                 unsigned long __count, int __category)
    __attribute__((__format_arg__(2), __format_arg__(3)));
char *textdomain(const char *__domain);
char *bindtextdomain(const char *__domain, const char *__folder);
char *bind_textdomain_codeset(const char *__domain, const char *__codeset);

#endif
