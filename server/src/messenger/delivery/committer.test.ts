import assert from 'node:assert/strict'
import { test } from 'node:test'
import { VirtualTime } from '#testkit/simulation/virtual-time.ts'
import { createCommitter } from './committer.ts'
import type { MessageStorage } from './message-storage.ts'

/** A committer whose batches last ten milliseconds; `said` is what it did, in order. */
function createScene({ onCommitted = () => undefined }: { onCommitted?: (text: string) => void } = {}) {
  const time = new VirtualTime(0)
  const clock = time.scope()
  const said: string[] = []
  let seq = 0
  const sees = { startSeq: 0, factsVersion: 1 }
  const storage: MessageStorage = {
    commitBatch: async (rows, at) => {
      said.push(`commit ${rows.map(({ text }) => text).join(' ')}`)
      await new Promise<void>((resolve) => clock.after(10, resolve))
      return rows.map((row) => {
        if (row.factsVersion !== sees.factsVersion) return { outcome: 'stale' }
        seq += 1
        return { outcome: 'made', seq, ordinal: seq, version: 1, sentAt: at }
      })
    },
    readSenderFacts: async () => ({ allowed: true, policyVersion: 1, vanishRefusal: null, ...sees }),
  }
  const committer = createCommitter({
    storage,
    clock,
    onBatch: () => undefined,
    onFailure: (error) => said.push(`failure ${(error as Error).message}`),
    onCommitted({ text }) {
      said.push(`tell ${text}`)
      onCommitted(text)
    },
  })
  const send = (text: string, replyToSeq: number | null = null) => {
    const draft = { chatId: 'c000', senderId: 's', id: text, text, replyToSeq, lifetimeMs: null }
    return committer.submit(draft).then((committed) => {
      said.push(`answer ${text} ${committed.seq} ${committed.isNew}`)
    })
  }
  return { time, said, send, committer, sees }
}

test('the next batch leaves before the last one is told, and what is told stays in order', async () => {
  const { time, said, send, committer } = createScene()
  const sent = [send('a')]
  await time.pass(5)
  sent.push(send('b'))
  await time.pass(100)
  await Promise.all([...sent, committer.idle()])
  assert.deepEqual(said, ['commit a', 'commit b', 'tell a', 'answer a 1 true', 'tell b', 'answer b 2 true'])
})

test('a listener that fails keeps nobody from his answer, and is told as a doubt', async () => {
  const { time, said, send } = createScene({
    onCommitted: (text) => {
      if (text === 'a') throw new Error('no room')
    },
  })
  const sent = [send('a'), send('b')]
  await time.pass(100)
  await Promise.all(sent)
  await Promise.all([send('c'), time.pass(100)])
  assert.deepEqual(
    said.filter((line) => !line.startsWith('tell')),
    ['commit a b', 'failure no room', 'answer a 1 true', 'answer b 2 true', 'commit c', 'answer c 3 true'],
  )
})

test('what its sender does not see any more cannot be answered, whatever this node remembers', async () => {
  const { time, said, send, sees } = createScene()
  await Promise.all([send('a', 4), time.pass(10)])
  // He was removed and came again, without what had been said before.
  Object.assign(sees, { startSeq: 5, factsVersion: 3 })
  await Promise.all([assert.rejects(send('b', 5), { code: 'message.replyUnknown' }), time.pass(100)])
  await Promise.all([send('c', 6), time.pass(100)])
  // And once more, now with all of it.
  Object.assign(sees, { startSeq: 0, factsVersion: 5 })
  await Promise.all([send('d', 1), time.pass(100)])
  assert.deepEqual(
    said.filter((line) => line.startsWith('answer')),
    ['answer a 1 true', 'answer c 2 true', 'answer d 3 true'],
  )
})
