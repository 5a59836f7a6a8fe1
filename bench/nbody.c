// nbody [STEPS]: the sun and four planets; double precision, square roots and divisions. Prints the
// energy of the system before and after in units of 10^-9.
#include <stdio.h>
#include <stdlib.h>

enum { BODIES = 5 };

static struct body {
    double x[3];
    double v[3];
    double mass;
} bodies[BODIES];

// Orbits in one plane, one after the other; masses in those of the sun, years and distances as for
// the earth.
static void start(void) {
    static const double distances[BODIES] = {0, 5.2, 9.54, 19.19, 30.07};
    static const double masses[BODIES] = {1, 9.55e-4, 2.86e-4, 4.37e-5, 5.15e-5};
    const double sun = 39.47841760435743; // 4 pi^2
    double momentum = 0;
    for (int i = 0; i < BODIES; i++) {
        struct body *b = &bodies[i];
        b->mass = masses[i] * sun;
        b->x[0] = distances[i];
        b->x[2] = 0.01 * i;
        b->v[1] = i == 0 ? 0 : __builtin_sqrt(sun / distances[i]);
        momentum += b->v[1] * b->mass;
    }
    bodies[0].v[1] = -momentum / bodies[0].mass;
}

static void advance(double dt) {
    for (int i = 0; i < BODIES; i++) {
        for (int j = i + 1; j < BODIES; j++) {
            struct body *a = &bodies[i], *b = &bodies[j];
            double d[3], square = 0;
            for (int k = 0; k < 3; k++) {
                d[k] = a->x[k] - b->x[k];
                square += d[k] * d[k];
            }
            double magnitude = dt / (square * __builtin_sqrt(square));
            for (int k = 0; k < 3; k++) {
                a->v[k] -= d[k] * b->mass * magnitude;
                b->v[k] += d[k] * a->mass * magnitude;
            }
        }
    }
    for (int i = 0; i < BODIES; i++)
        for (int k = 0; k < 3; k++)
            bodies[i].x[k] += dt * bodies[i].v[k];
}

static double energy(void) {
    double e = 0;
    for (int i = 0; i < BODIES; i++) {
        const struct body *a = &bodies[i];
        e += 0.5 * a->mass * (a->v[0] * a->v[0] + a->v[1] * a->v[1] + a->v[2] * a->v[2]);
        for (int j = i + 1; j < BODIES; j++) {
            double square = 0;
            for (int k = 0; k < 3; k++)
                square += (a->x[k] - bodies[j].x[k]) * (a->x[k] - bodies[j].x[k]);
            e -= a->mass * bodies[j].mass / __builtin_sqrt(square);
        }
    }
    return e;
}

int main(int argc, char **argv) {
    int steps = argc > 1 ? atoi(argv[1]) : 1000;
    start();
    printf("%d\n", (int)(energy() * 1e9));
    for (int i = 0; i < steps; i++)
        advance(0.001);
    printf("%d\n", (int)(energy() * 1e9));
    return 0;
}
