// POSIX: catalogs of messages, of which there are none.
#ifndef __NL_TYPES_H
#define __NL_TYPES_H

typedef int nl_item;
typedef void *nl_catd;

#define NL_SETD       1
#define NL_CAT_LOCALE 1

#pragma library "langinfo.c"
nl_catd catopen(const char *__name, int __flags);
char *catgets(nl_catd __catalog, int __set, int __number, const char *__text);
int catclose(nl_catd __catalog);

#endif
