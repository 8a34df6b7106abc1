import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ChatHistory } from '#testkit/simulation/happenings.ts'
import { leadersOf, maySee, mayWrite, unreadOf, viewOf } from '#testkit/simulation/model.ts'
import {
  created,
  deleted,
  direct,
  END,
  edited,
  expired,
  group,
  history,
  joined,
  late,
  left,
  MINUTE,
  PEOPLE,
  posted,
  reacted,
  renamed,
  SECOND,
  short,
} from '#testkit/simulation/told-history.ts'

test('leaders follow the ownership from number to number [CHT-08/model]', () => {
  const chat = group(left('anna', 'anna'), left('boris', 'boris'), left('petya', 'petya'))
  const leaders = [0, 1, 2, 3, 4, 5].map((asOf) => leadersOf(chat, asOf))
  assert.deepEqual(leaders, [[], [], ['anna'], ['boris', 'petya'], ['petya'], []])
  const acted = group(left('anna', 'anna'), renamed('petya', 'Моё'))
  assert.deepEqual(leadersOf(acted, 4), ['petya'])
  assert.deepEqual(leadersOf(direct(), END), [])
  assert.deepEqual(leadersOf(history('group', [created(null), joined(null, ['anna', 'petya', 'roma'])]), END), [])
})

test('a group gets a next owner only when it has lost its last one [CHT-08/model]', () => {
  const two = [created(null), joined(null, ['boris', 'anna', 'vera', 'petya'], ['anna', 'vera']), left('anna', 'anna')]
  assert.deepEqual(leadersOf(history('group', two), END), ['vera'])
  const none = [created(null), joined(null, ['boris', 'anna', 'petya']), left('boris', 'boris')]
  assert.deepEqual(leadersOf(history('group', none), END), [])
})

test('who may write at which number [P-07/model]', () => {
  const chat = group(left('boris', 'boris'), joined('anna', ['vera']))
  const may = (profileId: string) => [1, 2, 3, 4].map((asOf) => mayWrite(chat, profileId, asOf, PEOPLE))
  assert.deepEqual(may('anna'), [false, true, false, true])
  assert.deepEqual(may('petya'), [false, true, false, true])
  assert.deepEqual(may('boris'), [false, true, false, false])
  assert.deepEqual(may('vera'), [false, false, false, true])
  assert.equal(mayWrite(direct(left(null, 'boris')), 'anna', 2, PEOPLE), true)
  assert.equal(mayWrite(direct(left(null, 'boris')), 'anna', 3, PEOPLE), false)
})

const seen = (chat: ChatHistory, profileId: string, asOf: number) =>
  chat.happenings.map(({ seq }) => seq).filter((seq) => maySee(chat, profileId, seq, asOf))

test('a founder sees everything, a newcomer from his joining on, a stranger nothing [A-53/model]', () => {
  const chat = group(posted('anna'), joined('anna', ['vera']), posted('boris'))
  assert.deepEqual(seen(chat, 'anna', 5), [1, 2, 3, 4, 5])
  assert.deepEqual(seen(chat, 'anna', 3), [1, 2, 3], 'what is to come is not seen')
  assert.deepEqual(seen(chat, 'vera', 3), [], 'not before he is in')
  assert.deepEqual(seen(chat, 'vera', 4), [4])
  assert.deepEqual(seen(chat, 'vera', 5), [4, 5])
  assert.deepEqual(seen(chat, 'roma', 5), [])
  assert.equal(maySee(chat, 'anna', 9, 9), false, 'there is no such number')
})

test('who is removed sees nothing, who comes back sees from then on [A-53/model]', () => {
  const chat = group(posted('boris'), left('anna', 'boris'), posted('anna'), joined('anna', ['boris']), posted('anna'))
  assert.deepEqual(seen(chat, 'boris', 3), [1, 2, 3])
  assert.deepEqual(seen(chat, 'boris', 4), [], 'not even his removal')
  assert.deepEqual(seen(chat, 'boris', 5), [])
  assert.deepEqual(seen(chat, 'boris', 7), [6, 7])
})

test('a default chat shows its past to a newcomer [A-53/model]', () => {
  const chat = history('group', [
    created(null),
    joined(null, ['anna', 'boris']),
    posted('anna'),
    joined(null, ['vera']),
  ])
  assert.deepEqual(seen(chat, 'vera', 4), [1, 2, 3, 4])
})

