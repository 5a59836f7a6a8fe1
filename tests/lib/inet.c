// arpa/inet.h, netdb.h, sys/socket.h: addresses as text, names that everybody has; sockets are not there.
#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

static void text_of(const char *text) {
    struct in_addr address = {0};
    unsigned char bytes[16] = {0};
    char back[INET6_ADDRSTRLEN];
    printf("%s: %d", text, inet_aton(text, &address) != 0);
    printf(" %08x %08x %08x", ntohl(address.s_addr), ntohl(inet_addr(text)), (unsigned)inet_network(text));
    printf(" %d", inet_pton(AF_INET, text, bytes));
    for (int i = 0; i < 4; i++)
        printf("%c%d", i ? '.' : ' ', bytes[i]);
    int result = inet_pton(AF_INET6, text, bytes);
    printf(" %d", result);
    for (int i = 0; result == 1 && i < 16; i++)
        printf("%s%02x", i % 2 || i == 0 ? "" : ":", bytes[i]);
    printf(" %s\n", result == 1 ? inet_ntop(AF_INET6, bytes, back, sizeof back) : "");
}

static void show(int wrong, const struct addrinfo *list) {
    char host[100], service[100];
    printf("%s", wrong ? gai_strerror(wrong) : "");
    for (; wrong == 0 && list != NULL; list = list->ai_next) {
        int result = getnameinfo(list->ai_addr, list->ai_addrlen, host, sizeof host, service, sizeof service, NI_NUMERICHOST | NI_NUMERICSERV);
        printf(" [%d %d %d %d %s %s %s]", list->ai_family, list->ai_socktype, list->ai_protocol, (int)list->ai_addrlen, result ? "?" : host, result ? "?" : service,
               list->ai_canonname ? list->ai_canonname : "-");
    }
    printf("\n");
}

static void find(const char *host, const char *service, int flags, int family, int type) {
    struct addrinfo hints = {.ai_flags = flags, .ai_family = family, .ai_socktype = type}, *list = NULL;
    int wrong = getaddrinfo(host, service, &hints, &list);
    show(wrong, list);
    if (wrong == 0)
        freeaddrinfo(list);
}

int main(void) {
    static const char *const texts[] = {"1.2.3.4", "127.1", "10.1.65535", "0x7f.1", "010.8.8.8", "256.1.1.1", "1.2.3.256", "1.2.3", "1.2.3.4 x", "1.2.3.4x", "", ".",
        "1..2", "4294967295", "1.16777215", "1.16777216", "01.2.3.4", "1.2.3.4.5", "::", "::1", "1::", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::",
        "::2:3:4:5:6:7:8", "1:0:0:4:0:0:0:8", "2001:DB8::ff00:42:8329", "::ffff:1.2.3.4", "::1.2.3.4", "1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:7:1.2.3.4", ":::", ":1",
        "1:", "1::2::3", "12345::", "g::", "::1.2.3", "fe80::1%1", "1:2:3:4:5:6:7:8:9", "0:0:0:0:0:ffff:0:0", "0:0:1:0:0:0:0:0", "::ffff:0:1", "1:2:0:4:5:6:7:8"};
    for (unsigned i = 0; i < sizeof texts / sizeof texts[0]; i++)
        text_of(texts[i]);
    struct in_addr address = {htonl(0xc0a80107)};
    char small[12];
    printf("%s %x %x", inet_ntoa(address), (unsigned)inet_lnaof(address), (unsigned)inet_netof(address));
    printf(" %s %s", inet_ntoa(inet_makeaddr(10, 5)), inet_ntop(AF_INET, &address, small, 12) ? "fits" : strerror(errno));
    printf(" %d %s\n", inet_ntop(77, &address, small, 12) == NULL, strerror(errno));
    printf("%x %x %x %x\n", (unsigned)htonl(0x12345678), htons(0x1234), (unsigned)ntohl(1), ntohs(0xff00));
    struct in6_addr six = IN6ADDR_LOOPBACK_INIT;
    printf("%d %d %d", IN6_IS_ADDR_LOOPBACK(&six), IN6_IS_ADDR_UNSPECIFIED(&in6addr_any), IN6_IS_ADDR_V4MAPPED(&six));
    inet_pton(AF_INET6, "fe80::1", &six);
    printf(" %d", IN6_IS_ADDR_LINKLOCAL(&six));
    inet_pton(AF_INET6, "ff02::1", &six);
    printf(" %d %d %d\n", IN6_IS_ADDR_MULTICAST(&six), IN6_IS_ADDR_MC_LINKLOCAL(&six), IN6_IS_ADDR_SITELOCAL(&six));
    find("1.2.3.4", "80", AI_NUMERICHOST, AF_UNSPEC, SOCK_STREAM);
    find("1.2.3.4", "80", AI_NUMERICHOST | AI_CANONNAME, AF_INET, 0);
    find("::1", "7001", AI_NUMERICHOST | AI_NUMERICSERV, AF_UNSPEC, SOCK_DGRAM);
    find("::1", "7000", AI_NUMERICHOST | AI_NUMERICSERV, AF_UNSPEC, SOCK_DGRAM);
    find("1.2.3.4", "x", AI_NUMERICHOST | AI_NUMERICSERV, AF_UNSPEC, SOCK_DGRAM);
    find("nobody", "80", AI_NUMERICHOST, AF_UNSPEC, SOCK_DGRAM);
    find(NULL, NULL, 0, AF_UNSPEC, SOCK_STREAM);
    find("1.2.3.4", NULL, 0, 77, SOCK_STREAM);
    find("1.2.3.4", NULL, 0, AF_INET, 77);
    find(NULL, "80", AI_PASSIVE, AF_INET, SOCK_STREAM);
    find(NULL, "80", 0, AF_INET6, SOCK_STREAM);
    find(NULL, "80", AI_CANONNAME, AF_INET6, SOCK_STREAM);
    for (int i = -13; i < 2; i++)
        printf("%s,", gai_strerror(i));
    for (int i = -1; i < 7; i++)
        printf("%s,", hstrerror(i));
    printf("\n");
    union { struct cmsghdr header; char bytes[64]; } control = {0};
    struct msghdr message = {.msg_control = control.bytes, .msg_controllen = CMSG_SPACE(4) + CMSG_SPACE(6)};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_len = CMSG_LEN(4);
    struct cmsghdr *next = CMSG_NXTHDR(&message, header);
    next->cmsg_len = CMSG_LEN(6);
    printf("%d %d %d %d\n", (int)((char *)CMSG_DATA(header) - control.bytes), (int)((char *)next - control.bytes), CMSG_NXTHDR(&message, next) == NULL, (int)CMSG_LEN(5));
    printf("%d", send(0, "x", 1, 0) < 0 && errno == ENOTSOCK);
    printf(" %d\n", listen(99, 1) < 0 && errno == EBADF);
    printf("%d %d %d\n", (int)sizeof(struct sockaddr_storage), (int)sizeof(struct sockaddr_in6), (int)sizeof(struct sockaddr_un));
    return 0;
}
