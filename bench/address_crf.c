/* SPDX-License-Identifier: Apache-2.0
 *
 * Learns to cut addresses: a semi-Markov conditional random field (Sarawagi & Cohen 2004), gradient
 * steps by AdaGrad, features dropped by chance while learning. The weights of the later passes are
 * averaged, and so are those of several runs that differ by chance only. Run by
 * bench/learn_addresses.py: reads taught.bin of its folder, writes weights.bin. The seeds are
 * given, so it can be done again; processors differ in the last digits.
 *
 * Arguments: passes, rate, fading of the rate, share dropped, runs.
 * Labels: M; longest part: L; both must be those of yingda/hints/addresses.py.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#define M 21
#define L 24
#define MOST 130
typedef float R;
typedef struct { int many, *of; } Row;
typedef struct { int n, parts, *part; Row *sign, *whole; } Address;

enum { SIGNS, WHOLES, FOLLOWS, KINDS };
static R *weight[KINDS], *square[KINDS], *sum[KINDS], *all_runs[KINDS];
static long size[KINDS];
static unsigned dropped, chance;
static R rate;

static int off(int id) {
    return dropped && ((((unsigned)id * 2654435761u) ^ chance) * 2246822519u >> 24) < dropped;
}

static int at(int start, int end) { return (end - 1) * L + end - start - 1; }
static int first(int end) { return end > L ? end - L : 0; }

static Row row(int **next) {
    Row r = {*(*next)++, 0};
    r.of = *next;
    *next += r.many;
    return r;
}

static Address *load(const char *path, int *many) {
    FILE *f = fopen(path, "rb");
    fseek(f, 0, SEEK_END);
    long bytes = ftell(f);
    rewind(f);
    int *next = malloc(bytes);
    if (fread(next, 1, bytes, f) != (size_t)bytes) exit(1);
    fclose(f);
    *many = *next++;
    size[SIGNS] = (long)*next++ * 2 * M;
    size[WHOLES] = (long)*next++ * M;
    size[FOLLOWS] = (M + 1) * M;
    Address *all = calloc(*many, sizeof *all);
    for (Address *a = all; a < all + *many; a++) {
        a->n = *next++;
        a->sign = calloc(a->n, sizeof(Row));
        a->whole = calloc(a->n * L, sizeof(Row));
        for (int t = 0; t < a->n; t++) a->sign[t] = row(&next);
        for (int e = 1; e <= a->n; e++)
            for (int s = first(e); s < e; s++) a->whole[at(s, e)] = row(&next);
        a->parts = *next++;
        a->part = next;
        next += 3 * a->parts;
    }
    return all;
}

static R begins[MOST][M], upto[MOST + 1][M], seg[MOST * L][M];

static void scores(Address *a) {
    memset(upto[0], 0, sizeof upto[0]);
    for (int t = 0; t < a->n; t++) {
        R v[2 * M] = {0};
        for (int k = 0; k < a->sign[t].many; k++) {
            int id = a->sign[t].of[k];
            if (off(id)) continue;
            R *w = weight[SIGNS] + (long)id * 2 * M;
            for (int m = 0; m < 2 * M; m++) v[m] += w[m];
        }
        for (int m = 0; m < M; m++) {
            begins[t][m] = v[m];
            upto[t + 1][m] = upto[t][m] + v[M + m];
        }
    }
    for (int e = 1; e <= a->n; e++)
        for (int s = first(e); s < e; s++) {
            Row *whole = a->whole + at(s, e);
            R *o = seg[at(s, e)];
            for (int m = 0; m < M; m++) o[m] = begins[s][m] + upto[e][m] - upto[s + 1][m];
            for (int j = 0; j < whole->many; j++) {
                if (off(whole->of[j])) continue;
                R *w = weight[WHOLES] + (long)whole->of[j] * M;
                for (int m = 0; m < M; m++) o[m] += w[m];
            }
        }
}

static R summed(const R *v, int n) {
    R top = v[0], s = 0;
    for (int i = 1; i < n; i++) if (v[i] > top) top = v[i];
    for (int i = 0; i < n; i++) s += expf(v[i] - top);
    return top + logf(s);
}

static inline __attribute__((always_inline)) void step(int kind, long from, const R *restrict g, int n) {
    R *restrict w = weight[kind] + from, *restrict q = square[kind] + from;
    for (int i = 0; i < n; i++) {
        q[i] += g[i] * g[i];
        w[i] += rate * g[i] / sqrtf(1e-2f + q[i]);
    }
}

/* in: arriving where a part of a label begins; done: a part of a label has ended here; from: a part
 * of a label begins here and all that follows; out: all that follows one that ended here. */
static R in[MOST + 1][M], done[MOST + 1][M], from[MOST + 1][M], out[MOST + 1][M];

static R summed_up(Address *a) {
    R buf[L > M ? L : M], *follows = weight[FOLLOWS];
    int n = a->n;
    memcpy(in[0], follows + M * M, sizeof in[0]);
    for (int e = 1; e <= n; e++) {
        for (int m = 0; m < M; m++) {
            int c = 0;
            for (int s = first(e); s < e; s++) buf[c++] = seg[at(s, e)][m] + in[s][m];
            done[e][m] = summed(buf, c);
        }
        for (int m = 0; m < M; m++) {
            for (int p = 0; p < M; p++) buf[p] = done[e][p] + follows[p * M + m];
            in[e][m] = summed(buf, M);
        }
    }
    memset(out[n], 0, sizeof out[n]);
    for (int s = n - 1; s >= 0; s--) {
        for (int m = 0; m < M; m++) {
            int c = 0;
            for (int e = s + 1; e <= n && e <= s + L; e++) buf[c++] = seg[at(s, e)][m] + out[e][m];
            from[s][m] = summed(buf, c);
        }
        for (int p = 0; p < M; p++) {
            for (int m = 0; m < M; m++) buf[m] = from[s][m] + follows[p * M + m];
            out[s][p] = summed(buf, M);
        }
    }
    return summed(done[n], M);
}

