#include "protocol.h"

#include <stdio.h>
#include <string.h>

#include "../../include/mixter-engine.h"
#include "words.h"

static const struct {
    uint32_t capability;
    const char *name;
} capabilities[] = {
    {MIXTER_ENGINE_BUDGETS, "budgets"},       {MIXTER_ENGINE_SLOTS, "slots"},
    {MIXTER_ENGINE_LINKS, "links"},           {MIXTER_ENGINE_FLOATS, "floats"},
    {MIXTER_ENGINE_EXCEPTIONS, "exceptions"}, {MIXTER_ENGINE_ADDRESSES, "addresses"},
    {MIXTER_ENGINE_HARDWARE, "hardware"},     {MIXTER_ENGINE_STEPS, "steps"},
};

const char *const protocol_reasons[PROTOCOL_REASONS] = {
    [MIXTER_ENGINE_STOP_BUDGET] = "budget",
    [MIXTER_ENGINE_STOP_CALL] = "call",
    [MIXTER_ENGINE_STOP_PAGE_FAULT] = "page-fault",
    [MIXTER_ENGINE_STOP_ADDRESS_ERROR] = "address-error",
    [MIXTER_ENGINE_STOP_RESERVED] = "reserved",
    [MIXTER_ENGINE_STOP_OVERFLOW] = "overflow",
    [MIXTER_ENGINE_STOP_TRAP] = "trap",
    [MIXTER_ENGINE_STOP_BREAKPOINT] = "breakpoint",
    [MIXTER_ENGINE_STOP_FLOATING] = "floating",
    [MIXTER_ENGINE_STOP_UNKNOWN] = "unknown"};

uint32_t protocol_capability(const char *name, size_t length) {
    for (size_t i = 0; i < sizeof capabilities / sizeof capabilities[0]; i++) {
        if (strlen(capabilities[i].name) == length &&
            memcmp(capabilities[i].name, name, length) == 0)
            return capabilities[i].capability;
    }
    return 0;
}

const char *protocol_capability_name(uint32_t capability) {
    for (size_t i = 0; i < sizeof capabilities / sizeof capabilities[0]; i++) {
        if (capabilities[i].capability == capability)
            return capabilities[i].name;
    }
    return "";
}

// ---- writing ----

size_t protocol_put_bytes(char *text, size_t length, const unsigned char *bytes, size_t size) {
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < size; i++) {
        text[length++] = digits[bytes[i] >> 4];
        text[length++] = digits[bytes[i] & 15];
    }
    text[length] = '\0';
    return length;
}

size_t protocol_put_context(char *text, size_t length, const uint32_t *context) {
    for (uint32_t word = 1; word < CONTEXT_WORDS; word++) {
        char buffer[WORD_NAME_SIZE];
        const char *name = word_name(word, buffer);
        if (name != NULL && context[word] != 0)
            length += (size_t)snprintf(text + length, PROTOCOL_LINE - length, " %s=%x", name,
                                       (unsigned)context[word]);
    }
    return length;
}

// ---- reading ----

static int digit_of(char character) {
    if (character >= '0' && character <= '9')
        return character - '0';
    if (character >= 'a' && character <= 'f')
        return character - 'a' + 10;
    return character >= 'A' && character <= 'F' ? character - 'A' + 10 : -1;
}

static bool pass_blank(const char **at) {
    if (**at != ' ' && **at != '\0')
        return false;
    *at += strspn(*at, " ");
    return true;
}

bool protocol_number(const char **at, uint64_t most, uint64_t *number) {
    uint64_t value = 0;
    if (digit_of(**at) < 0)
        return false;
    for (int digit; (digit = digit_of(**at)) >= 0; ++*at) {
        if (value > most >> 4)
            return false;
        value = value << 4 | (unsigned)digit;
    }
    *number = value;
    return value <= most && pass_blank(at);
}

bool protocol_bytes(const char **at, unsigned char *bytes, size_t size) {
    const char *next = *at;
    for (size_t i = 0; i < size; i++, next += 2) {
        int high = digit_of(next[0]);
        int low = high < 0 ? -1 : digit_of(next[1]);
        if (low < 0)
            return false;
        bytes[i] = (unsigned char)(high << 4 | low);
    }
    *at = next;
    return pass_blank(at);
}

bool protocol_context(const char **at, uint32_t *context) {
    memset(context, 0, CONTEXT_WORDS * sizeof *context);
    while (**at != '\0') {
        size_t length = strcspn(*at, "= ");
        uint32_t word = word_number(*at, length);
        uint64_t value;
        if ((*at)[length] != '=' || word == CONTEXT_WORDS)
            return false;
        *at += length + 1;
        if (!protocol_number(at, UINT32_MAX, &value))
            return false;
        context[word] = (uint32_t)value;
    }
    return true;
}
