// libcstar: addresses of the Internet, in the order of the network: the first byte first.
#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct in6_addr in6addr_any = IN6ADDR_ANY_INIT;
const struct in6_addr in6addr_loopback = IN6ADDR_LOOPBACK_INIT;

uint32_t htonl(uint32_t value) {
    return __builtin_bswap32(value);
}

uint16_t htons(uint16_t value) {
    return __builtin_bswap16(value);
}

uint32_t ntohl(uint32_t value) {
    return __builtin_bswap32(value);
}

uint16_t ntohs(uint16_t value) {
    return __builtin_bswap16(value);
}

// ---- four bytes ----

// Up to four numbers between dots, each decimal, octal or hexadecimal; how many, or 0.
static int parse_numbers(const char *text, uint32_t numbers[4], const char **end) {
    for (int count = 0; count < 4; count++) {
        char *rest;
        if (!isdigit((unsigned char)*text)) {
            return 0;
        }
        errno = 0;
        numbers[count] = (uint32_t)strtoul(text, &rest, 0);
        if (errno != 0) {
            return 0;
        }
        text = rest;
        *end = rest;
        if (*text != '.') {
            return count + 1;
        }
        text++;
    }
    return 0;
}

// The last number stands for all bytes that are left.
int inet_aton(const char *text, struct in_addr *to) {
    uint32_t numbers[4];
    const char *end;
    int before = errno;
    int count = parse_numbers(text, numbers, &end);
    errno = before;
    if (count == 0 || (*end != 0 && !isspace((unsigned char)*end))) {
        return 0;
    }
    uint32_t address = 0;
    for (int i = 0; i + 1 < count; i++) {
        if (numbers[i] > 255) {
            return 0;
        }
        address |= numbers[i] << (24 - 8 * i);
    }
    if (count > 1 && numbers[count - 1] >> (8 * (5 - count)) != 0) {
        return 0;
    }
    if (to != NULL) {
        to->s_addr = htonl(address | numbers[count - 1]);
    }
    return 1;
}

in_addr_t inet_addr(const char *text) {
    struct in_addr address;
    return inet_aton(text, &address) ? address.s_addr : INADDR_NONE;
}

// Every number stands for a byte; fewer than four are the last ones.
in_addr_t inet_network(const char *text) {
    uint32_t numbers[4], address = 0;
    const char *end;
    int before = errno;
    int count = parse_numbers(text, numbers, &end);
    errno = before;
    if (count == 0 || *end != 0) {
        return INADDR_NONE;
    }
    for (int i = 0; i < count; i++) {
        if (numbers[i] > 255) {
            return INADDR_NONE;
        }
        address = address << 8 | numbers[i];
    }
    return address;
}

char *inet_ntoa(struct in_addr address) {
    static char text[INET_ADDRSTRLEN];
    return (char *)inet_ntop(AF_INET, &address, text, sizeof text);
}

// Bits of an address that are the host's, by its class.
static int host_bits(uint32_t address) {
    return IN_CLASSA(address) ? 24 : IN_CLASSB(address) ? 16 : 8;
}

struct in_addr inet_makeaddr(in_addr_t net, in_addr_t host) {
    struct in_addr result;
    int bits = net < 128 ? 24 : net < 65536 ? 16 : net < 16777216 ? 8 : 0;
    uint32_t mask = bits == 0 ? 0 : (1u << bits) - 1;
    result.s_addr = htonl(bits == 0 ? net | host : net << bits | (host & mask));
    return result;
}

in_addr_t inet_lnaof(struct in_addr address) {
    uint32_t value = ntohl(address.s_addr);
    return value & ((1u << host_bits(value)) - 1);
}

in_addr_t inet_netof(struct in_addr address) {
    uint32_t value = ntohl(address.s_addr);
    return value >> host_bits(value);
}

// ---- both, as text ----

// The longest run of at least two halves that are 0; -1 if there is none.
static int longest_zeros(const unsigned char *bytes, int *length) {
    int best = -1;
    *length = 1;
    for (int i = 0; i < 8; i++) {
        int end = i;
        while (end < 8 && bytes[2 * end] == 0 && bytes[2 * end + 1] == 0) {
            end++;
        }
        if (end - i > *length) {
            best = i;
            *length = end - i;
        }
    }
    return best;
}

