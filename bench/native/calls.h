/* Calls of the load generator on their way, and what is checked of every delivery and answer, whatever the dialect. */
#ifndef PARTA_BENCH_CALLS_H
#define PARTA_BENCH_CALLS_H

#include "sockets.h"

#define SLOTS (1u << 19)
#define SAMPLE 64
/* Letters of a key, and of the number of its call at its end. */
#define KEY_LENGTH 36
#define NUMBER_LENGTH 12

typedef enum { SEND, PAGE, TYPING, MARK } Op;

/* One call on its way. `place` is that of its message in its chat where the server does not number messages; 0 is none yet. */
typedef struct {
  uint64_t number, due;
  uint32_t sock, left;
  bool acked, running;
  int64_t place;
} Slot;

static Slot *slots;
static uint64_t last_number;
static char text[2048];
static size_t text_length;

static struct {
  Op op;
  bool until_ack;
  uint64_t sent, acked, failed, deliveries, expected, bytes, doubled, gaps, wrong, skipped;
  /* Signs of typing, their bytes, and how often some came to a socket: what is written together comes at once. */
  uint64_t typed, expected_typed, typed_bytes, typed_arrivals;
  uint32_t running;
  Histogram ack, delivery, sync;
} run;

/* Whether a message is answered to its sender; elsewhere it comes back to him like to everybody. */
static bool is_answered(void) { return dialect == PARTA || dialect == CENTRIFUGO; }

static void finish_slot(Slot *slot, bool deliveries_done) {
  if (!slot->running) return;
  if (run.until_ack ? !slot->acked : !(slot->acked && deliveries_done)) return;
  slot->running = false;
  run.running--;
}

static Slot *slot_of(uint64_t number) {
  Slot *slot = &slots[number & (SLOTS - 1)];
  return slot->number == number ? slot : NULL;
}

/* The call whose key stands here, or NULL. */
static Slot *slot_of_key(const char *key) {
  char digits[NUMBER_LENGTH + 1];
  memcpy(digits, key + KEY_LENGTH - NUMBER_LENGTH, NUMBER_LENGTH);
  digits[NUMBER_LENGTH] = 0;
  return slot_of(strtoull(digits, NULL, 16));
}

/* Checks that a number follows the last one of its chat at this socket; false when it was there before. */
static bool take_place(Heard *heard, int64_t seq) {
  if (heard->last >= 0 && seq <= heard->last) {
    run.doubled++;
    return false;
  }
  if (heard->last >= 0 && seq != heard->last + 1) run.gaps++;
  heard->last = seq;
  return true;
}

/* Counts a message that came in its place. `said` is where its text should begin, NULL where there is none. */
static void count_delivery(Slot *slot, const char *said, size_t wire, uint64_t now) {
  run.deliveries++;
  run.bytes += wire;
  if (slot == NULL || slot->left == 0) {
    run.wrong++;
    return;
  }
  if (run.deliveries % SAMPLE == 0 && (said == NULL || strncmp(said, text, text_length) != 0)) run.wrong++;
  histogram_add(&run.delivery, now - slot->due);
  slot->left--;
  if (slot->left == 0) finish_slot(slot, true);
}

static void on_answer(Sock *s, Slot *slot, const char *p, bool ok, uint64_t now) {
  if (slot == NULL || slot->acked) {
    run.wrong++;
    return;
  }
  if (s->calls > 0) s->calls--;
  slot->acked = true;
  if (ok) {
    run.acked++;
    histogram_add(&run.ack, now - slot->due);
  } else {
    if (run.failed++ < 3) fprintf(stderr, "refused: %.300s\n", p);
    run.expected -= slot->left;
    slot->left = 0;
  }
  finish_slot(slot, slot->left == 0);
}

static void become_live(Sock *s, uint64_t now) {
  if (s->phase == LIVE) return;
  s->phase = LIVE;
  s->failures = 0;
  connecting_count--;
  live_count++;
  for (uint32_t i = 0; i < s->heard_count; i++) s->heard[i].last = -1;
  if (s->due > 0) histogram_add(&run.sync, now - s->due);
}

static bool starts(const char *p, size_t length, const char *with) {
  size_t n = strlen(with);
  return length >= n && memcmp(p, with, n) == 0;
}

/* What stands behind the first `marker`, NULL where it is not there or fewer than `least` bytes follow. */
static const char *after(const char *p, size_t length, const char *marker, size_t least) {
  size_t n = strlen(marker);
  const char *found = memmem(p, length, marker, n);
  return found == NULL || (size_t)(p + length - found) < n + least ? NULL : found + n;
}

#endif
