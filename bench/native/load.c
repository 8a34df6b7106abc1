/*
 * The load generator: thousands of clients in one thread. It counts every delivery, checks the order within
 * each chat, doubles and a sample of the texts, and keeps histograms of latency from the intended moment of sending.
 *
 * Arguments: port; `parta`, `floor`, `centrifugo` or `xmpp`; file of the plan. The plan has lines `chat ID` and
 * `sock SOURCE TOKEN STORM OPEN CHAT:HELD…` with numbers of chats in the order of their lines.
 * Commands come on stdin, a line each, with `name=value` words; the answer is one line of JSON on stdout.
 */
#define _GNU_SOURCE
#include "centrifugo.h"
#include "xmpp.h"

#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#define CALLS_AT_ONCE 60
#define READ_BYTES (4u << 20)

static char *incoming;

static uint64_t random_state = 88172645463325252ull;
static uint64_t next_random(void) {
  random_state ^= random_state << 13;
  random_state ^= random_state >> 7;
  return random_state ^= random_state << 17;
}

#define POSTED "{\"t\":\"event\",\"e\":\"message.posted\",\"a\":\"chat\",\"id\":\""

static void on_posted(Sock *s, const char *p, size_t length, uint64_t now) {
  static const char behind[] = "\",\"s\":";
  const char *id = p + sizeof POSTED - 1;
  int64_t chat = find_chat(id);
  Heard *heard = chat < 0 ? NULL : heard_of(s, (uint32_t)chat);
  const char *key = after(p, length, "\"message\":{\"id\":\"", KEY_LENGTH);
  if (heard == NULL || key == NULL || memcmp(id + KEY_LENGTH, behind, sizeof behind - 1) != 0) {
    run.wrong++;
    return;
  }
  if (!take_place(heard, strtoll(id + KEY_LENGTH + sizeof behind - 1, NULL, 10))) return;
  size_t wire = length + (length < 126 ? 2 : 4);
  count_delivery(slot_of_key(key), after(p, length, "\"text\":\"", text_length), wire, now);
}

/* The call that an answer of the product names. */
static Slot *slot_named(const char *p) {
  const char *n = strstr(p, "\"n\":");
  return n == NULL ? NULL : slot_of(strtoull(n + 4, NULL, 10));
}

/* Messages that a snapshot brings of the chats on screen. */
static void on_snapshot(const char *p, size_t length) {
  static const char entry[] = "{\"e\":\"message.posted\"";
  connections.snapshot_bytes += length;
  for (const char *at = p, *end = p + length; (at = memmem(at, (size_t)(end - at), entry, sizeof entry - 1)) != NULL; at++)
    connections.caught_up++;
}

static bool on_text(Sock *s, char *p, size_t length, uint64_t now) {
  if (starts(p, length, POSTED)) on_posted(s, p, length, now);
  else if (starts(p, length, "{\"t\":\"event\",\"e\":\"typing.started\"")) run.typed++, run.typed_bytes += length + (length < 126 ? 2 : 4);
  else if (starts(p, length, "{\"t\":\"ok\"")) on_answer(s, slot_named(p), p, true, now);
  else if (starts(p, length, "{\"t\":\"fail\"")) on_answer(s, slot_named(p), p, false, now);
  else if (starts(p, length, "{\"t\":\"welcome\"")) s->phase = WELCOMED, say_hello(s);
  else if (starts(p, length, "{\"t\":\"snapshot\"")) on_snapshot(p, length);
  else if (starts(p, length, "{\"t\":\"live\"")) become_live(s, now);
  else if (starts(p, length, "{\"t\":\"resync\"")) connections.resyncs++, say_hello(s);
  else if (starts(p, length, "{\"t\":\"bye\"")) {
    connections.byes++;
    return false;
  }
  return true;
}

