// libcstar: random numbers of POSIX and GNU: the sequences of glibc. random adds two of its last 7,
// 15, 31 or 63 words (or is a linear congruence, of a state of one word); drand48 and its like are
// a linear congruence of 48 bits.
#define _GNU_SOURCE 1
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { TYPES = 5, DEFAULT_TYPE = 3, DEFAULT_WORDS = 32 };

// Of each type: the words of the state, how far the two are apart, and the least size in bytes.
static const struct {
    int words;
    int distance;
    size_t least;
} kinds[TYPES] = {{0, 0, 8}, {7, 3, 32}, {15, 1, 64}, {31, 3, 128}, {63, 1, 256}};

// Before the words of a state: its type, and how far it is.
static int32_t describe(const struct random_data *data) {
    return data->rand_type == 0 ? 0 : (int32_t)(data->rptr - data->state) * TYPES + data->rand_type;
}

static int fail(void) {
    errno = EINVAL;
    return -1;
}

int random_r(struct random_data *restrict data, int32_t *restrict result) {
    int32_t *state = data->state;
    if (state == NULL || result == NULL) {
        return fail();
    }
    if (data->rand_type == 0) {
        state[0] = (int32_t)(((uint32_t)state[0] * 1103515245u + 12345u) & 0x7fffffff);
        *result = state[0];
        return 0;
    }
    uint32_t sum = (uint32_t)*data->fptr + (uint32_t)*data->rptr;
    *data->fptr = (int32_t)sum;
    *result = (int32_t)(sum >> 1);
    data->fptr = data->fptr + 1 == data->end_ptr ? state : data->fptr + 1;
    data->rptr = data->rptr + 1 == data->end_ptr ? state : data->rptr + 1;
    return 0;
}

int srandom_r(unsigned seed, struct random_data *data) {
    int32_t *state = data->state;
    if (state == NULL || data->rand_type < 0 || data->rand_type >= TYPES) {
        return -1;
    }
    int32_t word = seed == 0 ? 1 : (int32_t)seed;
    state[0] = word;
    if (data->rand_type == 0) {
        return 0;
    }
    for (int i = 1; i < data->rand_deg; i++) { // 16807 * word % 2147483647, within 32 bits
        word = 16807 * (word % 127773) - 2836 * (word / 127773);
        word = word < 0 ? word + 2147483647 : word;
        state[i] = word;
    }
    data->fptr = state + data->rand_sep;
    data->rptr = state;
    for (int i = 0; i < 10 * data->rand_deg; i++) {
        int32_t discarded;
        random_r(data, &discarded);
    }
    return 0;
}

static void choose_type(struct random_data *data, int type, int32_t *memory) {
    data->rand_type = type;
    data->rand_deg = kinds[type].words;
    data->rand_sep = kinds[type].distance;
    data->state = memory + 1;
    data->end_ptr = data->state + data->rand_deg;
}

int initstate_r(unsigned seed, char *restrict memory, size_t size,
                struct random_data *restrict data) {
    int type = TYPES - 1;
    if (data == NULL) {
        return fail();
    }
    while (type >= 0 && size < kinds[type].least) {
        type--;
    }
    if (type < 0) {
        return fail();
    }
    if (data->state != NULL) {
        data->state[-1] = describe(data);
    }
    choose_type(data, type, (int32_t *)memory);
    srandom_r(seed, data);
    data->state[-1] = describe(data);
    return 0;
}

int setstate_r(char *restrict memory, struct random_data *restrict data) {
    int32_t *words = (int32_t *)memory;
    if (memory == NULL || data == NULL) {
        return fail();
    }
    int type = words[0] % TYPES, position = words[0] / TYPES;
    if (type < 0 || type >= TYPES) {
        return fail();
    }
    if (data->state != NULL) {
        data->state[-1] = describe(data);
    }
    choose_type(data, type, words);
    if (type != 0) {
        data->rptr = data->state + position;
        data->fptr = data->state + (position + data->rand_sep) % data->rand_deg;
    }
    return 0;
}

// ---- without the state as an argument ----

static struct random_data *generator(void) {
    static struct random_data data;
    static int32_t memory[DEFAULT_WORDS];
    if (data.state == NULL) {
        initstate_r(1, (char *)memory, sizeof memory, &data);
    }
    return &data;
}

long random(void) {
    int32_t result = 0;
    random_r(generator(), &result);
    return result;
}

