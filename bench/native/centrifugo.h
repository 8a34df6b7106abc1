/*
 * Centrifugo's JSON protocol: connect, subscribe to a channel for each chat, hear publications. A frame holds one or more
 * objects, a line each. Sockets that hear no chat publish over the HTTP API, one request at a time.
 */
#ifndef PARTA_BENCH_CENTRIFUGO_H
#define PARTA_BENCH_CENTRIFUGO_H

#include "calls.h"

#define CHANNEL "room:"

static bool is_publisher(const Sock *s) { return dialect == CENTRIFUGO && s->heard_count == 0; }

static void centrifugo_connect(Sock *s) {
  static const char connect[] = "{\"id\":1,\"connect\":{}}";
  push_frame(s, 1, connect, sizeof connect - 1);
}

static void centrifugo_subscribe(Sock *s) {
  for (uint32_t i = 0; i < s->heard_count; i++) {
    char command[128];
    int length = snprintf(command, sizeof command, "{\"id\":%u,\"subscribe\":{\"channel\":\"" CHANNEL "%s\"}}", i + 2,
                          chats[s->heard[i].chat].id);
    push_frame(s, 1, command, (size_t)length);
  }
}

/* The string that a name has, of `least` bytes at least: the broker keeps objects as jsonb, which comes back with blanks. */
static const char *string_named(const char *p, size_t length, const char *name, size_t least) {
  const char *value = after(p, length, name, least + 2);
  if (value != NULL && *value == ' ') value++;
  return value == NULL || *value != '"' ? NULL : value + 1;
}

static void on_publication(Sock *s, const char *p, size_t length, uint64_t now) {
  const char *id = after(p, length, "\"channel\":\"" CHANNEL, KEY_LENGTH);
  const char *offset = after(p, length, "\"offset\":", 1), *key = string_named(p, length, "\"id\":", KEY_LENGTH);
  int64_t chat = id == NULL ? -1 : find_chat(id);
  Heard *heard = chat < 0 ? NULL : heard_of(s, (uint32_t)chat);
  if (heard == NULL || offset == NULL || key == NULL) {
    run.wrong++;
    return;
  }
  if (!take_place(heard, strtoll(offset, NULL, 10))) return;
  count_delivery(slot_of_key(key), string_named(p, length, "\"text\":", text_length), length + 1, now);
}

static bool centrifugo_line(Sock *s, const char *p, size_t length, uint64_t now) {
  static const char pong[] = "{}";
  if (length == 2) push_frame(s, 1, pong, sizeof pong - 1);
  else if (starts(p, length, "{\"push\":{") && after(p, length, "\"pub\":{", 0)) on_publication(s, p, length, now);
  else if (after(p, length, "\"error\":{", 0) || after(p, length, "\"unsubscribe\":{", 0)) {
    if (run.failed++ < 3) fprintf(stderr, "refused: %.300s\n", p);
    return false;
  } else if (after(p, length, "\"connect\":{", 0)) centrifugo_subscribe(s);
  else if (after(p, length, "\"subscribe\":{", 0) && ++s->joined == s->heard_count) become_live(s, now);
  return true;
}

static bool centrifugo_text(Sock *s, const char *p, size_t length, uint64_t now) {
  for (const char *end = p + length; p < end;) {
    const char *stop = memchr(p, '\n', (size_t)(end - p));
    if (stop == NULL) stop = end;
    if (stop > p && !centrifugo_line(s, p, (size_t)(stop - p), now)) return false;
    p = stop + 1;
  }
  return true;
}

/* A request of the HTTP API with a message that holds what the product's own would. */
static int centrifugo_publish(char *request, size_t room, const Chat *chat, const char *key) {
  static char body[4096];
  int length = snprintf(body, sizeof body,
                        "{\"channel\":\"" CHANNEL "%s\",\"data\":{\"message\":{\"id\":\"%s\",\"chatId\":\"%s\","
                        "\"senderId\":\"%s\",\"text\":\"%s\",\"replyToSeq\":null,\"at\":\"2026-09-01T05:30:00.000Z\"}}}",
                        chat->id, key, chat->id, key, text);
  return snprintf(request, room,
                  "POST /api/publish HTTP/1.1\r\nHost: localhost:%d\r\nContent-Type: application/json\r\n"
                  "Content-Length: %d\r\n\r\n%s",
                  port, length, body);
}

/* Answers to requests, whole ones only. */
static bool centrifugo_answers(Sock *s, char *bytes, size_t have, size_t *used, uint64_t now) {
  while (*used < have) {
    char *p = bytes + *used;
    char *body = memmem(p, have - *used, "\r\n\r\n", 4);
    if (body == NULL) return true;
    body += 4;
    const char *said = after(p, (size_t)(body - p), "Content-Length: ", 1);
    if (said == NULL) return false;
    size_t length = strtoull(said, NULL, 10);
    if ((size_t)(bytes + have - body) < length) return true;
    bool ok = starts(p, (size_t)(body - p), "HTTP/1.1 200") && after(body, length, "\"result\":{", 0) != NULL;
    on_answer(s, slot_of(s->call), p, ok, now);
    *used = (size_t)(body + length - bytes);
  }
  return true;
}

#endif
