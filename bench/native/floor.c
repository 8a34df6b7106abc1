/*
 * The write floor: what delivering a frame costs when nothing else is done. An epoll server that hands every frame that
 * a socket sends to all sockets of its group with one write per socket and turn of the loop. It stores nothing, checks
 * nothing and knows nobody; the product is measured as a multiple of it. Argument: port. Says `ready` when it listens.
 */
#define _GNU_SOURCE
#include "common.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define GROUPS_MAX 16384
#define FILES_MAX 65536

typedef struct {
  bool open, shaken;
  uint32_t group, place;
  Buffer in;
} Client;

typedef struct {
  int *members;
  uint32_t count, capacity;
  Buffer pending;
  bool touched;
} Group;

static Client clients[FILES_MAX];
static Group groups[GROUPS_MAX];
static uint32_t touched[GROUPS_MAX], touched_count;
static char bytes[1 << 18];

static void leave(int fd) {
  Client *c = &clients[fd];
  if (c->shaken) {
    Group *g = &groups[c->group];
    int last = g->members[--g->count];
    g->members[c->place] = last;
    clients[last].place = c->place;
  }
  buffer_free(&c->in);
  memset(c, 0, sizeof *c);
  close(fd);
}

static void join(int fd, uint32_t group) {
  Group *g = &groups[group];
  if (g->count == g->capacity) {
    g->capacity = g->capacity == 0 ? 32 : g->capacity * 2;
    g->members = must(realloc(g->members, g->capacity * sizeof *g->members));
  }
  clients[fd].group = group;
  clients[fd].place = g->count;
  clients[fd].shaken = true;
  g->members[g->count++] = fd;
}

/* A frame is sent whole or its socket is given up: a receiver that does not read is no part of the floor. */
static bool send_all(int fd, const char *at, size_t length) {
  while (length > 0) {
    ssize_t n = write(fd, at, length);
    if (n < 0 && errno == EAGAIN) {
      struct timespec pause = {0, 200000};
      nanosleep(&pause, NULL);
      continue;
    }
    if (n <= 0) return false;
    at += n;
    length -= (size_t)n;
  }
  return true;
}

static bool shake(int fd) {
  Client *c = &clients[fd];
  buffer_room(&c->in, 1);
  c->in.at[c->in.length] = 0;
  if (strstr(c->in.at, "\r\n\r\n") == NULL) return true;
  const char *group = strstr(c->in.at, "parta=");
  if (group == NULL) return false;
  uint32_t number = (uint32_t)strtoul(group + 6, NULL, 10);
  if (number >= GROUPS_MAX) return false;
  static const char answer[] =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
      "AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n\r\n";
  static const char live[] = "\x81\x0c{\"t\":\"live\"}";
  join(fd, number);
  c->in.length = 0;
  return send_all(fd, answer, sizeof answer - 1) && send_all(fd, live, sizeof live - 1);
}

static bool take_frames(int fd) {
  Client *c = &clients[fd];
  size_t at = 0;
  Frame frame;
  while (frame_read(c->in.at + at, c->in.length - at, &frame)) {
    at += frame.whole;
    if (frame.opcode == 8) return false;
    if (frame.opcode != 1) continue;
    Group *g = &groups[c->group];
    unsigned char head[16];
    buffer_add(&g->pending, head, frame_head(head, 1, frame.length, false));
    buffer_add(&g->pending, frame.payload, frame.length);
    if (!g->touched) {
      g->touched = true;
      touched[touched_count++] = c->group;
    }
  }
  memmove(c->in.at, c->in.at + at, c->in.length - at);
  c->in.length -= at;
  return true;
}

static void flush_groups(void) {
  for (uint32_t i = 0; i < touched_count; i++) {
    Group *g = &groups[touched[i]];
    for (uint32_t k = 0; k < g->count; k++) send_all(g->members[k], g->pending.at, g->pending.length);
    g->pending.length = 0;
    g->touched = false;
  }
  touched_count = 0;
}

static void on_readable(int fd) {
  ssize_t n = read(fd, bytes, sizeof bytes);
  if (n < 0 && errno == EAGAIN) return;
  if (n <= 0) {
    leave(fd);
    return;
  }
  buffer_add(&clients[fd].in, bytes, (size_t)n);
  if (!(clients[fd].shaken ? take_frames(fd) : shake(fd))) leave(fd);
}

static int listen_on(int port) {
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), on = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0) die("bind");
  if (listen(listener, 4096) != 0) die("listen");
  return listener;
}

static void accept_all(int poll, int listener) {
  for (;;) {
    int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK), on = 1;
    if (fd < 0) return;
    if (fd >= FILES_MAX) {
      close(fd);
      continue;
    }
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    clients[fd].open = true;
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
    epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event);
  }
}

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  signal(SIGPIPE, SIG_IGN);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  int listener = listen_on(atoi(argv[1])), poll = epoll_create1(0);
  struct epoll_event event = {.events = EPOLLIN, .data.fd = listener};
  epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event);
  printf("ready\n");
  fflush(stdout);
  static struct epoll_event events[1024];
  for (;;) {
    int count = epoll_wait(poll, events, 1024, -1);
    for (int i = 0; i < count; i++) {
      if (events[i].data.fd == listener) accept_all(poll, listener);
      else on_readable(events[i].data.fd);
    }
    flush_groups();
  }
}
