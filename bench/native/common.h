/* What the load generator and the write floor share: time, WebSocket framing, growing buffers, histograms. */
#ifndef PARTA_BENCH_COMMON_H
#define PARTA_BENCH_COMMON_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static inline uint64_t now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000ull + (uint64_t)t.tv_nsec;
}

static inline void die(const char *what) {
  perror(what);
  exit(1);
}

static inline void *must(void *memory) {
  if (memory == NULL) die("memory");
  return memory;
}

typedef struct {
  char *at;
  size_t length, capacity;
} Buffer;

static inline void buffer_room(Buffer *b, size_t more) {
  if (b->length + more <= b->capacity) return;
  size_t capacity = b->capacity == 0 ? 512 : b->capacity;
  while (capacity < b->length + more) capacity *= 2;
  b->at = must(realloc(b->at, capacity));
  b->capacity = capacity;
}

static inline void buffer_add(Buffer *b, const void *bytes, size_t length) {
  buffer_room(b, length);
  memcpy(b->at + b->length, bytes, length);
  b->length += length;
}

static inline void buffer_free(Buffer *b) {
  free(b->at);
  b->at = NULL;
  b->length = b->capacity = 0;
}

/* Writes the head of a final frame; clients mask with the key 0, which leaves the payload as it is. */
static inline size_t frame_head(unsigned char *head, int opcode, size_t length, bool masked) {
  size_t n = 0;
  unsigned char mask = masked ? 0x80 : 0;
  head[n++] = (unsigned char)(0x80 | opcode);
  if (length < 126) head[n++] = (unsigned char)(mask | length);
  else if (length < 65536) {
    head[n++] = mask | 126;
    head[n++] = (unsigned char)(length >> 8);
    head[n++] = (unsigned char)length;
  } else {
    head[n++] = mask | 127;
    for (int shift = 56; shift >= 0; shift -= 8) head[n++] = (unsigned char)((uint64_t)length >> shift);
  }
  if (masked) {
    memset(head + n, 0, 4);
    n += 4;
  }
  return n;
}

typedef struct {
  int opcode;
  const char *payload;
  size_t length, whole;
} Frame;

/* Reads one frame from the beginning of the bytes; false while it is not complete. Masks other than 0 are not expected. */
static inline bool frame_read(const char *bytes, size_t have, Frame *frame) {
  const unsigned char *b = (const unsigned char *)bytes;
  if (have < 2) return false;
  size_t head = 2;
  uint64_t length = b[1] & 0x7f;
  if (length == 126) {
    if (have < 4) return false;
    length = (uint64_t)b[2] << 8 | b[3];
    head = 4;
  } else if (length == 127) {
    if (have < 10) return false;
    length = 0;
    for (int i = 2; i < 10; i++) length = length << 8 | b[i];
    head = 10;
  }
  if (b[1] & 0x80) head += 4;
  if (have < head + length) return false;
  frame->opcode = b[0] & 0x0f;
  frame->payload = bytes + head;
  frame->length = (size_t)length;
  frame->whole = head + (size_t)length;
  return true;
}

/* Log-linear histogram of microseconds: 128 steps for every doubling, so a bucket is at most 0.8 % wide. */
#define STEPS 128
#define BUCKETS (STEPS * 40)
typedef struct {
  uint32_t counts[BUCKETS];
  uint64_t total;
} Histogram;

static inline uint32_t bucket_of(uint64_t us) {
  if (us < STEPS) return (uint32_t)us;
  int power = 63 - __builtin_clzll(us) - 7;
  uint32_t bucket = (uint32_t)(power * STEPS + (us >> power));
  return bucket < BUCKETS ? bucket : BUCKETS - 1;
}

/* The greatest value that falls into a bucket: percentiles are never told smaller than they are. */
static inline uint64_t bucket_top(uint32_t bucket) {
  if (bucket < 2 * STEPS) return bucket;
  uint32_t power = bucket / STEPS - 1;
  return ((uint64_t)(bucket - power * STEPS) + 1) * (1ull << power) - 1;
}

static inline void histogram_add(Histogram *h, uint64_t ns) {
  h->counts[bucket_of(ns / 1000)]++;
  h->total++;
}

static inline void histogram_print(const char *name, const Histogram *h) {
  printf(",\"%s\":[", name);
  bool first = true;
  for (uint32_t i = 0; i < BUCKETS; i++) {
    if (h->counts[i] == 0) continue;
    printf("%s[%llu,%u]", first ? "" : ",", (unsigned long long)bucket_top(i), h->counts[i]);
    first = false;
  }
  printf("]");
}

#endif
