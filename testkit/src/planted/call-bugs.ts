import type { PlantedBug } from './planted-bug.ts'

/** Mistakes by which somebody would be in a call, or in its list, where he is not. */
export const callBugs: readonly PlantedBug[] = [
  {
    name: 'whoever comes to a call with a room to wait in comes in without being let in',
    guard: 'callDoor',
    shows: /newcomers wait, learn no names and get no token/,
    edits: [
      {
        file: 'contract/src/calls/calls.abilities.ts',
        from: "  return waitingRoom || visits === 'guest' ? 'waits' : 'in'",
        to: "  return visits === 'guest' ? 'waits' : 'in'",
      },
    ],
  },
  {
    name: 'whoever was removed from a call comes back as one who was in it',
    guard: 'callDoor',
    shows: /who was removed is out at once, stays out on every device/,
    edits: [
      {
        file: 'contract/src/calls/calls.abilities.ts',
        from: "  if (admission === 'removed') return 'call.removed'\n",
        to: "  if (admission === 'removed' && !isKnown) return 'call.removed'\n",
      },
    ],
  },
  {
    name: 'one more than there are places for comes into a call',
    guard: 'calls',
    shows: /\[CALL-02/,
    edits: [
      {
        file: 'server/src/calls/calls/entering.ts',
        from: 'goneBefore())) >= CALL_PEOPLE_MAX)',
        to: 'goneBefore())) > CALL_PEOPLE_MAX)',
      },
    ],
  },
  {
    name: 'a call that has ended gives tokens to whoever comes back',
    guard: 'calls',
    shows: /ended for everybody it never runs again/,
    edits: [
      {
        file: 'server/src/calls/calls/calls.service.ts',
        from: "    if (found.call.endedAt !== null) fail('call.ended')\n",
        to: '',
      },
      {
        file: 'server/src/calls/calls/entering.ts',
        from: "    if (call === null || call.endedAt !== null) return fail('call.ended')\n",
        to: "    if (call === null) return fail('call.ended')\n",
      },
    ],
  },
  {
    name: 'the token of whoever belongs into a hall is for another one',
    guard: 'halls',
    shows: /open halls have rooms of their own/,
    edits: [
      {
        file: 'server/src/calls/halls/hall-rooms.ts',
        from: '  return roomOf(callId, openHall(kept, hallId, now))',
        to: '  return roomOf(callId, openHall(kept, hallId && (kept?.halls[0]?.id ?? null), now))',
      },
    ],
  },
  {
    name: 'the time of two devices of one person is counted twice',
    guard: 'attendance',
    shows: /his sum counts the time of two devices once/,
    edits: [
      {
        file: 'contract/src/calls/attendance-summary.ts',
        from: 'to - Math.max(from, covered))',
        to: 'to - from)',
      },
    ],
  },
]
