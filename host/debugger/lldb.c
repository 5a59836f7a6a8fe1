// What LLDB asks beside gdb's protocol (LLDB's documentation: GDB remote protocol extensions): what
// host and process are, where there is memory, how many watchpoints.
#include <inttypes.h>
#include <string.h>

#include "debugger.h"

enum { PAGE_BYTES = 4096, PAGES_LOOKED = 4096 };

// Without a system: for one LLDB would look for a dynamic linker, and run on to it.
static const char triple[] = "mipsel--";

static void describe_machine(struct text *text) {
    text_print(text, "triple:");
    text_hexadecimal(text, triple, strlen(triple));
    text_print(text, ";endian:little;ptrsize:4;");
}

static uint32_t permissions_at(struct debugger *debugger, uint64_t address) {
    struct mixter_translation translation;
    const char *path = debugger->inferiors[debugger->general].path;
    bool is_mapped =
        address < 0x80000000u &&
        mixter_translate(debugger->machine, path, (uint32_t)address, &translation) == MIXTER_OK;
    return is_mapped ? translation.permissions : 0;
}

// Pages with the same permissions, from the one of the address on; a long region in parts.
static void describe_region(struct debugger *debugger, const char *text) {
    uint64_t address;
    if (!packet_number(&text, &address)) {
        reply_error(debugger, MIXTER_ERROR_ARGUMENT);
        return;
    }
    uint64_t first = address / PAGE_BYTES * PAGE_BYTES, end = first + PAGE_BYTES;
    uint32_t permissions = permissions_at(debugger, first);
    for (uint32_t i = 0; i < PAGES_LOOKED && end < 0x80000000u; i++, end += PAGE_BYTES) {
        if (permissions_at(debugger, end) != permissions)
            break;
    }
    if (first >= 0x80000000u) // nothing, up to the end of all addresses
        end = 0;
    text_print(&debugger->reply, "start:%" PRIx64 ";size:%" PRIx64 ";", first, end - first);
    if (permissions != 0)
        text_print(&debugger->reply, "permissions:%s%s%s;",
                   (permissions & MIXTER_READ) != 0 ? "r" : "",
                   (permissions & MIXTER_WRITE) != 0 ? "w" : "",
                   (permissions & MIXTER_EXECUTE) != 0 ? "x" : "");
}

void lldb_query(struct debugger *debugger, const char *text) {
    static const char region[] = "qMemoryRegionInfo:";
    struct text *reply = &debugger->reply;
    if (strcmp(text, "qHostInfo") == 0) {
        describe_machine(reply);
        text_print(reply, "watchpoint_exceptions_received:before;");
    } else if (strcmp(text, "qProcessInfo") == 0) {
        text_print(reply, "pid:%x;", (unsigned)debugger->general + 1);
        describe_machine(reply);
    } else if (strncmp(text, region, sizeof region - 1) == 0) {
        describe_region(debugger, text + sizeof region - 1);
    } else if (strcmp(text, "qWatchpointSupportInfo:") == 0) {
        text_print(reply, "num:1024;"); // as many as one wants
    }
}
