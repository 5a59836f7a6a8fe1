#define _GNU_SOURCE
#include "serve.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../core/memory.h"
#include "../../include/mixter-engine.h"
#include "convert.h"
#include "protocol.h"

// A page that the engine may store to, as it was when it was last looked at.
struct page {
    uint32_t address;
    unsigned char bytes[PROTOCOL_PAGE];
};

struct server {
    const struct mixter_engine *engine;
    void *machine;
    struct page *pages;
    uint32_t count;
    uint32_t capacity;
    char answer[PROTOCOL_LINE];
};

// ---- the library ----

static const struct mixter_engine *load(const char *path, const char **wrong) {
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    const struct mixter_engine *(*entry)(uint32_t) = NULL;
    if (library == NULL) {
        size_t length = strlen(path);
        *wrong = dlerror();
        if (strncmp(*wrong, path, length) == 0 && strncmp(*wrong + length, ": ", 2) == 0)
            *wrong += length + 2;
        return NULL;
    }
    *(void **)&entry = dlsym(library, "mixter_engine");
    *wrong = "it does not export mixter_engine";
    if (entry == NULL)
        return NULL;
    const struct mixter_engine *engine = entry(MIXTER_ENGINE_VERSION);
    *wrong = "it is for another version of mixter-engine.h";
    if (engine == NULL || engine->version != MIXTER_ENGINE_VERSION)
        return NULL;
    *wrong = "one of its functions is NULL";
    return engine->name != NULL && engine->open != NULL && engine->close != NULL &&
                   engine->map != NULL && engine->read != NULL && engine->write != NULL &&
                   engine->set != NULL && engine->get != NULL && engine->run != NULL
               ? engine
               : NULL;
}

// ---- pages that may be written ----

static struct page *find(struct server *server, uint32_t address) {
    for (uint32_t i = 0; i < server->count; i++) {
        if (server->pages[i].address == address)
            return &server->pages[i];
    }
    return NULL;
}

static void watch(struct server *server, uint32_t address, bool is_writable) {
    struct page *page = find(server, address);
    if (page != NULL && !is_writable) {
        *page = server->pages[--server->count];
    } else if (page == NULL && is_writable) {
        if (server->count == server->capacity)
            server->pages = memory_larger(server->pages, &server->capacity, sizeof *server->pages);
        page = &server->pages[server->count++];
        page->address = address;
        if (server->engine->read(server->machine, address, page->bytes, PROTOCOL_PAGE) != 0)
            memset(page->bytes, 0, PROTOCOL_PAGE);
    }
}

static const char *answer_written(struct server *server) {
    size_t length = (size_t)sprintf(server->answer, "ok");
    for (uint32_t i = 0; i < server->count; i++) {
        struct page *page = &server->pages[i];
        unsigned char bytes[PROTOCOL_PAGE];
        if (server->engine->read(server->machine, page->address, bytes, sizeof bytes) != 0)
            return "no read fails";
        if (memcmp(bytes, page->bytes, sizeof bytes) == 0)
            continue;
        if (length + 2 * sizeof "00000000" > sizeof server->answer)
            break; // the rest is told when it is asked again
        memcpy(page->bytes, bytes, sizeof bytes);
        length += (size_t)sprintf(server->answer + length, " %x", (unsigned)page->address);
    }
    return server->answer;
}

// ---- requests ----

static const char *answer_map(struct server *server, const char *at) {
    uint64_t address, size, permissions;
    if (!protocol_number(&at, UINT32_MAX, &address) || !protocol_number(&at, UINT32_MAX, &size) ||
        !protocol_number(&at, 7, &permissions))
        return "no numbers";
    if (server->engine->map(server->machine, (uint32_t)address, (uint32_t)size,
                            (uint32_t)permissions) != 0)
        return "no map fails";
    for (uint64_t page = address; page < address + size; page += PROTOCOL_PAGE)
        watch(server, (uint32_t)page, (permissions & 2) != 0);
    return "ok";
}

static const char *answer_write(struct server *server, const char *at) {
    unsigned char bytes[PROTOCOL_PAGE];
    uint64_t address;
    if (!protocol_number(&at, UINT32_MAX, &address))
        return "no address";
    size_t size = strlen(at) / 2, offset = address % PROTOCOL_PAGE;
    if (size > PROTOCOL_PAGE - offset || !protocol_bytes(&at, bytes, size))
        return "no bytes of one page";
    if (server->engine->write(server->machine, (uint32_t)address, bytes, size) != 0)
        return "no write fails";
    struct page *page = find(server, (uint32_t)(address - offset));
    if (page != NULL)
        memcpy(page->bytes + offset, bytes, size);
    return "ok";
}

