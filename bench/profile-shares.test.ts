import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CpuProfile, sharesOf } from './lib/profile-shares.ts'

/** A profile of stacks from the outermost inwards, each with its time. */
function profileOf(...stacks: readonly [stack: string, time: number][]): CpuProfile {
  const nodes: { id: number; callFrame: { functionName: string; url: string }; children: number[] }[] = []
  const samples: number[] = []
  for (const [stack] of stacks) {
    const frames = stack.split(' > ').map((frame) => /^([^@]*)@?(.*)$/.exec(frame)!.slice(1))
    for (const [depth, [functionName = '', url = '']] of frames.entries()) {
      if (depth > 0) nodes.at(-1)!.children.push(nodes.length)
      nodes.push({ id: nodes.length, callFrame: { functionName, url }, children: [] })
    }
    samples.push(nodes.length - 1)
  }
  return { nodes, samples, timeDeltas: stacks.map(([, time]) => time) }
}

test('time is shared out by the innermost known function, without waiting and loading', () => {
  const file = (place: string) => `file:///somewhere/${place}`
  const profile = profileOf(
    ['(root) > (idle)', 5_000],
    [`(root) > load@node:internal/modules/esm/loader > parse@${file('server/src/app.ts')}`, 700],
    [`(root) > send@${file('server/src/messenger/messages/messages.service.ts')}`, 300],
    [`(root) > query@${file('node_modules/pg/lib/client.js')} > stringify`, 100],
    [`(root) > open@${file('node_modules/@scope/name/index.js')}`, 50],
    ['(root) > write@node:net > writeBuffer', 400],
    ['(root) > onread@node:internal/streams/readable', 60],
    ['(root) > parse@node:_http_server', 40],
    ['(root) > (garbage collector)', 40],
    [`(root) > tiny@${file('contract/src/kit/uuid.ts')}`, 10],
  )
  const shares = sharesOf([profile])
  assert.deepEqual(
    shares.map(({ place, share }) => [place, Math.round(share * 1_000)]),
    [
      ['system: write to a socket', 400],
      ['server/messenger/messages', 300],
      ['pg', 100],
      ['Node: sockets', 60],
      ['@scope/name', 50],
      ['Node: HTTP', 40],
      ['collection of garbage', 40],
      ['other', 10],
    ],
  )
})

test('profiles of several processes are counted together, and none is nothing', () => {
  const [one, two] = [profileOf(['a@node:net', 100]), profileOf(['(garbage collector)', 300])]
  assert.deepEqual(sharesOf([one, two]), [
    { place: 'collection of garbage', share: 0.75 },
    { place: 'Node: sockets', share: 0.25 },
  ])
  assert.deepEqual(sharesOf([]), [])
})
