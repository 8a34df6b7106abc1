/* The sockets of the load generator: what each one holds, how it connects, says hello, writes and reads. */
#ifndef PARTA_BENCH_SOCKETS_H
#define PARTA_BENCH_SOCKETS_H

#include "common.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

typedef enum { CLOSED, CONNECTING, SHAKING, WELCOMED, LIVE } Phase;

/* Who is spoken to: the product, the write floor, Centrifugo over WebSocket and HTTP, or a server of XMPP over TCP. */
typedef enum { PARTA, FLOOR, CENTRIFUGO, XMPP } Dialect;

/* One chat that a socket hears: the number it held before, and the last that came. -1 is none. */
typedef struct {
  uint32_t chat;
  int64_t held, last;
} Heard;

typedef struct {
  int fd;
  Phase phase;
  bool storm, polled_out, queued;
  char *source, *token;
  int64_t open_chat;
  Heard *heard;
  uint32_t heard_count;
  Buffer in, out;
  size_t out_at;
  /* Calls without an answer; reconnecting: failed tries, and when the next is due. */
  uint32_t calls, failures;
  uint64_t due;
  /* With peers: chats that it has joined, whether the server knows who it is, and the call that a publisher waits for. */
  uint32_t joined;
  bool known;
  uint64_t call;
} Sock;

typedef struct {
  char id[37];
  uint32_t *socks, sock_count, capacity, turn;
  int64_t seq;
} Chat;

static Sock *socks;
static uint32_t sock_count, sock_capacity;
static Chat *chats;
static uint32_t chat_count, chat_capacity;
static int poll_fd, port;
static Dialect dialect;
static uint32_t live_count, connecting_count;

static struct {
  uint64_t refused, lost_connections, byes, resyncs, snapshot_bytes, caught_up;
  uint64_t statuses[6];
} connections;

/* Ids are looked up by an open table of their hashes. */
static uint32_t *chat_table, chat_table_size;

static uint32_t hash_id(const char *id) {
  uint64_t hash = 14695981039346656037ull;
  for (int i = 0; i < 36; i++) hash = (hash ^ (unsigned char)id[i]) * 1099511628211ull;
  return (uint32_t)(hash ^ hash >> 32);
}

static void index_chats(void) {
  chat_table_size = 16;
  while (chat_table_size < chat_count * 2) chat_table_size *= 2;
  chat_table = must(calloc(chat_table_size, sizeof *chat_table));
  for (uint32_t i = 0; i < chat_count; i++) {
    uint32_t at = hash_id(chats[i].id) & (chat_table_size - 1);
    while (chat_table[at] != 0) at = (at + 1) & (chat_table_size - 1);
    chat_table[at] = i + 1;
  }
}

static int64_t find_chat(const char *id) {
  uint32_t at = hash_id(id) & (chat_table_size - 1);
  while (chat_table[at] != 0) {
    uint32_t chat = chat_table[at] - 1;
    if (memcmp(chats[chat].id, id, 36) == 0) return chat;
    at = (at + 1) & (chat_table_size - 1);
  }
  return -1;
}

static Heard *heard_of(Sock *s, uint32_t chat) {
  for (uint32_t i = 0; i < s->heard_count; i++)
    if (s->heard[i].chat == chat) return &s->heard[i];
  return NULL;
}

static void watch(Sock *s, bool out, int how) {
  struct epoll_event event = {.events = EPOLLIN | (out ? EPOLLOUT : 0), .data.u32 = (uint32_t)(s - socks)};
  epoll_ctl(poll_fd, how, s->fd, &event);
  s->polled_out = out;
}

static void shut(Sock *s) {
  if (s->phase == CLOSED) return;
  if (s->phase == LIVE) live_count--;
  else connecting_count--;
  close(s->fd);
  s->fd = -1;
  s->phase = CLOSED;
  s->in.length = s->out.length = s->out_at = 0;
  s->calls = s->joined = 0;
  s->known = false;
}

