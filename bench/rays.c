// rays [SIZE]: a picture of some spheres above a floor by ray tracing, in SIZE times SIZE points:
// single precision, structures, calls, recursion. Prints a digest of the picture.
#include <stdio.h>
#include <stdlib.h>

struct vector {
    float x, y, z;
};

struct sphere {
    struct vector centre;
    float radius, colour, mirror;
};

enum { SPHERES = 8, DEPTH = 4 };

static struct sphere spheres[SPHERES];

static float dot(struct vector a, struct vector b) {
    return a.x * b.x + a.y * b.y + a.z * b.z;
}

static struct vector along(struct vector a, float t, struct vector b) { // a + t b
    return (struct vector){a.x + t * b.x, a.y + t * b.y, a.z + t * b.z};
}

static struct vector direction(struct vector a) {
    float length = __builtin_sqrtf(dot(a, a));
    return (struct vector){a.x / length, a.y / length, a.z / length};
}

static const struct sphere *nearest(struct vector from, struct vector to, float *distance) {
    const struct sphere *hit = NULL;
    for (int i = 0; i < SPHERES; i++) {
        struct vector between = along(spheres[i].centre, -1, from);
        float middle = dot(between, to);
        float rest = spheres[i].radius * spheres[i].radius - dot(between, between) + middle * middle;
        if (middle <= 0 || rest < 0)
            continue;
        float t = middle - __builtin_sqrtf(rest);
        if (t > 0.001f && t < *distance) {
            *distance = t;
            hit = &spheres[i];
        }
    }
    return hit;
}

static float trace(struct vector from, struct vector to, int depth) {
    static const struct vector light = {0.5773503f, 0.5773503f, -0.5773503f};
    float distance = 1e6f, ignored = 1e6f, colour, mirror = 0.25f;
    const struct sphere *hit = nearest(from, to, &distance);
    struct vector normal = {0, 1, 0};
    if (hit == NULL) {
        if (to.y >= 0)
            return 0.5f + 0.5f * to.y;
        distance = -from.y / to.y;
    }
    struct vector point = along(from, distance, to);
    if (hit == NULL) {
        colour = ((int)(point.x + 100) + (int)(point.z + 100)) % 2 == 0 ? 0.9f : 0.2f;
    } else {
        normal = direction(along(point, -1, hit->centre));
        colour = hit->colour;
        mirror = hit->mirror;
    }
    float bright = dot(normal, light);
    if (bright < 0 || nearest(point, light, &ignored) != NULL)
        bright = 0;
    float own = colour * (0.2f + 0.8f * bright);
    if (depth == 0)
        return own;
    return own + mirror * (trace(point, along(to, -2 * dot(to, normal), normal), depth - 1) - own);
}

int main(int argc, char **argv) {
    int size = argc > 1 ? atoi(argv[1]) : 50;
    unsigned digest = 2166136261u;
    for (int i = 0; i < SPHERES; i++)
        spheres[i] = (struct sphere){{(float)(i % 3) * 1.5f - 1.5f, 0.5f + (float)(i % 2), 2.0f + (float)i * 0.75f},
                                     0.6f, 0.3f + (float)i * 0.08f, 0.5f};
    for (int y = 0; y < size; y++) {
        for (int x = 0; x < size; x++) {
            struct vector to = {(float)x / (float)size - 0.5f, 0.5f - (float)y / (float)size, 1};
            float bright = trace((struct vector){0, 1, -2}, direction(to), DEPTH);
            digest = (digest ^ (unsigned)(bright * 255)) * 16777619u;
        }
    }
    printf("%08x\n", digest);
    return 0;
}