static double learn(Address *a) {
    static R wrong[MOST * L][M], first_wrong[MOST][M], change[MOST + 2][M], turn[MOST][M][M], start[M];
    int n = a->n;
    R *follows = weight[FOLLOWS];
    scores(a);
    R z = summed_up(a);
    double likely = -z;
    for (int e = 1; e <= n; e++)
        for (int s = first(e); s < e; s++)
            for (int m = 0; m < M; m++) wrong[at(s, e)][m] = -expf(in[s][m] + seg[at(s, e)][m] + out[e][m] - z);
    for (int t = 1; t < n; t++)
        for (int p = 0; p < M; p++)
            for (int m = 0; m < M; m++) turn[t][p][m] = -expf(done[t][p] + follows[p * M + m] + from[t][m] - z);
    for (int m = 0; m < M; m++) start[m] = -expf(follows[M * M + m] + from[0][m] - z);
    for (int i = 0, was = M; i < a->parts; i++) {
        int s = a->part[3 * i], e = a->part[3 * i + 1], m = a->part[3 * i + 2];
        wrong[at(s, e)][m] += 1;
        likely += seg[at(s, e)][m] + follows[was * M + m];
        if (i) turn[s][was][m] += 1; else start[m] += 1;
        was = m;
    }
    memset(first_wrong, 0, sizeof first_wrong);
    memset(change, 0, sizeof change);
    for (int e = 1; e <= n; e++)
        for (int s = first(e); s < e; s++) {
            R *g = wrong[at(s, e)], big = 0;
            for (int m = 0; m < M; m++) if (fabsf(g[m]) > big) big = fabsf(g[m]);
            if (big < 1e-3f) continue;
            for (int m = 0; m < M; m++) {
                first_wrong[s][m] += g[m];
                change[s + 1][m] += g[m];
                change[e][m] -= g[m];
            }
            Row *whole = a->whole + at(s, e);
            for (int j = 0; j < whole->many; j++)
                if (!off(whole->of[j])) step(WHOLES, (long)whole->of[j] * M, g, M);
        }
    R goes_on[M] = {0};
    for (int t = 0; t < n; t++) {
        R both[2 * M];
        for (int m = 0; m < M; m++) {
            goes_on[m] += change[t][m];
            both[m] = first_wrong[t][m];
            both[M + m] = goes_on[m];
        }
        for (int k = 0; k < a->sign[t].many; k++)
            if (!off(a->sign[t].of[k])) step(SIGNS, (long)a->sign[t].of[k] * 2 * M, both, 2 * M);
    }
    for (int t = 1; t < n; t++) step(FOLLOWS, 0, &turn[t][0][0], M * M);
    step(FOLLOWS, M * M, start, M);
    return likely;
}

static void run(Address *all, int many, int passes, R fades, int seed) {
    int *order = malloc(sizeof(int) * many), averaged = passes - passes / 2;
    R fastest = rate;
    srand(seed);
    for (int i = 0; i < many; i++) order[i] = i;
    for (int k = 0; k < KINDS; k++) {
        memset(weight[k], 0, sizeof(R) * size[k]);
        memset(square[k], 0, sizeof(R) * size[k]);
        memset(sum[k], 0, sizeof(R) * size[k]);
    }
    for (int p = 0; p < passes; p++) {
        double likely = 0;
        for (int i = many - 1; i > 0; i--) {
            int j = rand() % (i + 1), o = order[i];
            order[i] = order[j];
            order[j] = o;
        }
        for (int i = 0; i < many; i++) {
            chance = rand();
            likely += learn(all + order[i]);
        }
        if (p >= passes / 2)
            for (int k = 0; k < KINDS; k++)
                for (long i = 0; i < size[k]; i++) sum[k][i] += weight[k][i] / averaged;
        printf("run %d pass %d likely %.3f\n", seed, p, likely / many);
        fflush(stdout);
        rate *= fades;
    }
    rate = fastest;
    free(order);
}

int main(int c, char **v) {
    int many, passes = atoi(v[1]), runs = atoi(v[5]);
    Address *all = load("taught.bin", &many);
    rate = atof(v[2]);
    dropped = atof(v[4]) * 256;
    R kept = 1 - dropped / 256.0f;
    for (int k = 0; k < KINDS; k++) {
        weight[k] = malloc(sizeof(R) * size[k]);
        square[k] = malloc(sizeof(R) * size[k]);
        sum[k] = malloc(sizeof(R) * size[k]);
        all_runs[k] = calloc(size[k], sizeof(R));
    }
    for (int seed = 1; seed <= runs; seed++) {
        run(all, many, passes, atof(v[3]), seed);
        for (int k = 0; k < KINDS; k++)
            for (long i = 0; i < size[k]; i++)
                all_runs[k][i] += sum[k][i] / runs * (k == FOLLOWS ? 1 : kept);
    }
    FILE *f = fopen("weights.bin", "wb");
    for (int k = 0; k < KINDS; k++) fwrite(all_runs[k], sizeof(R), size[k], f);
    fclose(f);
    return 0;
}