static bool write_out(Sock *s) {
  while (s->out_at < s->out.length) {
    ssize_t n = write(s->fd, s->out.at + s->out_at, s->out.length - s->out_at);
    if (n < 0 && errno == EAGAIN) {
      if (!s->polled_out) watch(s, true, EPOLL_CTL_MOD);
      return true;
    }
    if (n <= 0) return false;
    s->out_at += (size_t)n;
  }
  s->out.length = s->out_at = 0;
  if (s->polled_out) watch(s, false, EPOLL_CTL_MOD);
  return true;
}

/* What is written in one turn leaves together. */
static uint32_t *queue, queue_count;

static void push_bytes(Sock *s, const void *bytes, size_t length) {
  buffer_add(&s->out, bytes, length);
  if (s->queued) return;
  s->queued = true;
  queue[queue_count++] = (uint32_t)(s - socks);
}

static void push_frame(Sock *s, int opcode, const char *payload, size_t length) {
  unsigned char head[16];
  push_bytes(s, head, frame_head(head, opcode, length, true));
  push_bytes(s, payload, length);
}

static void flush_queue(void) {
  for (uint32_t i = 0; i < queue_count; i++) {
    Sock *s = &socks[queue[i]];
    s->queued = false;
    if (s->phase != CLOSED && s->phase != CONNECTING && !write_out(s)) {
      connections.lost_connections++;
      shut(s);
    }
  }
  queue_count = 0;
}

/* Opens a connection from the socket's own loopback address, since one address has only 28,000 ports. */
static bool dial(Sock *s) {
  s->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (s->fd < 0) die("socket");
  int on = 1;
  setsockopt(s->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
#ifdef IP_BIND_ADDRESS_NO_PORT
  setsockopt(s->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
#endif
  struct sockaddr_in from = {.sin_family = AF_INET}, to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  inet_pton(AF_INET, s->source, &from.sin_addr);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(s->fd, (struct sockaddr *)&from, sizeof from) != 0) die("bind");
  if (connect(s->fd, (struct sockaddr *)&to, sizeof to) != 0 && errno != EINPROGRESS) {
    close(s->fd);
    s->fd = -1;
    return false;
  }
  s->phase = CONNECTING;
  connecting_count++;
  s->in.length = s->out.length = s->out_at = 0;
  watch(s, true, EPOLL_CTL_ADD);
  return true;
}

static void ask_upgrade(Sock *s) {
  char request[1024];
  int length = snprintf(request, sizeof request,
                        "GET %s HTTP/1.1\r\nHost: localhost:%d\r\nOrigin: http://localhost:%d\r\n"
                        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        "Sec-WebSocket-Key: cGFydGEgYmVuY2ggY2xpZQ==\r\nCookie: %s=%s\r\n\r\n",
                        dialect == CENTRIFUGO ? "/connection/websocket" : "/api/socket", port, port,
                        dialect == FLOOR ? "parta" : "__Host-parta", s->token);
  s->phase = SHAKING;
  buffer_add(&s->out, request, (size_t)length);
}

static void say_hello(Sock *s) {
  static Buffer hello;
  static const char begin[] = "{\"t\":\"hello\",\"v\":1,\"profile\":0,\"communities\":{},\"chats\":{";
  hello.length = 0;
  buffer_add(&hello, begin, sizeof begin - 1);
  bool first = true;
  for (uint32_t i = 0; i < s->heard_count; i++) {
    if (s->heard[i].held < 0) continue;
    char entry[80];
    int length = snprintf(entry, sizeof entry, "%s\"%s\":%lld", first ? "" : ",", chats[s->heard[i].chat].id,
                          (long long)s->heard[i].held);
    buffer_add(&hello, entry, (size_t)length);
    first = false;
  }
  char end[80];
  int length = s->open_chat < 0 ? snprintf(end, sizeof end, "},\"open\":[]}")
                                : snprintf(end, sizeof end, "},\"open\":[\"%s\"]}", chats[s->open_chat].id);
  buffer_add(&hello, end, (size_t)length);
  push_frame(s, 1, hello.at, hello.length);
}

#endif