static bool on_bytes(Sock *s, char *bytes, size_t have, size_t *used, uint64_t now) {
  size_t at = 0;
  if (dialect == XMPP) return xmpp_bytes(s, bytes, have, used, now);
  if (is_publisher(s)) return centrifugo_answers(s, bytes, have, used, now);
  if (s->phase == SHAKING) {
    char *end = memmem(bytes, have, "\r\n\r\n", 4);
    if (end == NULL) return true;
    int status = have > 12 ? atoi(bytes + 9) : 0;
    connections.statuses[status >= 100 && status < 600 ? status / 100 : 0]++;
    if (status != 101) return false;
    s->phase = WELCOMED;
    if (dialect == CENTRIFUGO) centrifugo_connect(s);
    at = (size_t)(end + 4 - bytes);
  }
  Frame frame;
  while (frame_read(bytes + at, have - at, &frame)) {
    at += frame.whole;
    char *payload = (char *)(bytes + (frame.payload - bytes));
    /* Texts are read as C strings; the byte behind a frame belongs to the next one and is put back. */
    char kept = payload[frame.length];
    payload[frame.length] = 0;
    bool go_on = true;
    if (frame.opcode == 1 && dialect == CENTRIFUGO) go_on = centrifugo_text(s, payload, frame.length, now);
    else if (frame.opcode == 1) go_on = on_text(s, payload, frame.length, now);
    else if (frame.opcode == 9) push_frame(s, 10, frame.payload, frame.length);
    else if (frame.opcode == 8) go_on = false;
    payload[frame.length] = kept;
    if (!go_on) return false;
  }
  *used = at;
  return true;
}

static void lose(Sock *s) {
  bool storming = s->storm && s->due > 0;
  /* Servers of HTTP end connections on which nothing is asked for a time. */
  bool unused = is_publisher(s) && s->calls == 0;
  if (s->phase == LIVE) connections.lost_connections += !unused;
  else connections.refused++;
  shut(s);
  if (storming) s->failures++;
}

static void on_readable(Sock *s, uint64_t now) {
  size_t kept = s->in.length;
  if (kept > 0) memcpy(incoming, s->in.at, kept);
  for (;;) {
    ssize_t n = read(s->fd, incoming + kept, READ_BYTES - kept);
    if (n < 0 && errno == EAGAIN) return;
    if (n <= 0) {
      lose(s);
      return;
    }
    size_t have = kept + (size_t)n, used = 0;
    uint64_t typed_before = run.typed;
    if (!on_bytes(s, incoming, have, &used, now)) {
      lose(s);
      return;
    }
    run.typed_arrivals += run.typed > typed_before;
    s->in.length = 0;
    kept = have - used;
    if (kept > 0) {
      memmove(incoming, incoming + used, kept);
      buffer_add(&s->in, incoming, kept);
    } else if (s->in.capacity > 4096) buffer_free(&s->in);
    if (have < READ_BYTES) return;
  }
}

static void on_writable(Sock *s) {
  if (s->phase == CONNECTING) {
    int error = 0;
    socklen_t length = sizeof error;
    getsockopt(s->fd, SOL_SOCKET, SO_ERROR, &error, &length);
    if (error != 0) {
      lose(s);
      return;
    }
    if (is_publisher(s)) become_live(s, now_ns());
    else if (dialect == XMPP) s->phase = SHAKING, xmpp_stream(s);
    else ask_upgrade(s);
  }
  if (!write_out(s)) lose(s);
}

static void turn(uint64_t wait_ns) {
  static struct epoll_event events[1024];
  struct timespec wait = {(time_t)(wait_ns / 1000000000ull), (long)(wait_ns % 1000000000ull)};
  flush_queue();
  int count = epoll_pwait2(poll_fd, events, 1024, &wait, NULL);
  uint64_t now = now_ns();
  for (int i = 0; i < count; i++) {
    Sock *s = &socks[events[i].data.u32];
    if (s->fd >= 0 && events[i].events & EPOLLOUT) on_writable(s);
    if (s->fd >= 0 && events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) on_readable(s, now);
  }
  flush_queue();
}

/* A live publisher whose last request is answered, in turn; NULL when there is none. Those that were ended come back. */
static Sock *pick_publisher(void) {
  static uint32_t next;
  for (uint32_t i = 0; i < sock_count; i++) {
    Sock *s = &socks[next++ % sock_count];
    if (is_publisher(s) && s->phase == LIVE && s->calls == 0) return s;
    if (is_publisher(s) && s->phase == CLOSED && !dial(s)) connections.refused++;
  }
  return NULL;
}

/*
 * A live socket of a chat that has not too many calls on their way, in turn; NULL when there is none. On the floor nobody
 * puts frames of several senders in order, so one sends for all.
 */
static Sock *pick_sock(Chat *chat) {
  if (dialect == CENTRIFUGO) return pick_publisher();
  if (dialect == FLOOR) return chat->sock_count > 0 && socks[chat->socks[0]].phase == LIVE ? &socks[chat->socks[0]] : NULL;
  for (uint32_t i = 0; i < chat->sock_count; i++) {
    Sock *s = &socks[chat->socks[chat->turn++ % chat->sock_count]];
    if (s->phase == LIVE && s->calls < CALLS_AT_ONCE) return s;
  }
  return NULL;
}

