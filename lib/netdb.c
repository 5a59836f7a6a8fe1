// libcstar: names of the network, of which few are known.
#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int h_errno;

static char *no_aliases[] = {NULL};

// ---- hosts ----

static struct hostent *host(const char *name, int family, const void *address) {
    static char bytes[16], own_name[NI_MAXHOST];
    static char *addresses[] = {bytes, NULL};
    static struct hostent entry = {
        .h_name = own_name, .h_aliases = no_aliases, .h_addr_list = addresses};
    entry.h_addrtype = family;
    entry.h_length = family == AF_INET ? 4 : 16;
    memcpy(bytes, address, (size_t)entry.h_length);
    snprintf(own_name, sizeof own_name, "%s", name);
    return &entry;
}

static struct hostent *no_host(int error) {
    h_errno = error;
    return NULL;
}

struct hostent *gethostbyname2(const char *name, int family) {
    struct in_addr address;
    unsigned char long_address[16];
    int is_own = strcmp(name, "localhost") == 0;
    if (family == AF_INET && (is_own || inet_aton(name, &address))) {
        if (is_own) {
            address.s_addr = htonl(INADDR_LOOPBACK);
        }
        return host(name, family, &address);
    }
    if (family == AF_INET6 && (is_own || inet_pton(AF_INET6, name, long_address) > 0)) {
        return host(name, family, is_own ? (const void *)&in6addr_loopback : long_address);
    }
    return no_host(HOST_NOT_FOUND);
}

struct hostent *gethostbyname(const char *name) {
    return gethostbyname2(name, AF_INET);
}

struct hostent *gethostbyaddr(const void *address, socklen_t size, int family) {
    uint32_t loopback = htonl(INADDR_LOOPBACK);
    int is_own = (family == AF_INET && size == 4 && memcmp(address, &loopback, 4) == 0) ||
                 (family == AF_INET6 && size == 16 && memcmp(address, &in6addr_loopback, 16) == 0);
    return is_own ? host("localhost", family, address) : no_host(HOST_NOT_FOUND);
}

struct hostent *gethostent(void) {
    return NULL;
}

void sethostent(int stays) {
    (void)stays;
}

void endhostent(void) {}

const char *hstrerror(int error) {
    static const char *const texts[] = {"Resolver Error 0 (no error)", "Unknown host",
                                        "Host name lookup failure", "Unknown server error",
                                        "No address associated with name"};
    return error < 0    ? "Resolver internal error"
           : error <= 4 ? texts[error]
                        : "Unknown resolver error";
}

void herror(const char *text) {
    if (text != NULL && *text != 0) {
        fprintf(stderr, "%s: ", text);
    }
    fprintf(stderr, "%s\n", hstrerror(h_errno));
}

const char *gai_strerror(int error) {
    static const char *const texts[] = {"Bad value for ai_flags",
                                        "Name or service not known",
                                        "Temporary failure in name resolution",
                                        "Non-recoverable failure in name resolution",
                                        "No address associated with hostname",
                                        "ai_family not supported",
                                        "ai_socktype not supported",
                                        "Servname not supported for ai_socktype",
                                        "Address family for hostname not supported",
                                        "Memory allocation failure",
                                        "System error"};
    return error < 0 && error >= EAI_SYSTEM ? texts[-error - 1] : "Unknown error";
}

// ---- networks ----

struct netent *getnetbyname(const char *name) {
    (void)name;
    return NULL;
}

struct netent *getnetbyaddr(uint32_t net, int family) {
    (void)net, (void)family;
    return NULL;
}

struct netent *getnetent(void) {
    return NULL;
}

void setnetent(int stays) {
    (void)stays;
}

void endnetent(void) {}

unsigned int if_nametoindex(const char *name) {
    (void)name;
    errno = ENODEV;
    return 0;
}

char *if_indextoname(unsigned int index, char *name) {
    (void)index, (void)name;
    errno = ENXIO;
    return NULL;
}

struct if_nameindex *if_nameindex(void) {
    return calloc(1, sizeof(struct if_nameindex));
}

void if_freenameindex(struct if_nameindex *list) {
    free(list);
}

// ---- protocols and services ----

static struct protoent protocols[] = {
    {"ip", no_aliases, IPPROTO_IP},     {"icmp", no_aliases, IPPROTO_ICMP},
    {"tcp", no_aliases, IPPROTO_TCP},   {"udp", no_aliases, IPPROTO_UDP},
    {"ipv6", no_aliases, IPPROTO_IPV6}, {"ipv6-icmp", no_aliases, IPPROTO_ICMPV6},
};

static unsigned next_protocol;

struct protoent *getprotoent(void) {
    return next_protocol < sizeof protocols / sizeof protocols[0] ? &protocols[next_protocol++]
                                                                  : NULL;
}

void setprotoent(int stays) {
    (void)stays;
    next_protocol = 0;
}

void endprotoent(void) {
    next_protocol = 0;
}

struct protoent *getprotobynumber(int number) {
    for (unsigned i = 0; i < sizeof protocols / sizeof protocols[0]; i++) {
        if (protocols[i].p_proto == number) {
            return &protocols[i];
        }
    }
    return NULL;
}

struct protoent *getprotobyname(const char *name) {
    for (unsigned i = 0; i < sizeof protocols / sizeof protocols[0]; i++) {
        if (strcmp(protocols[i].p_name, name) == 0) {
            return &protocols[i];
        }
    }
    return NULL;
}

// A port of each, with both protocols unless one of them is named.
static const struct {
    char *name;
    int port;
    char *protocol;
} services[] = {
    {"echo", 7, NULL},     {"ftp", 21, "tcp"},  {"ssh", 22, "tcp"},   {"telnet", 23, "tcp"},
    {"smtp", 25, "tcp"},   {"time", 37, NULL},  {"domain", 53, NULL}, {"tftp", 69, "udp"},
    {"finger", 79, "tcp"}, {"http", 80, "tcp"}, {"pop3", 110, "tcp"}, {"ntp", 123, "udp"},
    {"imap2", 143, "tcp"}, {"snmp", 161, NULL}, {"https", 443, NULL}, {"syslog", 514, "udp"},
};

enum { SERVICES = sizeof services / sizeof services[0] };

static unsigned next_service;

static struct servent *service(unsigned number, const char *protocol) {
    static struct servent entry = {.s_aliases = no_aliases};
    entry.s_name = services[number].name;
    entry.s_port = htons((uint16_t)services[number].port);
    entry.s_proto = services[number].protocol != NULL                  ? services[number].protocol
                    : protocol != NULL && strcmp(protocol, "udp") == 0 ? "udp"
                                                                       : "tcp";
    return protocol == NULL || strcmp(protocol, entry.s_proto) == 0 ? &entry : NULL;
}

struct servent *getservent(void) {
    return next_service < SERVICES ? service(next_service++, NULL) : NULL;
}

void setservent(int stays) {
    (void)stays;
    next_service = 0;
}

void endservent(void) {
    next_service = 0;
}

struct servent *getservbyname(const char *name, const char *protocol) {
    for (unsigned i = 0; i < SERVICES; i++) {
        struct servent *found = strcmp(services[i].name, name) == 0 ? service(i, protocol) : NULL;
        if (found != NULL) {
            return found;
        }
    }
    return NULL;
}

struct servent *getservbyport(int port, const char *protocol) {
    for (unsigned i = 0; i < SERVICES; i++) {
        struct servent *found =
            htons((uint16_t)services[i].port) == port ? service(i, protocol) : NULL;
        if (found != NULL) {
            return found;
        }
    }
    return NULL;
}
