/*
 * XMPP over TCP: stream, SASL ANONYMOUS, bind, a room for each chat joined without its history, groupchat. Rooms do not
 * number messages; the order in which the first member hears them is the one that all others have to hear.
 */
#ifndef PARTA_BENCH_XMPP_H
#define PARTA_BENCH_XMPP_H

#include "calls.h"

#define ROOMS "conference.localhost"

static void say(Sock *s, const char *words) { push_bytes(s, words, strlen(words)); }

static void xmpp_stream(Sock *s) {
  say(s, "<?xml version='1.0'?><stream:stream to='localhost' version='1.0' xmlns='jabber:client' "
         "xmlns:stream='http://etherx.jabber.org/streams'>");
}

static void xmpp_join(Sock *s) {
  for (uint32_t i = 0; i < s->heard_count; i++) {
    char presence[256];
    snprintf(presence, sizeof presence,
             "<presence to='%s@" ROOMS "/m%u'><x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='0'/></x>"
             "</presence>",
             chats[s->heard[i].chat].id, (unsigned)(s - socks));
    say(s, presence);
  }
}

static int xmpp_message(char *stanza, size_t room, const Chat *chat, const char *key) {
  return snprintf(stanza, room, "<message to='%s@" ROOMS "' type='groupchat' id='%s'><body>%s</body></message>", chat->id,
                  key, text);
}

/* The value of an attribute of the first tag, of `least` letters at least; NULL where it is not there. */
static const char *attribute(const char *p, const char *name, size_t least) {
  size_t tag = strcspn(p, ">"), n = strlen(name);
  for (const char *at = p; (at = memmem(at, (size_t)(p + tag - at), name, n)) != NULL; at += n)
    if (at[-1] == ' ' && at[n] == '=' && (size_t)(p + tag - at) >= n + 2 + least) return at + n + 2;
  return NULL;
}

static bool is_error(const char *p) {
  const char *type = attribute(p, "type", 5);
  return type != NULL && memcmp(type, "error", 5) == 0;
}

static void on_groupchat(Sock *s, const char *p, size_t length, uint64_t now) {
  const char *from = attribute(p, "from", KEY_LENGTH), *key = attribute(p, "id", KEY_LENGTH);
  int64_t chat = from == NULL ? -1 : find_chat(from);
  Heard *heard = chat < 0 ? NULL : heard_of(s, (uint32_t)chat);
  Slot *slot = key == NULL ? NULL : slot_of_key(key);
  if (heard == NULL || slot == NULL) {
    run.wrong++;
    return;
  }
  if (slot->place == 0) slot->place = ++chats[chat].seq;
  if (!take_place(heard, slot->place)) return;
  count_delivery(slot, after(p, length, "<body>", text_length), length, now);
}

static void on_presence(Sock *s, const char *p, size_t length, uint64_t now) {
  bool own = after(p, length, "code='110'", 0) != NULL || after(p, length, "code=\"110\"", 0) != NULL;
  if (own && s->phase == WELCOMED && ++s->joined == s->heard_count) become_live(s, now);
}

/* One stanza, with a zero behind it. */
static bool on_stanza(Sock *s, const char *p, size_t length, uint64_t now) {
  if (starts(p, length, "<message") && !is_error(p)) {
    /* A room also tells its subject. */
    if (after(p, length, "<body>", 0) != NULL) on_groupchat(s, p, length, now);
  } else if (starts(p, length, "<presence") && !is_error(p)) on_presence(s, p, length, now);
  else if (starts(p, length, "<stream:features"))
    say(s, s->known ? "<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>"
                    : "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='ANONYMOUS'/>");
  else if (starts(p, length, "<success")) {
    s->known = true;
    xmpp_stream(s);
  } else if (starts(p, length, "<iq") && s->phase == SHAKING && !is_error(p)) {
    s->phase = WELCOMED;
    xmpp_join(s);
  } else if (p[1] != '?' && !starts(p, length, "<stream:stream")) {
    if (run.failed++ < 3) fprintf(stderr, "refused: %.300s\n", p);
    return false;
  }
  return true;
}

/* How long the first stanza is; 0 while it is not complete. Heads of streams and blanks stand alone. */
static size_t stanza_length(const char *p, size_t have) {
  if (p[0] != '<') return 1;
  const char *close = memchr(p, '>', have);
  if (close == NULL) return 0;
  size_t tag = (size_t)(close + 1 - p);
  if (p[1] == '?' || p[1] == '/' || close[-1] == '/' || starts(p, have, "<stream:stream")) return tag;
  char end[64];
  int n = snprintf(end, sizeof end, "</%.*s>", (int)strcspn(p + 1, " />"), p + 1);
  const char *found = memmem(close, have - tag + 1, end, (size_t)n);
  return found == NULL ? 0 : (size_t)(found + n - p);
}

static bool xmpp_bytes(Sock *s, char *bytes, size_t have, size_t *used, uint64_t now) {
  while (*used < have) {
    char *p = bytes + *used;
    size_t length = stanza_length(p, have - *used);
    if (length == 0) return true;
    *used += length;
    if (*p != '<') continue;
    char kept = p[length];
    p[length] = 0;
    bool go_on = on_stanza(s, p, length, now);
    p[length] = kept;
    if (!go_on) return false;
  }
  return true;
}

#endif