static int is_of_four(const unsigned char *bytes, int start, int length) {
    return start == 0 && (length == 6 || (length == 5 && bytes[10] == 0xff && bytes[11] == 0xff));
}

static void print_long(const unsigned char *bytes, char *text) {
    int length, start = longest_zeros(bytes, &length);
    for (int i = 0; i < 8; i++) {
        if (i == start) {
            text += sprintf(text, "::");
            i += length - 1;
            continue;
        }
        if (i > 0 && i != start + length) {
            *text++ = ':';
        }
        if (i == 6 && is_of_four(bytes, start, length)) {
            sprintf(text, "%d.%d.%d.%d", bytes[12], bytes[13], bytes[14], bytes[15]);
            return;
        }
        text += sprintf(text, "%x", bytes[2 * i] << 8 | bytes[2 * i + 1]);
    }
    *text = 0;
}

const char *inet_ntop(int family, const void *restrict address, char *restrict text,
                      socklen_t size) {
    char own[INET6_ADDRSTRLEN];
    const unsigned char *bytes = address;
    if (family == AF_INET) {
        sprintf(own, "%d.%d.%d.%d", bytes[0], bytes[1], bytes[2], bytes[3]);
    } else if (family == AF_INET6) {
        print_long(bytes, own);
    } else {
        errno = EAFNOSUPPORT;
        return NULL;
    }
    if (strlen(own) >= size) {
        errno = ENOSPC;
        return NULL;
    }
    return strcpy(text, own);
}

// Four decimal numbers without needless zeros.
static int parse_short(const char *text, unsigned char bytes[4]) {
    for (int i = 0; i < 4; i++) {
        int value = 0, digits = 0;
        for (; isdigit((unsigned char)*text); text++, digits++) {
            if ((digits > 0 && value == 0) || digits == 3) {
                return 0;
            }
            value = value * 10 + (*text - '0');
        }
        if (digits == 0 || value > 255 || *text != (i < 3 ? '.' : 0)) {
            return 0;
        }
        bytes[i] = (unsigned char)value;
        text++;
    }
    return 1;
}

static int digit_of(int character) {
    return isdigit(character) ? character - '0' : tolower(character) - 'a' + 10;
}

// Halves between colons, once :: for zeros, and at the end perhaps four decimal numbers.
static int parse_long(const char *text, unsigned char bytes[16]) {
    int count = 0, gap = -1;
    memset(bytes, 0, 16);
    if (*text == ':' && *++text != ':') {
        return 0;
    }
    while (*text != 0) {
        if (*text == ':') {
            if (gap >= 0) {
                return 0;
            }
            gap = count;
            text++;
            continue;
        }
        if (count <= 12 && strchr(text, '.') != NULL &&
            strspn(text, "0123456789.") == strlen(text)) {
            if (!parse_short(text, bytes + count)) {
                return 0;
            }
            count += 4;
            break;
        }
        int value = 0, digits = 0;
        for (; isxdigit((unsigned char)*text) && digits < 5; text++, digits++) {
            value = value << 4 | digit_of((unsigned char)*text);
        }
        if (digits == 0 || digits > 4 || count > 14 || (*text != ':' && *text != 0) ||
            (*text == ':' && text[1] == 0)) {
            return 0;
        }
        bytes[count++] = (unsigned char)(value >> 8);
        bytes[count++] = (unsigned char)value;
        text += *text == ':';
    }
    if (gap < 0) {
        return count == 16;
    }
    if (count == 16) {
        return 0;
    }
    memmove(bytes + 16 - (count - gap), bytes + gap, (size_t)(count - gap));
    memset(bytes + gap, 0, (size_t)(16 - count));
    return 1;
}

int inet_pton(int family, const char *restrict text, void *restrict to) {
    unsigned char bytes[16];
    int size = family == AF_INET ? 4 : 16;
    if (family != AF_INET && family != AF_INET6) {
        errno = EAFNOSUPPORT;
        return -1;
    }
    if (!(family == AF_INET ? parse_short(text, bytes) : parse_long(text, bytes))) {
        return 0;
    }
    memcpy(to, bytes, (size_t)size);
    return 1;
}
