// Recordings, made and replayed.
#include <stddef.h>
#include <string.h>

#include "../../core/kernel/recording.h"
#include "library.h"

struct bytes {
    const void *given;
    const void **wanted;
    size_t given_size;
    size_t *wanted_size;
};

static enum mixter_error check_unused(struct mixter *mixter) {
    if (mixter->recording == NULL)
        return MIXTER_OK;
    return library_fail(mixter, MIXTER_ERROR_STATE, "a recording is made or replayed already");
}

static enum mixter_error record(struct mixter *mixter, void *arguments) {
    enum mixter_error wrong = check_unused(mixter);
    (void)arguments;
    if (wrong == MIXTER_OK)
        mixter->recording = recording_start(mixter->environment);
    return wrong;
}

enum mixter_error mixter_record(struct mixter *machine) {
    return library_call(machine, NEED_EMPTY, record, NULL);
}

static enum mixter_error give_recording(struct mixter *mixter, void *arguments) {
    const struct bytes *bytes = arguments;
    uint32_t size;
    if (bytes->wanted == NULL || bytes->wanted_size == NULL)
        return library_fail(mixter, MIXTER_ERROR_ARGUMENT, "nowhere for the recording");
    if (mixter->recording == NULL)
        return library_fail(mixter, MIXTER_ERROR_STATE, "no recording is made");
    *bytes->wanted = recording_bytes(mixter->recording, &size);
    *bytes->wanted_size = size;
    return MIXTER_OK;
}

enum mixter_error mixter_recording(struct mixter *machine, const void **bytes, size_t *size) {
    struct bytes wanted = {.wanted = bytes, .wanted_size = size};
    return library_call(machine, NEED_NOTHING, give_recording, &wanted);
}

static enum mixter_error replay(struct mixter *mixter, void *arguments) {
    const struct bytes *bytes = arguments;
    struct failure failure;
    enum mixter_error wrong = check_unused(mixter);
    if (wrong != MIXTER_OK)
        return wrong;
    if (bytes->given == NULL || bytes->given_size > UINT32_MAX)
        return library_fail(mixter, MIXTER_ERROR_ARGUMENT, "no bytes, or too many");
    mixter->recording = recording_of_bytes(bytes->given, (uint32_t)bytes->given_size, &failure);
    if (mixter->recording == NULL)
        return library_fail(mixter, MIXTER_ERROR_RECORDING, "%s", failure.text);
    mixter->is_replayed = true;
    return MIXTER_OK;
}

enum mixter_error mixter_replay(struct mixter *machine, const void *bytes, size_t size) {
    struct bytes given = {.given = bytes, .given_size = size};
    return library_call(machine, NEED_EMPTY, replay, &given);
}
