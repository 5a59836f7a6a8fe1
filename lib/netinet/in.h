// POSIX: addresses of the Internet.
#ifndef __NETINET_IN_H
#define __NETINET_IN_H

#include <inttypes.h>
#include <sys/socket.h>

typedef uint16_t in_port_t;
typedef uint32_t in_addr_t;

struct in_addr {
    in_addr_t s_addr;
};

struct sockaddr_in {
    sa_family_t sin_family;
    in_port_t sin_port;
    struct in_addr sin_addr;
    unsigned char sin_zero[8];
};

struct in6_addr {
    union {
        uint8_t __bytes[16];
        uint16_t __halves[8];
        uint32_t __words[4];
    } __as;
};

#define s6_addr   __as.__bytes
#define s6_addr16 __as.__halves
#define s6_addr32 __as.__words

struct sockaddr_in6 {
    sa_family_t sin6_family;
    in_port_t sin6_port;
    uint32_t sin6_flowinfo;
    struct in6_addr sin6_addr;
    uint32_t sin6_scope_id;
};

struct ip_mreq {
    struct in_addr imr_multiaddr;
    struct in_addr imr_interface;
};

struct ipv6_mreq {
    struct in6_addr ipv6mr_multiaddr;
    unsigned int ipv6mr_interface;
};

#define IPPROTO_IP      0
#define IPPROTO_ICMP    1
#define IPPROTO_IGMP    2
#define IPPROTO_TCP     6
#define IPPROTO_UDP     17
#define IPPROTO_IPV6    41
#define IPPROTO_ICMPV6  58
#define IPPROTO_RAW     255
#define IPPORT_RESERVED 1024

#define INADDR_ANY       ((in_addr_t)0x00000000)
#define INADDR_BROADCAST ((in_addr_t)0xffffffff)
#define INADDR_NONE      ((in_addr_t)0xffffffff)
#define INADDR_LOOPBACK  ((in_addr_t)0x7f000001)
#define INET_ADDRSTRLEN  16
#define INET6_ADDRSTRLEN 46

#define IN_CLASSA(a)    (((in_addr_t)(a)&0x80000000) == 0)
#define IN_CLASSB(a)    (((in_addr_t)(a)&0xc0000000) == 0x80000000)
#define IN_CLASSC(a)    (((in_addr_t)(a)&0xe0000000) == 0xc0000000)
#define IN_CLASSD(a)    (((in_addr_t)(a)&0xf0000000) == 0xe0000000)
#define IN_MULTICAST(a) IN_CLASSD(a)
#define IN_CLASSA_NET   0xff000000
#define IN_CLASSB_NET   0xffff0000
#define IN_CLASSC_NET   0xffffff00
#define IN_LOOPBACKNET  127

#define IP_TOS             1
#define IP_TTL             2
#define IP_HDRINCL         3
#define IP_OPTIONS         4
#define IP_MULTICAST_IF    32
#define IP_MULTICAST_TTL   33
#define IP_MULTICAST_LOOP  34
#define IP_ADD_MEMBERSHIP  35
#define IP_DROP_MEMBERSHIP 36

#define IPV6_UNICAST_HOPS   16
#define IPV6_MULTICAST_IF   17
#define IPV6_MULTICAST_HOPS 18
#define IPV6_MULTICAST_LOOP 19
#define IPV6_JOIN_GROUP     20
#define IPV6_LEAVE_GROUP    21
#define IPV6_V6ONLY         26

#define IN6ADDR_ANY_INIT                                                                           \
    {                                                                                              \
        {                                                                                          \
            { 0 }                                                                                  \
        }                                                                                          \
    }
#define IN6ADDR_LOOPBACK_INIT                                                                      \
    {                                                                                              \
        {                                                                                          \
            { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 }                                     \
        }                                                                                          \
    }

#define __IN6_WORD(a, number)     (((const struct in6_addr *)(a))->s6_addr32[number])
#define __IN6_STARTS(a, mask, is) ((((const struct in6_addr *)(a))->s6_addr16[0] & (mask)) == (is))
#define __IN6_SCOPE(a)            (((const struct in6_addr *)(a))->s6_addr[1] & 15)

#define IN6_IS_ADDR_UNSPECIFIED(a)                                                                 \
    ((__IN6_WORD(a, 0) | __IN6_WORD(a, 1) | __IN6_WORD(a, 2) | __IN6_WORD(a, 3)) == 0)
#define IN6_IS_ADDR_LOOPBACK(a)                                                                    \
    ((__IN6_WORD(a, 0) | __IN6_WORD(a, 1) | __IN6_WORD(a, 2)) == 0 &&                              \
     __IN6_WORD(a, 3) == 0x01000000)
#define IN6_IS_ADDR_V4MAPPED(a)                                                                    \
    ((__IN6_WORD(a, 0) | __IN6_WORD(a, 1)) == 0 && __IN6_WORD(a, 2) == 0xffff0000)
#define IN6_IS_ADDR_V4COMPAT(a)                                                                    \
    ((__IN6_WORD(a, 0) | __IN6_WORD(a, 1) | __IN6_WORD(a, 2)) == 0 && __IN6_WORD(a, 3) != 0 &&     \
     __IN6_WORD(a, 3) != 0x01000000)
#define IN6_IS_ADDR_MULTICAST(a)    (((const struct in6_addr *)(a))->s6_addr[0] == 0xff)
#define IN6_IS_ADDR_LINKLOCAL(a)    __IN6_STARTS(a, 0xc0ff, 0x80fe)
#define IN6_IS_ADDR_SITELOCAL(a)    __IN6_STARTS(a, 0xc0ff, 0xc0fe)
#define IN6_IS_ADDR_MC_NODELOCAL(a) (IN6_IS_ADDR_MULTICAST(a) && __IN6_SCOPE(a) == 1)
#define IN6_IS_ADDR_MC_LINKLOCAL(a) (IN6_IS_ADDR_MULTICAST(a) && __IN6_SCOPE(a) == 2)
#define IN6_IS_ADDR_MC_SITELOCAL(a) (IN6_IS_ADDR_MULTICAST(a) && __IN6_SCOPE(a) == 5)
#define IN6_IS_ADDR_MC_ORGLOCAL(a)  (IN6_IS_ADDR_MULTICAST(a) && __IN6_SCOPE(a) == 8)
#define IN6_IS_ADDR_MC_GLOBAL(a)    (IN6_IS_ADDR_MULTICAST(a) && __IN6_SCOPE(a) == 14)
#define IN6_ARE_ADDR_EQUAL(a, b)                                                                   \
    (__IN6_WORD(a, 0) == __IN6_WORD(b, 0) && __IN6_WORD(a, 1) == __IN6_WORD(b, 1) &&               \
     __IN6_WORD(a, 2) == __IN6_WORD(b, 2) && __IN6_WORD(a, 3) == __IN6_WORD(b, 3))

#pragma library "inet.c"
extern const struct in6_addr in6addr_any;
extern const struct in6_addr in6addr_loopback;
uint32_t htonl(uint32_t __value);
uint16_t htons(uint16_t __value);
uint32_t ntohl(uint32_t __value);
uint16_t ntohs(uint16_t __value);

#endif
