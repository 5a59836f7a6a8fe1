// libcstar: addresses and services by names and numbers together.
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct entry {
    struct addrinfo info;
    struct sockaddr_in6 address; // or a shorter one
};

static const struct kind {
    int type;
    int protocol;
    const char *name;
} kinds[] = {
    {SOCK_STREAM, IPPROTO_TCP, "tcp"}, {SOCK_DGRAM, IPPROTO_UDP, "udp"}, {SOCK_RAW, 0, NULL}};

enum { KINDS = 3 };

void freeaddrinfo(struct addrinfo *list) {
    while (list != NULL) {
        struct addrinfo *next = list->ai_next;
        free(list->ai_canonname);
        free(list);
        list = next;
    }
}

// The port in the order of the network, or a negative error.
static int port_of(const char *service, const struct kind *kind, int flags) {
    char *end;
    if (service == NULL) {
        return 0;
    }
    unsigned long number = strtoul(service, &end, 10);
    if (end != service && *end == 0) {
        return number > 65535 ? EAI_SERVICE : htons((uint16_t)number);
    }
    if ((flags & AI_NUMERICSERV) != 0) {
        return EAI_NONAME;
    }
    struct servent *found = kind->name != NULL ? getservbyname(service, kind->name) : NULL;
    return found != NULL ? found->s_port : EAI_SERVICE;
}

static int append(struct addrinfo ***end, const struct addrinfo *hints, const struct kind *kind,
                  int family, const void *address, int port) {
    struct entry *entry = calloc(1, sizeof *entry);
    if (entry == NULL) {
        return EAI_MEMORY;
    }
    struct addrinfo *info = &entry->info;
    info->ai_flags = hints->ai_flags;
    info->ai_family = family;
    info->ai_socktype = kind->type;
    info->ai_protocol = kind->type == SOCK_RAW ? hints->ai_protocol : kind->protocol;
    info->ai_addr = (struct sockaddr *)(void *)&entry->address;
    if (family == AF_INET) {
        struct sockaddr_in *to = (struct sockaddr_in *)(void *)&entry->address;
        to->sin_family = AF_INET;
        to->sin_port = (in_port_t)port;
        memcpy(&to->sin_addr, address, 4);
        info->ai_addrlen = sizeof *to;
    } else {
        entry->address.sin6_family = AF_INET6;
        entry->address.sin6_port = (in_port_t)port;
        memcpy(&entry->address.sin6_addr, address, 16);
        info->ai_addrlen = sizeof entry->address;
    }
    **end = info;
    *end = &info->ai_next;
    return 0;
}

// One entry for each kind of socket that is asked for.
static int append_kinds(struct addrinfo ***end, const struct addrinfo *hints, int family,
                        const void *address, const char *service) {
    int found = 0, error = EAI_SERVICE;
    for (int i = 0; i < KINDS; i++) {
        const struct kind *kind = &kinds[i];
        if ((hints->ai_socktype != 0 && hints->ai_socktype != kind->type) ||
            (hints->ai_protocol != 0 && kind->type != SOCK_RAW &&
             hints->ai_protocol != kind->protocol)) {
            continue;
        }
        int port = port_of(service, kind, hints->ai_flags);
        if (port < 0) {
            error = port;
            continue;
        }
        int wrong = append(end, hints, kind, family, address, port);
        if (wrong != 0) {
            return wrong;
        }
        found++;
    }
    return found > 0 ? 0 : error;
}

static int is_socket_type(int type) {
    return type == 0 || type == SOCK_STREAM || type == SOCK_DGRAM || type == SOCK_RAW;
}

// The addresses of a host in both families; which of them are there, as bits 1 and 2.
static int addresses_of(const char *host, const struct addrinfo *hints, struct in_addr *of_four,
                        struct in6_addr *of_six) {
    int is_own =
        host == NULL || (strcmp(host, "localhost") == 0 && (hints->ai_flags & AI_NUMERICHOST) == 0);
    if (is_own) {
        int is_passive = host == NULL && (hints->ai_flags & AI_PASSIVE) != 0;
        of_four->s_addr = htonl(is_passive ? INADDR_ANY : INADDR_LOOPBACK);
        *of_six = is_passive ? in6addr_any : in6addr_loopback;
        return 3;
    }
    return inet_aton(host, of_four) ? 1 : inet_pton(AF_INET6, host, of_six) > 0 ? 2 : 0;
}