static const char *answer_read(struct server *server, const char *at) {
    unsigned char bytes[PROTOCOL_PAGE];
    uint64_t address, size;
    if (!protocol_number(&at, UINT32_MAX, &address) || !protocol_number(&at, PROTOCOL_PAGE, &size))
        return "no numbers";
    if (server->engine->read(server->machine, (uint32_t)address, bytes, (size_t)size) != 0)
        return "no read fails";
    protocol_put_bytes(server->answer, (size_t)sprintf(server->answer, "ok "), bytes, (size_t)size);
    return server->answer;
}

static const char *answer_set(struct server *server, const char *at) {
    uint32_t words[CONTEXT_WORDS];
    struct mixter_engine_context context;
    if (!protocol_context(&at, words))
        return "no words of a context";
    convert_to_theirs(&context, words);
    return server->engine->set(server->machine, &context) == 0 ? "ok" : "no set fails";
}

static const char *answer_get(struct server *server) {
    uint32_t words[CONTEXT_WORDS] = {0};
    struct mixter_engine_context context;
    if (server->engine->get(server->machine, &context) != 0)
        return "no get fails";
    convert_to_ours(words, &context);
    protocol_put_context(server->answer, (size_t)sprintf(server->answer, "ok"), words);
    return server->answer;
}

static const char *answer_run(struct server *server, const char *at) {
    struct mixter_engine_stop stop = {0, 0, MIXTER_ENGINE_NOT_TOLD};
    uint64_t budget;
    if (!protocol_number(&at, UINT64_MAX, &budget))
        return "no budget";
    if (server->engine->run(server->machine, budget, &stop) != 0)
        return "no run fails";
    if (stop.reason == 0 || stop.reason >= PROTOCOL_REASONS)
        return "no reason";
    int length =
        sprintf(server->answer, "ok %s %x", protocol_reasons[stop.reason], (unsigned)stop.address);
    if (stop.retired != MIXTER_ENGINE_NOT_TOLD)
        sprintf(server->answer + length, " %llx", (unsigned long long)stop.retired);
    return server->answer;
}

static const char *answer(struct server *server, const char *line) {
    size_t length = strcspn(line, " ");
    const char *rest = line + length + strspn(line + length, " ");
    static const struct {
        const char *name;
        const char *(*answer)(struct server *server, const char *at);
    } requests[] = {{"map", answer_map},
                    {"write", answer_write},
                    {"read", answer_read},
                    {"set", answer_set},
                    {"run", answer_run}};
    for (size_t i = 0; i < sizeof requests / sizeof requests[0]; i++) {
        if (strlen(requests[i].name) == length && memcmp(line, requests[i].name, length) == 0)
            return requests[i].answer(server, rest);
    }
    if (strcmp(line, "get") == 0)
        return answer_get(server);
    return strcmp(line, "written") == 0 ? answer_written(server) : "no such request";
}

// ---- the process ----

static void greet(const struct mixter_engine *engine, FILE *to) {
    fprintf(to, PROTOCOL_GREETING "%.*s", (int)strcspn(engine->name, " \n"), engine->name);
    for (uint32_t bit = 1; bit != 0; bit <<= 1) {
        if ((engine->capabilities & bit) != 0)
            fprintf(to, " %s", protocol_capability_name(bit));
    }
    fprintf(to, "\n");
}

_Noreturn void serve_library(const char *path, int handle) {
    static struct server server;
    const char *wrong = "it cannot be opened";
    char *line = NULL;
    size_t capacity = 0;
    FILE *from = fdopen(handle, "r"), *to = fdopen(dup(handle), "w");
    if (from == NULL || to == NULL)
        _exit(1);
    server.engine = load(path, &wrong);
    if (server.engine != NULL && (server.machine = server.engine->open()) == NULL)
        wrong = "its machine cannot be opened";
    if (server.machine == NULL)
        fprintf(to, "no %s\n", wrong);
    else
        greet(server.engine, to);
    while (fflush(to) == 0 && server.machine != NULL && getline(&line, &capacity, from) > 0) {
        line[strcspn(line, "\n")] = '\0';
        fprintf(to, "%s\n", answer(&server, line));
    }
    if (server.machine != NULL)
        server.engine->close(server.machine);
    _exit(0);
}