static uint32_t live_in(const Chat *chat) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < chat->sock_count; i++) count += socks[chat->socks[i]].phase == LIVE;
  return count;
}

/* A key with the time in front, as clients make it, and the number of the call at its end. */
static void make_key(char *key, uint64_t number) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  uint64_t ms = (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
  snprintf(key, 37, "%08x-%04x-7%03x-8%03x-%04x%08x", (unsigned)(ms >> 16), (unsigned)(ms & 0xffff),
           (unsigned)(next_random() & 0xfff), (unsigned)(next_random() & 0xfff), (unsigned)(number >> 32 & 0xffff),
           (unsigned)number);
}

static int make_call(char *frame, size_t room, Chat *chat, const char *key, uint64_t number) {
  unsigned long long n = number;
  if (dialect == CENTRIFUGO) return centrifugo_publish(frame, room, chat, key);
  if (dialect == XMPP) return xmpp_message(frame, room, chat, key);
  if (dialect == FLOOR) {
    chat->seq++;
    return snprintf(frame, room,
                    "{\"t\":\"event\",\"e\":\"message.posted\",\"a\":\"chat\",\"id\":\"%s\",\"s\":%lld,\"at\":"
                    "\"2026-09-01T05:30:00.000Z\",\"p\":{\"message\":{\"id\":\"%s\",\"chatId\":\"%s\",\"seq\":%lld,"
                    "\"ordinal\":%lld,\"version\":1,\"senderId\":\"%s\",\"text\":\"%s\",\"replyToSeq\":null,\"at\":"
                    "\"2026-09-01T05:30:00.000Z\"}}}",
                    chat->id, (long long)chat->seq, key, chat->id, (long long)chat->seq, (long long)chat->seq, key,
                    text);
  }
  if (run.op == SEND)
    return snprintf(frame, room,
                    "{\"t\":\"call\",\"n\":%llu,\"op\":\"messages.send\",\"key\":\"%s\",\"input\":{\"chatId\":\"%s\","
                    "\"key\":\"%s\",\"text\":\"%s\"}}",
                    n, key, chat->id, key, text);
  if (run.op == PAGE)
    return snprintf(frame, room,
                    "{\"t\":\"call\",\"n\":%llu,\"op\":\"messages.page\",\"input\":{\"chatId\":\"%s\",\"before\":%llu,"
                    "\"limit\":50}}",
                    n, chat->id, (unsigned long long)(60 + next_random() % (uint64_t)(chat->seq > 100 ? chat->seq : 100)));
  if (run.op == TYPING)
    return snprintf(frame, room, "{\"t\":\"call\",\"n\":%llu,\"op\":\"typing.start\",\"input\":{\"chatId\":\"%s\"}}", n,
                    chat->id);
  return snprintf(frame, room,
                  "{\"t\":\"call\",\"n\":%llu,\"op\":\"reads.mark\",\"input\":{\"chatId\":\"%s\",\"seq\":%lld}}", n,
                  chat->id, (long long)++chat->seq);
}

/* Sends one call into a chat; false when nobody there can. */
static bool send_call(Chat *chat, uint64_t due) {
  static char frame[8192];
  Sock *s = pick_sock(chat);
  if (s == NULL) return false;
  uint64_t number = ++last_number;
  char key[37];
  make_key(key, number);
  int length = make_call(frame, sizeof frame, chat, key, number);
  uint32_t hearers = run.op == SEND || run.op == TYPING ? live_in(chat) : 0;
  if (run.op == TYPING) run.expected_typed += hearers;
  if (run.op == SEND) run.expected += hearers;
  slots[number & (SLOTS - 1)] = (Slot){.number = number,
                                       .due = due,
                                       .sock = (uint32_t)(s - socks),
                                       .left = run.op == SEND ? hearers : 0,
                                       .acked = !is_answered(),
                                       .running = true};
  run.sent++;
  run.running++;
  if (is_answered()) s->calls++;
  s->call = number;
  if (dialect == CENTRIFUGO || dialect == XMPP) push_bytes(s, frame, (size_t)length);
  else push_frame(s, 1, frame, (size_t)length);
  return true;
}