void srandom(unsigned seed) {
    srandom_r(seed, generator());
}

char *initstate(unsigned seed, char *memory, size_t size) {
    char *old = (char *)(generator()->state - 1);
    return initstate_r(seed, memory, size, generator()) != 0 ? NULL : old;
}

char *setstate(char *memory) {
    char *old = (char *)(generator()->state - 1);
    return setstate_r(memory, generator()) != 0 ? NULL : old;
}

int rand_r(unsigned *seed) {
    uint32_t next = *seed, result = 0;
    for (int i = 0; i < 3; i++) {
        next = next * 1103515245u + 12345u;
        uint32_t bits = next >> 16;
        result = i == 0 ? bits % 2048 : result << 10 ^ bits % 1024;
    }
    *seed = next;
    return (int)result;
}

// ---- 48 bits ----

static const uint64_t multiplier = 0x5deece66d;
enum { ADDEND = 0xb };

static uint64_t next_48(unsigned short words[3], struct drand48_data *data) {
    uint64_t value = (uint64_t)words[2] << 32 | (uint64_t)words[1] << 16 | words[0];
    if (!data->__init) {
        data->__a = multiplier;
        data->__c = ADDEND;
        data->__init = 1;
    }
    value = (value * data->__a + data->__c) & 0xffffffffffff;
    words[0] = (unsigned short)value;
    words[1] = (unsigned short)(value >> 16);
    words[2] = (unsigned short)(value >> 32);
    return value;
}

int erand48_r(unsigned short words[3], struct drand48_data *restrict data,
              double *restrict result) {
    *result = (double)next_48(words, data) / 281474976710656.0;
    return 0;
}

int nrand48_r(unsigned short words[3], struct drand48_data *restrict data, long *restrict result) {
    *result = (long)(next_48(words, data) >> 17);
    return 0;
}

int jrand48_r(unsigned short words[3], struct drand48_data *restrict data, long *restrict result) {
    *result = (int32_t)(uint32_t)(next_48(words, data) >> 16);
    return 0;
}

int drand48_r(struct drand48_data *restrict data, double *restrict result) {
    return erand48_r(data->__x, data, result);
}

int lrand48_r(struct drand48_data *restrict data, long *restrict result) {
    return nrand48_r(data->__x, data, result);
}

int mrand48_r(struct drand48_data *restrict data, long *restrict result) {
    return jrand48_r(data->__x, data, result);
}

int srand48_r(long seed, struct drand48_data *data) {
    data->__x[0] = 0x330e;
    data->__x[1] = (unsigned short)seed;
    data->__x[2] = (unsigned short)((unsigned long)seed >> 16);
    data->__a = multiplier;
    data->__c = ADDEND;
    data->__init = 1;
    return 0;
}

int seed48_r(unsigned short words[3], struct drand48_data *data) {
    memcpy(data->__old_x, data->__x, sizeof data->__x);
    memcpy(data->__x, words, sizeof data->__x);
    data->__a = multiplier;
    data->__c = ADDEND;
    data->__init = 1;
    return 0;
}

int lcong48_r(unsigned short parameters[7], struct drand48_data *data) {
    memcpy(data->__x, parameters, sizeof data->__x);
    data->__a = (uint64_t)parameters[5] << 32 | (uint64_t)parameters[4] << 16 | parameters[3];
    data->__c = parameters[6];
    data->__init = 1;
    return 0;
}

static struct drand48_data data_48;

double drand48(void) {
    double result;
    drand48_r(&data_48, &result);
    return result;
}

double erand48(unsigned short words[3]) {
    double result;
    erand48_r(words, &data_48, &result);
    return result;
}

long lrand48(void) {
    long result;
    lrand48_r(&data_48, &result);
    return result;
}

long nrand48(unsigned short words[3]) {
    long result;
    nrand48_r(words, &data_48, &result);
    return result;
}

long mrand48(void) {
    long result;
    mrand48_r(&data_48, &result);
    return result;
}

long jrand48(unsigned short words[3]) {
    long result;
    jrand48_r(words, &data_48, &result);
    return result;
}

void srand48(long seed) {
    srand48_r(seed, &data_48);
}

unsigned short *seed48(unsigned short words[3]) {
    seed48_r(words, &data_48);
    return data_48.__old_x;
}

void lcong48(unsigned short parameters[7]) {
    lcong48_r(parameters, &data_48);
}
