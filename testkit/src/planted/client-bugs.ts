import type { PlantedBug } from './planted-bug.ts'

const OUTBOX = 'web/src/kit/outbox/outbox.ts'
const APPLIERS = 'web/src/kit/sync/appliers.ts'

/** Mistakes in the client's engine. */
export const clientBugs: readonly PlantedBug[] = [
  {
    name: 'a message that is sent again gets another key',
    guard: 'simulation',
    shows: /was written by nobody/,
    edits: [
      {
        file: OUTBOX,
        from: 'const message = await this.#parts.send(item)',
        to: 'const message = await this.#parts.send(this.#tries.has(item.key) ? { ...item, key: this.#parts.newKey() } : item)',
      },
    ],
  },
  {
    name: 'messages of one chat leave next to each other',
    guard: 'simulation',
    shows: /: order /,
    edits: [
      { file: OUTBOX, from: ` || busy.has(item.chatId)) continue`, to: ' || this.#sending.has(item.key)) continue' },
    ],
  },
  {
    name: 'the outbox forgets a message when it sends it',
    guard: 'simulation',
    shows: /is neither sent nor held/,
    edits: [
      {
        file: OUTBOX,
        from: '    this.#sending.add(item.key)\n    try {\n',
        to: '    this.#sending.add(item.key)\n    await this.#forget([item.key])\n    try {\n',
      },
    ],
  },
  {
    name: 'a gap in the numbers is passed over',
    guard: 'engine',
    shows: /a hole is told and changes nothing/,
    edits: [
      {
        file: 'web/src/kit/sync/apply-event.ts',
        from: '  if (frame.s > slice.lastSeq + 1) return { state, gap: true }\n',
        to: '',
      },
    ],
  },
  {
    name: 'a stale page is kept after a gap',
    guard: 'engine',
    shows: /after a long absence the last page takes its place/,
    edits: [
      {
        file: 'web/src/kit/sync/window.ts',
        from: 'if (held === null || offered.from > held.to + 1 || held.from > offered.to + 1) return offered',
        to: 'if (held === null || held.from > offered.to + 1) return offered',
      },
      {
        file: 'web/src/kit/sync/apply-snapshot.ts',
        from: '  if (item.reset) {',
        to: '  if (item.reset && merged.window === null) {',
      },
    ],
  },
  {
    name: 'older facts of the reader replace newer ones',
    guard: 'engine',
    shows: /facts counted ahead of the stream|unread is what the server counted/,
    edits: [
      {
        file: 'web/src/kit/sync/versions.ts',
        from: 'return offered.countedSeq >= held.countedSeq ? offered : held',
        to: 'return offered',
      },
      {
        file: 'web/src/kit/sync/versions.ts',
        from: 'if (offered.version !== held.version) return offered.version > held.version ? offered : held',
        to: 'if (offered.version !== held.version) return offered',
      },
    ],
  },
  {
    name: 'own messages count as unread',
    guard: 'simulation',
    shows: /unread/,
    edits: [
      {
        file: APPLIERS,
        from: 'message.senderId === state.profileId || message',
        to: 'message',
      },
    ],
  },
  {
    name: 'a removed person keeps the chat',
    guard: 'simulation',
    shows: /which is not his/,
    edits: [
      {
        file: APPLIERS,
        from: `  'chat.dropped': (state, { chatId }) => withoutChats(state, [chatId]),`,
        to: `  'chat.dropped': (state) => state,`,
      },
    ],
  },
  {
    name: 'whoever comes back goes on with what he held before he left',
    guard: 'engine',
    shows: /whoever comes back begins a new life of the chat/,
    edits: [
      {
        file: APPLIERS,
        from: 'if (held === undefined || held.mine.startSeq !== offered.mine.startSeq) return emptySlice(offered)',
        to: 'if (held === undefined) return emptySlice(offered)',
      },
    ],
  },
]