static const char *word(const char *line, const char *name) {
  size_t length = strlen(name);
  for (const char *at = line; (at = strstr(at, name)) != NULL; at += length)
    if ((at == line || at[-1] == ' ') && at[length] == '=') return at + length + 1;
  return NULL;
}

static uint64_t number_of(const char *line, const char *name, uint64_t otherwise) {
  const char *value = word(line, name);
  return value == NULL ? otherwise : strtoull(value, NULL, 10);
}

static void begin_run(const char *line) {
  const char *op = word(line, "op"), *until = word(line, "until");
  memset(&run, 0, sizeof run);
  memset(&connections, 0, sizeof connections);
  run.op = op == NULL || *op == 's' ? SEND : *op == 'p' ? PAGE : *op == 't' ? TYPING : MARK;
  run.until_ack = run.op != SEND || (until != NULL && *until == 'a');
  for (uint32_t i = 0; i < sock_count; i++) socks[i].calls = 0;
}

static void print_run(uint64_t ns) {
  printf("{\"ns\":%llu,\"sent\":%llu,\"acked\":%llu,\"failed\":%llu,\"deliveries\":%llu,\"bytes\":%llu,\"lost\":%llu,"
         "\"doubled\":%llu,\"gaps\":%llu,\"wrong\":%llu,\"typed\":%llu,\"expectedTyped\":%llu,"
         "\"typedBytes\":%llu,\"typedArrivals\":%llu,\"skipped\":%llu,"
         "\"live\":%u,\"refused\":%llu,\"dropped\":%llu,\"byes\":%llu,\"resyncs\":%llu,\"snapshotBytes\":%llu,"
         "\"caughtUp\":%llu,\"statuses\":[%llu,%llu,%llu,%llu,%llu,%llu]",
         (unsigned long long)ns, (unsigned long long)run.sent, (unsigned long long)run.acked,
         (unsigned long long)run.failed, (unsigned long long)run.deliveries, (unsigned long long)run.bytes,
         (unsigned long long)(run.expected - run.deliveries), (unsigned long long)run.doubled, (unsigned long long)run.gaps,
         (unsigned long long)run.wrong, (unsigned long long)run.typed, (unsigned long long)run.expected_typed,
         (unsigned long long)run.typed_bytes, (unsigned long long)run.typed_arrivals, (unsigned long long)run.skipped, live_count, (unsigned long long)connections.refused,
         (unsigned long long)connections.lost_connections, (unsigned long long)connections.byes,
         (unsigned long long)connections.resyncs, (unsigned long long)connections.snapshot_bytes,
         (unsigned long long)connections.caught_up,
         (unsigned long long)connections.statuses[0], (unsigned long long)connections.statuses[1],
         (unsigned long long)connections.statuses[2], (unsigned long long)connections.statuses[3],
         (unsigned long long)connections.statuses[4], (unsigned long long)connections.statuses[5]);
  histogram_print("ack", &run.ack);
  histogram_print("delivery", &run.delivery);
  histogram_print("sync", &run.sync);
  printf("}\n");
  fflush(stdout);
}

/* Whatever is still on its way gets five seconds. */
static void settle(void) {
  uint64_t end = now_ns() + 5000000000ull;
  while (now_ns() < end) {
    bool answered = !is_answered() || run.acked + run.failed >= run.sent;
    if (answered && run.deliveries >= run.expected && run.typed >= run.expected_typed) return;
    turn(2000000);
  }
}

/* Opens the sockets that are closed, at most `at_once` at a time and, where that is given, `rate` a second. */
static void command_open(const char *line) {
  uint32_t at_once = (uint32_t)number_of(line, "at_once", 100);
  uint64_t rate = number_of(line, "rate", 0);
  uint64_t begun = now_ns(), end = begun + number_of(line, "ms", 60000) * 1000000ull;
  uint32_t first = (uint32_t)number_of(line, "from", 0), last = (uint32_t)number_of(line, "to", sock_count);
  begin_run(line);
  for (uint32_t next = first; now_ns() < end;) {
    while (next < last && connecting_count < at_once) {
      uint64_t now = now_ns(), due = rate == 0 ? now : begun + (uint64_t)((double)(next - first) * 1e9 / (double)rate);
      if (due > now) break;
      Sock *s = &socks[next++];
      if (s->phase != CLOSED) continue;
      s->due = due;
      if (!dial(s)) connections.refused++;
    }
    if (next >= last && connecting_count == 0) break;
    turn(rate == 0 ? 20000000 : 2000000);
  }
  for (uint32_t i = first; i < last; i++) socks[i].due = 0;
  print_run(now_ns() - begun);
}

