// POSIX: addresses of the Internet as text.
#ifndef __ARPA_INET_H
#define __ARPA_INET_H

#include <netinet/in.h>

#pragma library "inet.c"
in_addr_t inet_addr(const char *__text);
int inet_aton(const char *__text, struct in_addr *__to);
char *inet_ntoa(struct in_addr __address);
const char *inet_ntop(int __family, const void *restrict __address, char *restrict __text,
                      socklen_t __size);
int inet_pton(int __family, const char *restrict __text, void *restrict __to);
in_addr_t inet_network(const char *__text);
struct in_addr inet_makeaddr(in_addr_t __net, in_addr_t __host);
in_addr_t inet_lnaof(struct in_addr __address);
in_addr_t inet_netof(struct in_addr __address);

#endif
