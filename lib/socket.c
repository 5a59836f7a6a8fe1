// libcstar: sockets, which there are none of: making one fails with ENOSYS, and no descriptor is
// one.
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>

static int refuse(int error) {
    errno = error;
    return -1;
}

static int no_socket(int descriptor) {
    return fcntl(descriptor, F_GETFD) < 0 ? -1 : refuse(ENOTSOCK);
}

int socket(int domain, int type, int protocol) {
    (void)domain, (void)type, (void)protocol;
    return refuse(ENOSYS);
}

int socketpair(int domain, int type, int protocol, int sockets[2]) {
    (void)domain, (void)type, (void)protocol, (void)sockets;
    return refuse(ENOSYS);
}

int bind(int socket, const struct sockaddr *address, socklen_t size) {
    (void)address, (void)size;
    return no_socket(socket);
}

int connect(int socket, const struct sockaddr *address, socklen_t size) {
    (void)address, (void)size;
    return no_socket(socket);
}

int listen(int socket, int backlog) {
    (void)backlog;
    return no_socket(socket);
}

int accept(int socket, struct sockaddr *restrict address, socklen_t *restrict size) {
    (void)address, (void)size;
    return no_socket(socket);
}

int accept4(int socket, struct sockaddr *restrict address, socklen_t *restrict size, int flags) {
    (void)address, (void)size, (void)flags;
    return no_socket(socket);
}

int getsockname(int socket, struct sockaddr *restrict address, socklen_t *restrict size) {
    (void)address, (void)size;
    return no_socket(socket);
}

int getpeername(int socket, struct sockaddr *restrict address, socklen_t *restrict size) {
    (void)address, (void)size;
    return no_socket(socket);
}

int getsockopt(int socket, int level, int name, void *restrict value, socklen_t *restrict size) {
    (void)level, (void)name, (void)value, (void)size;
    return no_socket(socket);
}

int setsockopt(int socket, int level, int name, const void *value, socklen_t size) {
    (void)level, (void)name, (void)value, (void)size;
    return no_socket(socket);
}

ssize_t send(int socket, const void *bytes, size_t size, int flags) {
    (void)bytes, (void)size, (void)flags;
    return no_socket(socket);
}

ssize_t sendto(int socket, const void *bytes, size_t size, int flags,
               const struct sockaddr *address, socklen_t address_size) {
    (void)bytes, (void)size, (void)flags, (void)address, (void)address_size;
    return no_socket(socket);
}

ssize_t sendmsg(int socket, const struct msghdr *message, int flags) {
    (void)message, (void)flags;
    return no_socket(socket);
}

ssize_t recv(int socket, void *bytes, size_t size, int flags) {
    (void)bytes, (void)size, (void)flags;
    return no_socket(socket);
}

ssize_t recvfrom(int socket, void *restrict bytes, size_t size, int flags,
                 struct sockaddr *restrict address, socklen_t *restrict address_size) {
    (void)bytes, (void)size, (void)flags, (void)address, (void)address_size;
    return no_socket(socket);
}

ssize_t recvmsg(int socket, struct msghdr *message, int flags) {
    (void)message, (void)flags;
    return no_socket(socket);
}

int shutdown(int socket, int how) {
    (void)how;
    return no_socket(socket);
}

int sockatmark(int socket) {
    return no_socket(socket);
}

// The header behind another one, if it is whole.
struct cmsghdr *__cmsg_nxthdr(struct msghdr *message, struct cmsghdr *header) {
    char *end = (char *)message->msg_control + message->msg_controllen;
    char *next = (char *)header + CMSG_ALIGN(header->cmsg_len);
    if (header->cmsg_len < sizeof *header || next + sizeof *header > end ||
        next + CMSG_ALIGN(((struct cmsghdr *)(void *)next)->cmsg_len) > end) {
        return NULL;
    }
    return (struct cmsghdr *)(void *)next;
}