static void command_run(const char *line) {
  uint64_t begun = now_ns(), count = number_of(line, "count", UINT64_MAX), window = number_of(line, "w", 0);
  uint64_t rate = number_of(line, "rate", 0), end = begun + number_of(line, "ms", 30000) * 1000000ull, due = begun;
  uint32_t from = (uint32_t)number_of(line, "from", 0), over = (uint32_t)number_of(line, "chats", chat_count - from);
  uint64_t chat = 0;
  begin_run(line);
  for (uint64_t now = begun; run.sent < count && now < end; now = now_ns()) {
    uint64_t wait = 5000000;
    if (rate > 0) {
      for (uint32_t burst = 0; due <= now && run.sent < count && burst < 4096; burst++) {
        /* A send that no socket can take is late in the eyes of its sender, and is told. */
        if (!send_call(&chats[from + chat++ % over], due)) run.skipped++;
        due = begun + (uint64_t)((double)(run.sent + run.skipped) * 1e9 / (double)rate);
      }
      wait = due > now ? due - now : 0;
    } else {
      for (uint32_t tries = 0; run.running < window && run.sent < count && tries < over; ) {
        if (!send_call(&chats[from + chat++ % over], now)) tries++;
      }
    }
    turn(wait);
  }
  uint64_t ns = now_ns() - begun;
  settle();
  print_run(ns);
}

/* A pause by chance up to a bound that grows twofold, as the product's own client makes it. */
static uint64_t backoff_ns(uint32_t failures) {
  uint64_t ceiling = 1000, least = 100;
  for (uint32_t i = 1; i < failures && ceiling < 10000; i++) ceiling *= 2;
  if (ceiling > 10000) ceiling = 10000;
  return (least * 1000 + next_random() % ((ceiling - least) * 1000)) * 1000;
}

/* Drops all sockets marked `storm` at once and lets them come back, while the other chats go on at `rate`. */
static void command_storm(const char *line) {
  uint64_t rate = number_of(line, "rate", 0), begun = now_ns(), end = begun + number_of(line, "ms", 60000) * 1000000ull;
  uint32_t from = (uint32_t)number_of(line, "from", 0), over = (uint32_t)number_of(line, "chats", chat_count - from);
  uint64_t *next = must(calloc(sock_count, sizeof *next)), due = begun, chat = 0, scanned = 0;
  uint32_t storming = 0, *failures = must(calloc(sock_count, sizeof *failures));
  begin_run(line);
  for (uint32_t i = 0; i < sock_count; i++) {
    if (!socks[i].storm) continue;
    storming++;
    shut(&socks[i]);
    socks[i].due = begun;
    socks[i].failures = 1;
    failures[i] = 1;
    next[i] = begun + backoff_ns(1);
  }
  for (uint64_t now = begun; now < end; now = now_ns()) {
    if (now - scanned > 5000000) {
      scanned = now;
      for (uint32_t i = 0; i < sock_count; i++) {
        Sock *s = &socks[i];
        if (!s->storm || s->phase != CLOSED) continue;
        if (s->failures > failures[i]) {
          failures[i] = s->failures;
          next[i] = now + backoff_ns(failures[i]);
        }
        if (now >= next[i] && !dial(s)) s->failures++;
      }
    }
    for (uint32_t burst = 0; rate > 0 && due <= now && burst < 4096; burst++) {
      if (!send_call(&chats[from + chat++ % over], due)) run.skipped++;
      due = begun + (uint64_t)((double)(run.sent + run.skipped) * 1e9 / (double)rate);
    }
    if (run.sync.total >= storming && now > begun + number_of(line, "least", 0) * 1000000ull) break;
    uint64_t until = rate > 0 ? due : now + 5000000;
    turn(until > now ? (until - now < 5000000 ? until - now : 5000000) : 0);
  }
  uint64_t ns = now_ns() - begun;
  settle();
  for (uint32_t i = 0; i < sock_count; i++) socks[i].due = 0;
  free(next);
  free(failures);
  print_run(ns);
}

/* Sets the number at which chats stand, for pages and marks. */
static void command_stand(const char *line) {
  for (uint32_t i = 0; i < chat_count; i++) chats[i].seq = (int64_t)number_of(line, "seq", 0);
  printf("{}\n");
  fflush(stdout);
}