test('a dialogue shows everything, also to somebody who comes back', () => {
  const chat = direct(posted('boris'), left(null, 'boris'), joined(null, ['boris']), posted('anna'))
  assert.deepEqual(seen(chat, 'boris', 4), [])
  assert.deepEqual(seen(chat, 'boris', 6), [1, 2, 3, 4, 5, 6])
})

test('a change is shown to those who may see the message [A-53/model]', () => {
  const changes = [edited('anna', 3), reacted('boris', 3, '👍'), deleted('anna', 3)]
  const chat = group(posted('anna'), joined('anna', ['vera']), ...changes, posted('vera'), edited('vera', 8))
  assert.deepEqual(seen(chat, 'vera', 9), [4, 8, 9])
  assert.deepEqual(seen(chat, 'boris', 9), [1, 2, 3, 4, 5, 6, 7, 8, 9])
  assert.equal(maySee(group(edited('anna', 2), posted('anna')), 'anna', 3, 4), false, 'a change of nothing')
})

test('a view has the present state of every message [MSG-09/model] [MSG-11/model]', () => {
  const chat = group(
    posted('anna', { text: 'один' }),
    posted('boris', { text: 'два' }),
    edited('anna', 3, undefined, 'три'),
    reacted('boris', 3, '👍'),
    reacted('petya', 3, '❤'),
    reacted('anna', 3, '👍'),
    reacted('petya', 3, '👍'),
    reacted('boris', 4, '👍'),
    deleted('boris', 4),
    renamed('anna', 'Экскурсия'),
    left('boris', 'boris'),
  )
  const view = viewOf(chat, 'petya', 20 * SECOND)
  assert.deepEqual(view?.entries, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13])
  assert.deepEqual(view?.messages.get(3), {
    text: 'три',
    edited: true,
    erased: false,
    files: [],
    reactions: new Map([['👍', ['boris', 'anna', 'petya']]]),
  })
  assert.deepEqual(view?.messages.get(4), { text: null, edited: false, erased: true, files: [], reactions: new Map() })
  assert.deepEqual([...(view?.messages.keys() ?? [])], [3, 4])
  assert.equal(view?.title, 'Экскурсия')
  assert.deepEqual(view?.members, ['anna', 'petya'])
  assert.equal(viewOf(chat, 'boris', 20 * SECOND), null)
  assert.equal(viewOf(chat, 'vera', 20 * SECOND), null)
})

test('a newcomer’s view begins with him and has the name of today', () => {
  const view = viewOf(
    group(posted('anna'), renamed('anna', 'Экскурсия'), joined('anna', ['vera']), posted('boris')),
    'vera',
    END,
  )
  assert.deepEqual(view?.entries, [5, 6])
  assert.deepEqual([...(view?.messages.keys() ?? [])], [6])
  assert.equal(view?.title, 'Экскурсия')
  assert.deepEqual(view?.members, ['anna', 'boris', 'petya', 'vera'])
})

test('nothing brings an erased text back [MSG-13/model]', () => {
  const chat = group(posted('anna'), deleted('anna', 3), edited('anna', 3), reacted('boris', 3, '👍'))
  const gone = { text: null, edited: false, erased: true, files: [], reactions: new Map() }
  assert.deepEqual(viewOf(chat, 'boris', END)?.messages.get(3), gone)
})

test('a message goes at its time, whether or not its end is told by then [MSG-08/model]', () => {
  const text = (chat: ChatHistory, now: number) => viewOf(chat, 'anna', now)?.messages.get(3)?.text
  assert.equal(text(group(short()), late(MINUTE - 1)), 'привет')
  assert.equal(text(group(short()), late(MINUTE)), null)
  assert.equal(text(group(short(), expired(3, late(MINUTE))), late(MINUTE - 1)), null)
})

test('unread are the messages of others that can still be read (I6)', () => {
  const chat = group(
    posted('anna'),
    posted('boris'),
    posted('boris'),
    deleted('boris', 5),
    short(),
    joined('anna', ['vera']),
    edited('boris', 4),
    posted('anna'),
  )
  const soon = 10 * SECOND
  assert.equal(unreadOf(chat, 'petya', 0, soon), 4)
  assert.equal(unreadOf(chat, 'petya', 4, soon), 2)
  assert.equal(unreadOf(chat, 'petya', 4, 7 * SECOND + MINUTE), 1, 'what is over does not count')
  assert.equal(unreadOf(chat, 'petya', 10, soon), 0)
  assert.equal(unreadOf(chat, 'boris', 0, soon), 2)
  assert.equal(unreadOf(chat, 'vera', 0, soon), 1, 'the past is not hers')
  assert.equal(unreadOf(chat, 'roma', 0, soon), 0)
})
