import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cards } from '#contract/identity/profiles.ts'
import { openDirect } from '#contract/messenger/chats.ts'
import { ApiFailure, isFailure, NetworkFailure } from './api-failure.ts'
import { createApi } from './create-api.ts'

const KEY = '01890a5d-ac96-774b-bcce-b302099a8057'
const OTHER = '01890a5d-ac96-774b-bcce-b302099a8058'

function apiAnswering(answer: () => Response | Promise<Response>) {
  const sent: { url: string; init: RequestInit }[] = []
  const api = createApi({
    fetch: async (url, init) => {
      sent.push({ url, init })
      return answer()
    },
    newKey: () => KEY,
  })
  return { api, sent }
}

test('a query is posted to its id without a key and answers its output', async () => {
  const { api, sent } = apiAnswering(() => Response.json({ cards: [] }))
  const output = await api.call(cards, { ids: [OTHER] })
  assert.deepEqual(output.cards, [])
  assert.equal(sent[0]!.url, '/api/profiles.cards')
  assert.equal(sent[0]!.init.body, JSON.stringify({ ids: [OTHER] }))
  assert.equal(new Headers(sent[0]!.init.headers).get('idempotency-key'), null)
})

test('a command carries a key of its own, or the one of the earlier try', async () => {
  const { api, sent } = apiAnswering(() => Response.json({}))
  await api.call(openDirect, { id: OTHER, profileId: OTHER })
  await api.call(openDirect, { id: OTHER, profileId: OTHER }, { key: OTHER })
  assert.deepEqual(
    sent.map(({ init }) => new Headers(init.headers).get('idempotency-key')),
    [KEY, OTHER],
  )
})

test('a refusal keeps its code, status, details and request id', async () => {
  const problem = { type: '', title: '', status: 403, code: 'chat.adultPupilDirect', requestId: 'r1' }
  const { api } = apiAnswering(() => Response.json({ ...problem, details: { setBy: 'platform' } }, { status: 403 }))
  await assert.rejects(api.call(openDirect, { id: OTHER, profileId: OTHER }), (error) => {
    assert.ok(isFailure(error, 'chat.adultPupilDirect'))
    assert.deepEqual([error.status, error.requestId, error.details], [403, 'r1', { setBy: 'platform' }])
    return true
  })
})

test('an unreachable server and the page of a proxy are network failures that keep the key', async () => {
  const broken = apiAnswering(() => Promise.reject(new TypeError('fetch failed')))
  const proxied = apiAnswering(() => new Response('<h1>502</h1>', { status: 502 }))
  for (const { api } of [broken, proxied]) {
    await assert.rejects(api.call(openDirect, { id: OTHER, profileId: OTHER }), (error) => {
      assert.ok(error instanceof NetworkFailure && !(error instanceof ApiFailure))
      assert.equal(error.key, KEY)
      return true
    })
  }
})

test('a call that is given up fails with the reason of its signal', async () => {
  const abort = new AbortController()
  const { api } = apiAnswering(() => {
    abort.abort()
    return Promise.reject(abort.signal.reason)
  })
  await assert.rejects(api.call(cards, { ids: [OTHER] }, { signal: abort.signal }), { name: 'AbortError' })
})