static void command_idle(const char *line) {
  uint64_t end = now_ns() + number_of(line, "ms", 0) * 1000000ull;
  begin_run(line);
  while (now_ns() < end) turn(5000000);
  print_run(0);
}

static void read_sock(char *line) {
  if (sock_count == sock_capacity) {
    sock_capacity = sock_capacity == 0 ? 1024 : sock_capacity * 2;
    socks = must(realloc(socks, sock_capacity * sizeof *socks));
  }
  Sock *s = &socks[sock_count];
  memset(s, 0, sizeof *s);
  s->fd = -1;
  char *rest = NULL;
  strtok_r(line, " ", &rest);
  s->source = must(strdup(strtok_r(NULL, " ", &rest)));
  s->token = must(strdup(strtok_r(NULL, " ", &rest)));
  s->storm = atoi(strtok_r(NULL, " ", &rest)) == 1;
  s->open_chat = atoll(strtok_r(NULL, " ", &rest));
  for (char *each; (each = strtok_r(NULL, " \n", &rest)) != NULL;) {
    s->heard = must(realloc(s->heard, (s->heard_count + 1) * sizeof *s->heard));
    Heard *heard = &s->heard[s->heard_count++];
    heard->chat = (uint32_t)strtoul(each, &each, 10);
    heard->held = *each == ':' ? strtoll(each + 1, NULL, 10) : -1;
    heard->last = -1;
    Chat *chat = &chats[heard->chat];
    if (chat->sock_count == chat->capacity) {
      chat->capacity = chat->capacity == 0 ? 8 : chat->capacity * 2;
      chat->socks = must(realloc(chat->socks, chat->capacity * sizeof *chat->socks));
    }
    chat->socks[chat->sock_count++] = sock_count;
  }
  sock_count++;
}

static void read_plan(const char *path) {
  FILE *file = fopen(path, "r");
  if (file == NULL) die(path);
  char *line = NULL;
  size_t room = 0;
  while (getline(&line, &room, file) > 0) {
    if (strncmp(line, "text ", 5) == 0) {
      line[strcspn(line, "\n")] = 0;
      snprintf(text, sizeof text, "%s", line + 5);
      text_length = strlen(text);
    } else if (strncmp(line, "chat ", 5) == 0) {
      if (chat_count == chat_capacity) {
        chat_capacity = chat_capacity == 0 ? 1024 : chat_capacity * 2;
        chats = must(realloc(chats, chat_capacity * sizeof *chats));
      }
      memset(&chats[chat_count], 0, sizeof *chats);
      memcpy(chats[chat_count++].id, line + 5, 36);
    } else if (strncmp(line, "sock ", 5) == 0) read_sock(line);
  }
  free(line);
  fclose(file);
  queue = must(malloc((sock_count + 1) * sizeof *queue));
  index_chats();
}

/* The sockets are served while no command is there: servers ask whether we live. */
static bool next_command(char *line, size_t room) {
  size_t length = 0;
  for (;;) {
    struct pollfd in[2] = {{.fd = 0, .events = POLLIN}, {.fd = poll_fd, .events = POLLIN}};
    poll(in, 2, 1000);
    if (in[1].revents) turn(0);
    if (!in[0].revents) continue;
    char byte;
    if (read(0, &byte, 1) <= 0) return false;
    if (byte == '\n') {
      line[length] = 0;
      return true;
    }
    if (length + 1 < room) line[length++] = byte;
  }
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  signal(SIGPIPE, SIG_IGN);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  port = atoi(argv[1]);
  static const char *const dialects[] = {"parta", "floor", "centrifugo", "xmpp"};
  while (strcmp(argv[2], dialects[dialect]) != 0)
    if (++dialect > XMPP) return 2;
  poll_fd = epoll_create1(0);
  slots = must(calloc(SLOTS, sizeof *slots));
  incoming = must(malloc(READ_BYTES + 1));
  random_state ^= now_ns();
  read_plan(argv[3]);
  char line[512];
  while (next_command(line, sizeof line)) {
    if (strncmp(line, "open", 4) == 0) command_open(line);
    else if (strncmp(line, "run", 3) == 0) command_run(line);
    else if (strncmp(line, "storm", 5) == 0) command_storm(line);
    else if (strncmp(line, "stand", 5) == 0) command_stand(line);
    else if (strncmp(line, "idle", 4) == 0) command_idle(line);
    else return 2;
  }
  return 0;
}