int getaddrinfo(const char *restrict host, const char *restrict service,
                const struct addrinfo *restrict hints, struct addrinfo **restrict found) {
    static const struct addrinfo any = {.ai_flags = AI_V4MAPPED | AI_ADDRCONFIG};
    struct in_addr of_four;
    struct in6_addr of_six;
    struct addrinfo *list = NULL, **end = &list;
    if (host == NULL && service == NULL) {
        return EAI_NONAME;
    }
    if (hints == NULL) {
        hints = &any;
    }
    int family = hints->ai_family;
    if ((hints->ai_flags & ~0x7ff) != 0 ||
        (host == NULL && (hints->ai_flags & AI_CANONNAME) != 0)) {
        return EAI_BADFLAGS;
    }
    if (family != AF_UNSPEC && family != AF_INET && family != AF_INET6) {
        return EAI_FAMILY;
    }
    if (!is_socket_type(hints->ai_socktype)) {
        return EAI_SOCKTYPE;
    }
    int which = addresses_of(host, hints, &of_four, &of_six);
    if (which == 0) {
        return EAI_NONAME;
    }
    which &= family == AF_INET ? 1 : family == AF_INET6 ? 2 : 3;
    if (which == 0) {
        return EAI_ADDRFAMILY;
    }
    int wrong = (which & 2) != 0 ? append_kinds(&end, hints, AF_INET6, &of_six, service) : 0;
    if (wrong == 0 && (which & 1) != 0) {
        wrong = append_kinds(&end, hints, AF_INET, &of_four, service);
    }
    if (wrong == 0 && (hints->ai_flags & AI_CANONNAME) != 0) {
        list->ai_canonname = strdup(host);
        wrong = list->ai_canonname == NULL ? EAI_MEMORY : 0;
    }
    if (wrong != 0) {
        freeaddrinfo(list);
        return wrong;
    }
    *found = list;
    return 0;
}

static int put(const char *text, char *to, socklen_t size) {
    if (to == NULL || size == 0) {
        return 0;
    }
    if (strlen(text) >= size) {
        return EAI_OVERFLOW;
    }
    strcpy(to, text);
    return 0;
}

int getnameinfo(const struct sockaddr *restrict address, socklen_t size, char *restrict host,
                socklen_t host_size, char *restrict service, socklen_t service_size, int flags) {
    const struct sockaddr_in *of_four = (const struct sockaddr_in *)(const void *)address;
    const struct sockaddr_in6 *of_six = (const struct sockaddr_in6 *)(const void *)address;
    char text[INET6_ADDRSTRLEN], number[8];
    int is_six = address->sa_family == AF_INET6;
    if ((!is_six && address->sa_family != AF_INET) ||
        size < (is_six ? sizeof *of_six : sizeof *of_four)) {
        return EAI_FAMILY;
    }
    const void *bytes = is_six ? (const void *)&of_six->sin6_addr : &of_four->sin_addr;
    struct hostent *known = (flags & NI_NUMERICHOST) == 0
                                ? gethostbyaddr(bytes, is_six ? 16 : 4, address->sa_family)
                                : NULL;
    if (known == NULL && (flags & NI_NAMEREQD) != 0) {
        return EAI_NONAME;
    }
    inet_ntop(address->sa_family, bytes, text, sizeof text);
    int wrong = put(known != NULL ? known->h_name : text, host, host_size);
    int port = is_six ? of_six->sin6_port : of_four->sin_port;
    struct servent *name = (flags & NI_NUMERICSERV) == 0
                               ? getservbyport(port, (flags & NI_DGRAM) != 0 ? "udp" : "tcp")
                               : NULL;
    sprintf(number, "%d", ntohs((uint16_t)port));
    return wrong != 0 ? wrong : put(name != NULL ? name->s_name : number, service, service_size);
}
