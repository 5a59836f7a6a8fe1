// POSIX: sockets. There is no network here: making one fails with ENOSYS.
#ifndef __SYS_SOCKET_H
#define __SYS_SOCKET_H

#include <sys/types.h>
#include <sys/uio.h>

typedef unsigned int socklen_t;
typedef unsigned short sa_family_t;

#define SOCK_DGRAM     1
#define SOCK_STREAM    2
#define SOCK_RAW       3
#define SOCK_RDM       4
#define SOCK_SEQPACKET 5
#define SOCK_NONBLOCK  0x80
#define SOCK_CLOEXEC   0x80000

#define PF_UNSPEC  0
#define PF_LOCAL   1
#define PF_UNIX    1
#define PF_INET    2
#define PF_INET6   10
#define PF_NETLINK 16
#define PF_PACKET  17
#define AF_UNSPEC  0
#define AF_LOCAL   1
#define AF_UNIX    1
#define AF_INET    2
#define AF_INET6   10
#define AF_NETLINK 16
#define AF_PACKET  17

#define SOL_SOCKET    0xffff
#define SO_DEBUG      0x0001
#define SO_REUSEADDR  0x0004
#define SO_KEEPALIVE  0x0008
#define SO_DONTROUTE  0x0010
#define SO_BROADCAST  0x0020
#define SO_LINGER     0x0080
#define SO_OOBINLINE  0x0100
#define SO_REUSEPORT  0x0200
#define SO_SNDBUF     0x1001
#define SO_RCVBUF     0x1002
#define SO_SNDLOWAT   0x1003
#define SO_RCVLOWAT   0x1004
#define SO_SNDTIMEO   0x1005
#define SO_RCVTIMEO   0x1006
#define SO_ERROR      0x1007
#define SO_TYPE       0x1008
#define SO_ACCEPTCONN 0x1009
#define SOMAXCONN     4096

#define MSG_OOB       0x01
#define MSG_PEEK      0x02
#define MSG_DONTROUTE 0x04
#define MSG_CTRUNC    0x08
#define MSG_TRUNC     0x20
#define MSG_DONTWAIT  0x40
#define MSG_EOR       0x80
#define MSG_WAITALL   0x100
#define MSG_NOSIGNAL  0x4000

#define SHUT_RD   0
#define SHUT_WR   1
#define SHUT_RDWR 2

#define SCM_RIGHTS 1

struct sockaddr {
    sa_family_t sa_family;
    char sa_data[14];
};

struct sockaddr_storage {
    sa_family_t ss_family;
    char __padding[122];
    unsigned long __aligned;
};

struct linger {
    int l_onoff;
    int l_linger;
};

struct msghdr {
    void *msg_name;
    socklen_t msg_namelen;
    struct iovec *msg_iov;
    size_t msg_iovlen;
    void *msg_control;
    size_t msg_controllen;
    int msg_flags;
};

struct cmsghdr {
    size_t cmsg_len;
    int cmsg_level;
    int cmsg_type;
};

#define CMSG_ALIGN(size)   (((size) + 3u) & ~3u)
#define CMSG_SPACE(size)   (CMSG_ALIGN(size) + CMSG_ALIGN(sizeof(struct cmsghdr)))
#define CMSG_LEN(size)     (CMSG_ALIGN(sizeof(struct cmsghdr)) + (size))
#define CMSG_DATA(message) ((unsigned char *)((struct cmsghdr *)(message) + 1))
#define CMSG_FIRSTHDR(message)                                                                     \
    ((message)->msg_controllen >= sizeof(struct cmsghdr)                                           \
         ? (struct cmsghdr *)(message)->msg_control                                                \
         : (struct cmsghdr *)0)
#define CMSG_NXTHDR(message, header) __cmsg_nxthdr(message, header)

#pragma library "socket.c"
int socket(int __domain, int __type, int __protocol);
int socketpair(int __domain, int __type, int __protocol, int __sockets[2]);
int bind(int __socket, const struct sockaddr *__address, socklen_t __size);
int connect(int __socket, const struct sockaddr *__address, socklen_t __size);
int listen(int __socket, int __backlog);
int accept(int __socket, struct sockaddr *restrict __address, socklen_t *restrict __size);
int accept4(int __socket, struct sockaddr *restrict __address, socklen_t *restrict __size,
            int __flags);
int getsockname(int __socket, struct sockaddr *restrict __address, socklen_t *restrict __size);
int getpeername(int __socket, struct sockaddr *restrict __address, socklen_t *restrict __size);
int getsockopt(int __socket, int __level, int __name, void *restrict __value,
               socklen_t *restrict __size);
int setsockopt(int __socket, int __level, int __name, const void *__value, socklen_t __size);
ssize_t send(int __socket, const void *__bytes, size_t __size, int __flags);
ssize_t sendto(int __socket, const void *__bytes, size_t __size, int __flags,
               const struct sockaddr *__address, socklen_t __address_size);
ssize_t sendmsg(int __socket, const struct msghdr *__message, int __flags);
ssize_t recv(int __socket, void *__bytes, size_t __size, int __flags);
ssize_t recvfrom(int __socket, void *restrict __bytes, size_t __size, int __flags,
                 struct sockaddr *restrict __address, socklen_t *restrict __address_size);
ssize_t recvmsg(int __socket, struct msghdr *__message, int __flags);
int shutdown(int __socket, int __how);
int sockatmark(int __socket);
struct cmsghdr *__cmsg_nxthdr(struct msghdr *__message, struct cmsghdr *__header);

#endif
