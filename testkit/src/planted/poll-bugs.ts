import type { PlantedBug } from './planted-bug.ts'

/** Mistakes by which it could be learnt who has chosen what, or by which a poll goes on when it is over. */
export const pollBugs: readonly PlantedBug[] = [
  {
    name: 'what was asked of an anonymous poll is kept for repeats, as a digest that can be guessed',
    guard: 'polls',
    shows: /no answer and no digest/,
    edits: [
      {
        file: 'contract/src/messenger/polls.ts',
        from: "  repeat: 'self',\n  perMinute: POLL_VOTES_PER_MINUTE,",
        to: "  repeat: 'key',\n  perMinute: POLL_VOTES_PER_MINUTE,",
      },
    ],
  },
  {
    name: 'each vote of an anonymous poll moves the counts that everybody sees',
    guard: 'polls',
    shows: /one more choice is not told alone/,
    edits: [
      {
        file: 'server/src/messenger/polls/telling.ts',
        from: 'if (isOver || voters - state.counted >= POLL_STEP_VOTES) return',
        to: 'if (isOver || voters >= POLL_STEP_VOTES) return',
      },
    ],
  },
  {
    name: 'a poll that a few have voted in tells their choices at its end',
    guard: 'polls',
    shows: /what a few have chosen is told never/,
    edits: [
      {
        file: 'server/src/messenger/polls/telling.ts',
        from: '  if (voters < POLL_STEP_VOTES) return { voters, counted: 0, counts: null }\n',
        to: '',
      },
    ],
  },
  {
    name: 'each process that comes round ends a poll once more',
    guard: 'polls',
    shows: /one line tells it/,
    edits: [
      {
        file: 'server/src/messenger/polls/poll-rounds.ts',
        from: 'message.poll.state.ended === null && hasEnded(message.poll, now)',
        to: 'hasEnded(message.poll, now)',
      },
    ],
  },
]
