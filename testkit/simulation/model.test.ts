import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ChatHistory } from '#testkit/simulation/happenings.ts'
import { judge } from '#testkit/simulation/model.ts'
import {
  created,
  DAY,
  deleted,
  direct,
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

/** Says that a history breaks no rule. */
function good(title: string, chat: ChatHistory): void {
  test(`good: ${title}`, () => assert.deepEqual(judge(chat, PEOPLE), []))
}

/** Says what of a history breaks a rule: the sentences about number `seq` that end so, and no others. */
function bad(title: string, chat: ChatHistory, seq: number, ...ends: string[]): void {
  test(`bad: ${title}`, () => {
    const kind = chat.happenings.find((each) => each.seq === seq)?.kind
    const sentences = ends.map((end) => `Chat c, number ${seq}, ${kind}: ${end}.`)
    assert.deepEqual(judge(chat, PEOPLE), sentences)
  })
}

good('nothing has happened', history('group', []))
good('a group is made and nothing else has come yet [CHT-01/model]', history('group', [created('anna')]))
good('a group is made [CHT-01/model]', group())
good('a dialogue is opened and both write [CHT-01/model]', direct(posted('boris'), posted('anna')))
bad('a number is left out [MSG-21/model]', group({ ...posted('anna'), seq: 4 }), 4, 'it stands at place 3')
bad(
  'a number stands twice [MSG-21/model]',
  group(posted('anna'), { ...posted('anna'), seq: 3 }),
  3,
  'it stands at place 4',
)
bad('the chat is created again', group(created('anna')), 3, 'the chat is created a second time')
bad(
  'something comes before the creation',
  history('group', [renamed(null, 'Класс'), joined(null, ['anna'])]),
  1,
  'it comes before the creation',
)
bad(
  'nobody joins with the creation',
  history('group', [created(null), renamed(null, 'Класс')]),
  2,
  'nobody has joined with the creation',
)
bad(
  'the maker is not in the group',
  history('group', [created('anna'), joined('anna', ['boris', 'vera'], ['boris'])]),
  2,
  'anna has made the chat and is not in it',
  'the owner is not anna alone, who has made the chat',
)
bad(
  'a group has a second owner from the start [CHT-08/model]',
  history('group', [created('anna'), joined('anna', ['anna', 'boris'], ['anna', 'boris'])]),
  2,
  'the owner is not anna alone, who has made the chat',
)
bad(
  'somebody else fills the group that Anna has made',
  history('group', [created('anna'), joined('boris', ['anna', 'boris'], ['anna'])]),
  2,
  'boris has not made the chat',
)

// Joining, leaving, names.
good('the owner adds somebody, who writes [CHT-04/model]', group(joined('anna', ['vera']), posted('vera')))
good('a member leaves and is added again', group(left('boris', 'boris'), joined('anna', ['boris']), posted('boris')))
good('the owner removes two [CHT-10/model]', group(left('anna', 'boris', 'petya')))
good('a rule takes a member out [GEN-01/model]', group(left(null, 'boris')))
good('the owner renames [CHT-07/model]', group(renamed('anna', 'Экскурсия')))
good(
  'a rule fills, renames and adds to a default chat [A-53/model]',
  history('group', [
    created(null),
    joined(null, ['anna', 'petya', 'roma'], ['anna']),
    renamed(null, '5А'),
    joined(null, ['vera']),
  ]),
)
bad('a member adds [CHT-03/model]', group(joined('boris', ['vera'])), 3, 'boris does not lead the chat')
bad('a stranger adds himself [CHT-06/model]', group(joined('vera', ['vera'])), 3, 'vera adds himself')
bad(
  'a rule adds to a group of people',
  group(joined(null, ['vera'])),
  3,
  'no rule adds people to what a person has made',
)
bad('somebody joins twice', group(joined('anna', ['boris'])), 3, 'boris is a member already')
bad('somebody is named twice', group(joined('anna', ['vera', 'vera'])), 3, 'vera is named twice')
bad('nobody joins', group(joined('anna', [])), 3, 'it names nobody')
bad(
  'somebody is added as an owner [CHT-08/model]',
  group(joined('anna', ['vera'], ['vera'])),
  3,
  'nobody is added as an owner',
)
bad(
  'a rule makes an owner of somebody who does not join',
  history('group', [created(null), joined(null, ['anna', 'boris'], ['vera'])]),
  2,
  'vera becomes an owner and does not join',
)
bad('nobody leaves', group(left('anna')), 3, 'it names nobody')
bad('a stranger leaves', group(left('vera', 'vera')), 3, 'vera is not a member')
bad('somebody leaves twice', group(left('boris', 'boris'), left('boris', 'boris')), 4, 'boris is not a member')
bad('a member removes another [CHT-10/model]', group(left('boris', 'petya')), 3, 'boris does not lead the chat')
bad(
  'a member leaves and takes another along',
  group(left('boris', 'boris', 'petya')),
  3,
  'boris does not lead the chat',
)
bad('a member renames [CHT-07/model]', group(renamed('boris', 'Моё')), 3, 'boris does not lead the chat')
bad('a stranger renames [CHT-07/model]', group(renamed('vera', 'Моё')), 3, 'vera does not lead the chat')
bad('a rule renames a group of people', group(renamed(null, 'Моё')), 3, 'no rule renames what a person has made')
bad(
  'a member adds to a default chat',
  history('group', [created(null), joined(null, ['anna', 'boris']), joined('anna', ['vera'])]),
  3,
  'anna does not lead the chat',
)

// The next owner. Of those who came with Anna any may be it, but only one of them.
const notLeading = (profileId: string) => `${profileId} does not lead the chat`
good(
  'a founder is the next owner [CHT-08/model]',
  group(left('anna', 'anna'), renamed('boris', 'Моё'), renamed('boris', 'Ещё')),
)
good(
  'so may another founder be [CHT-08/model]',
  group(left('anna', 'anna'), renamed('petya', 'Моё'), joined('petya', ['vera'])),
)
good(
  'the next owner stays one when the first comes back',
  group(left('anna', 'anna'), joined('boris', ['anna']), left('boris', 'anna')),
)
good(
  'the last of several heirs is the owner',
  group(joined('anna', ['vera']), left(null, 'anna'), left(null, 'boris'), renamed('petya', 'Моё')),
)
good(
  'an heir erases and edits as everybody may, and another leads',
  group(
    joined('anna', ['vera']),
    posted('boris'),
    left('anna', 'anna'),
    edited('boris', 4),
    deleted('boris', 4),
    renamed('petya', 'Моё'),
  ),
)
bad(
  'two founders lead after one another, by names',
  group(left('anna', 'anna'), renamed('boris', 'Моё'), renamed('petya', 'Моё')),
  5,
  notLeading('petya'),
)
bad(
  'by adding',
  group(left('anna', 'anna'), joined('boris', ['vera']), joined('petya', ['roma'])),
  5,
  notLeading('petya'),
)
bad(
  'by removing',
  group(joined('anna', ['vera']), left('anna', 'anna'), left('boris', 'vera'), renamed('petya', 'Моё')),
  6,
  notLeading('petya'),
)
bad(
  'by erasing',
  group(posted('petya'), left('anna', 'anna'), deleted('boris', 3), renamed('petya', 'Моё')),
  6,
  notLeading('petya'),
)
bad(
  'by erasing an own message late',
  group(posted('boris'), left('anna', 'anna'), deleted('boris', 3, 3 * SECOND + DAY), renamed('petya', 'Моё')),
  6,
  notLeading('petya'),
)
bad(
  'a later member takes the ownership',
  group(joined('anna', ['vera']), left('anna', 'anna'), renamed('vera', 'Моё')),
  5,
  notLeading('vera'),
)
bad(
  'the first owner comes back and leads',
  group(left('anna', 'anna'), joined('boris', ['anna']), renamed('anna', 'Снова')),
  5,
  notLeading('anna'),
)
bad(
  'who has been away in between is not the longest-standing',
  group(left('boris', 'boris'), joined('anna', ['boris']), left('anna', 'anna'), renamed('boris', 'Моё')),
  6,
  notLeading('boris'),
)
bad(
  'an heir who leaves and comes back is none',
  group(left('anna', 'anna'), left('boris', 'boris'), joined('petya', ['boris']), renamed('boris', 'Моё')),
  6,
  notLeading('boris'),
)

// Dialogues.
const PAIR = 'it makes an adult and a pupil a private pair'
const FORBIDDEN = 'an adult and a pupil are alone here and nobody may write'
good(
  'a rule ends a dialogue and it goes on [CNT-01/model]',
  direct(left(null, 'boris'), joined('anna', ['boris']), posted('boris')),
)
good(
  'two pupils have a dialogue',
  history('direct', [created('petya', ''), joined(null, ['petya', 'roma']), posted('roma')]),
)
bad(
  'a dialogue of one',
  history('direct', [created('anna', ''), joined('anna', ['anna'])]),
  2,
  'a dialogue has exactly two people',
)
bad(
  'a dialogue of three',
  history('direct', [created('anna', ''), joined('anna', ['anna', 'boris', 'vera'])]),
  2,
  'a dialogue has exactly two people',
)
bad(
  'a third opens a dialogue',
  history('direct', [created('vera', ''), joined(null, ['anna', 'boris'])]),
  2,
  'vera begins a dialogue of others',
)
bad(
  'a third comes into a dialogue',
  direct(joined('anna', ['vera'])),
  3,
  'vera is not one of the two people of the dialogue',
)
bad(
  'a third lets somebody back',
  direct(left(null, 'boris'), joined('vera', ['boris'])),
  4,
  'vera is not one of the two people of the dialogue',
)
bad(
  'somebody leaves a dialogue by his own wish',
  direct(left('anna', 'anna')),
  3,
  'nobody leaves a dialogue or removes from it by his own wish',
)
bad('a dialogue gets a name', direct(renamed('anna', 'Мы')), 3, 'a dialogue has no name')
bad(
  'a message comes while the other is out [GEN-06/model]',
  direct(left(null, 'boris'), posted('anna')),
  4,
  'the other person of the dialogue is not in it',
)
bad(
  'an adult opens a dialogue with a pupil [CNT-08/model]',
  history('direct', [created('anna', ''), joined('anna', ['anna', 'petya'])]),
  2,
  PAIR,
)
bad(
  'a pupil opens a dialogue with an adult [CNT-08/model]',
  history('direct', [created('petya', ''), joined('petya', ['anna', 'petya'])]),
  2,
  PAIR,
)
bad(
  'a group is made of an adult and a pupil [P-07/model]',
  history('group', [created('anna'), joined('anna', ['anna', 'petya'], ['anna'])]),
  2,
  PAIR,
)

// An adult and a pupil alone in a group.
good(
  'they are left alone, erase, take back and go [P-07/model]',
  group(
    posted('petya'),
    reacted('anna', 3, '👍'),
    left('boris', 'boris'),
    reacted('anna', 3, null),
    deleted('petya', 3),
    left('petya', 'petya'),
  ),
)
good(
  'a second adult comes and both write again [P-07/model]',
  group(left('boris', 'boris'), joined('anna', ['vera']), posted('petya'), posted('anna')),
)
good(
  'two adults, two pupils or one person alone may write [P-07/model]',
  group(left('petya', 'petya'), posted('anna'), left('boris', 'boris'), posted('anna')),
)
bad('the adult writes to the pupil alone [P-07/model]', group(left('boris', 'boris'), posted('anna')), 4, FORBIDDEN)
bad('the pupil writes to the adult alone [P-07/model]', group(left('boris', 'boris'), posted('petya')), 4, FORBIDDEN)
bad(
  'the adult writes by editing [P-07/model]',
  group(posted('anna'), left('boris', 'boris'), edited('anna', 3)),
  5,
  FORBIDDEN,
)
bad(
  'the adult reacts [P-07/model]',
  group(posted('petya'), left('boris', 'boris'), reacted('anna', 3, '👍')),
  5,
  FORBIDDEN,
)

// Messages.
good('two people choose the same key', group(posted('anna', { key: 'k' }), posted('boris', { key: 'k' })))
good('the longest text [MSG-01/model]', group(posted('anna', { text: '😀'.repeat(4096) })))
good(
  'an answer to an own and to an erased message [MSG-20/model]',
  group(posted('anna'), posted('anna', { replyToSeq: 3 }), deleted('anna', 3), posted('boris', { replyToSeq: 3 })),
)
bad('a stranger writes', group(posted('vera')), 3, 'vera is not a member')
bad('somebody writes after he was removed', group(left('anna', 'boris'), posted('boris')), 4, 'boris is not a member')
bad(
  'a message stands twice [MSG-21/model]',
  group(posted('anna', { key: 'k' }), posted('anna', { key: 'k' })),
  4,
  'anna has used the key k before',
)
bad('an empty message', group(posted('anna', { text: ' \n' })), 3, 'the text is empty')
bad(
  'too long a text [MSG-01/model]',
  group(posted('anna', { text: 'я'.repeat(4097) })),
  3,
  'the text is longer than 4096 characters',
)
bad(
  'an answer to a number to come [MSG-20/model]',
  group(posted('anna', { replyToSeq: 4 }), posted('anna')),
  3,
  'the answer is to nothing: number 4 is not a message before it',
)
bad(
  'an answer to itself [MSG-20/model]',
  group(posted('anna', { replyToSeq: 3 })),
  3,
  'the answer is to nothing: number 3 is not a message before it',
)
bad(
  'an answer to a line about members [MSG-20/model]',
  group(posted('anna', { replyToSeq: 2 })),
  3,
  'the answer is to nothing: number 2 is not a message before it',
)
bad(
  'a newcomer answers what was before him [A-53/model]',
  group(posted('anna'), joined('anna', ['vera']), posted('vera', { replyToSeq: 3 })),
  5,
  'the answer is to nothing: vera may not see number 3',
)

// Editing.
good(
  'the sender edits twice within the day [MSG-09/model]',
  group(posted('boris'), edited('boris', 3), edited('boris', 3, late(DAY - 1))),
)
bad(
  'a day is over [MSG-09/model]',
  group(posted('boris'), edited('boris', 3, late(DAY))),
  4,
  'a message is edited after its first day',
)
bad(
  'the owner edits the message of another [MSG-09/model]',
  group(posted('boris'), edited('anna', 3)),
  4,
  'anna edits a message of boris',
)
bad(
  'somebody edits after he left',
  group(posted('boris'), left('boris', 'boris'), edited('boris', 3)),
  5,
  'boris is not a member',
)
bad(
  'somebody edits what is hidden from him since he came back',
  group(posted('boris'), left('boris', 'boris'), joined('anna', ['boris']), edited('boris', 3)),
  6,
  'boris may not see number 3',
)
bad('a line is edited', group(edited('anna', 2)), 3, 'number 2 is not a message before it')
bad(
  'an erased message is edited',
  group(posted('boris'), deleted('boris', 3), edited('boris', 3)),
  5,
  'number 3 is erased',
)
bad('an edit empties a message', group(posted('boris'), edited('boris', 3, undefined, '')), 4, 'the text is empty')
bad(
  'an edit comes when the time of the message is over [MSG-08/model]',
  group(posted('boris', { lifetimeMs: MINUTE }), edited('boris', 3, late(MINUTE))),
  4,
  'number 3 is erased',
)

// Erasing.
good('the sender erases within the day [A-30/model]', group(posted('boris'), deleted('boris', 3, late(DAY - 1))))
good(
  'the owner erases anything at any time [A-30/model]',
  group(posted('boris'), posted('anna'), deleted('anna', 3, late(9 * DAY)), deleted('anna', 4, late(9 * DAY))),
)
bad(
  'the sender erases after a day [A-30/model]',
  group(posted('boris'), deleted('boris', 3, late(DAY))),
  4,
  'an own message is erased after its first day',
)
bad(
  'a member erases the message of another [A-30/model]',
  group(posted('boris'), deleted('petya', 3)),
  4,
  'petya may not erase a message of boris',
)
bad(
  'one of a dialogue erases the message of the other [A-30/model]',
  direct(posted('boris'), deleted('anna', 3)),
  4,
  'anna may not erase a message of boris',
)
bad(
  'a removed sender erases',
  group(posted('boris'), left('anna', 'boris'), deleted('boris', 3)),
  5,
  'boris is not a member',
)
bad(
  'a message is erased twice',
  group(posted('boris'), deleted('boris', 3), deleted('boris', 3)),
  5,
  'number 3 is erased already',
)
bad('a number to come is erased', group(deleted('anna', 4), posted('anna')), 3, 'number 4 is not a message before it')
bad(
  'an owner erases what he may not see',
  group(posted('boris'), joined('anna', ['vera']), left(null, 'anna', 'boris', 'petya'), deleted('vera', 3)),
  6,
  'vera may not see number 3',
)

// Lifetimes.
for (const lifetimeMs of [MINUTE, 60 * MINUTE, DAY, 7 * DAY]) {
  good(
    `a message of ${lifetimeMs} ms ends when it should [A-28/model]`,
    group(posted('boris', { lifetimeMs }), expired(3, late(lifetimeMs))),
  )
}
good('a message ends a minute after its time [MSG-08/model]', group(short(), expired(3, late(2 * MINUTE))))
bad(
  'a message ends too early [MSG-08/model]',
  group(short(), expired(3, late(MINUTE - 1))),
  4,
  'it comes 1 ms before the time',
)
bad(
  'a message ends too late [MSG-08/model]',
  group(short(), expired(3, late(2 * MINUTE + 1))),
  4,
  'it comes 60001 ms after the time',
)
bad('a message without a lifetime ends', group(posted('boris'), expired(3, late(DAY))), 4, 'number 3 has no lifetime')
bad(
  'a message ends twice',
  group(short(), expired(3, late(MINUTE)), expired(3, late(MINUTE))),
  5,
  'number 3 is erased already',
)
bad('a line ends', group(expired(2, late(DAY))), 3, 'number 2 is not a message before it')
bad(
  'a lifetime that is not offered [A-28/model]',
  group(posted('boris', { lifetimeMs: 5 })),
  3,
  'there is no lifetime of 5 ms',
)

// Reactions.
good(
  'reactions are given, changed and taken back [MSG-12/model]',
  group(
    posted('boris'),
    reacted('boris', 3, '👍'),
    reacted('petya', 3, '👍'),
    reacted('petya', 3, '❤'),
    reacted('petya', 3, null),
    reacted('petya', 3, '❤'),
  ),
)
bad('a stranger reacts [MSG-12/model]', group(posted('boris'), reacted('vera', 3, '👍')), 4, 'vera is not a member')
bad(
  'a newcomer reacts to what was before him [A-53/model]',
  group(posted('boris'), joined('anna', ['vera']), reacted('vera', 3, '👍')),
  5,
  'vera may not see number 3',
)
bad('a reaction to a line [MSG-12/model]', group(reacted('anna', 2, '👍')), 3, 'number 2 is not a message before it')
bad(
  'a reaction to an erased message [MSG-12/model]',
  group(posted('boris'), deleted('boris', 3), reacted('anna', 3, '👍')),
  5,
  'number 3 is erased',
)
bad(
  'a reaction when the time is over [MSG-08/model]',
  group(short(), reacted('anna', 3, '👍', late(MINUTE))),
  4,
  'number 3 is erased',
)
bad('nothing is taken back', group(posted('boris'), reacted('anna', 3, null)), 4, 'it changes nothing')
bad(
  'the same reaction again',
  group(posted('boris'), reacted('anna', 3, '👍'), reacted('anna', 3, '👍')),
  5,
  'it changes nothing',
)

test('bad: whoever does what a leader may does not lead by it', () => {
  const sentences = judge(group(renamed('boris', 'Моё'), renamed('boris', 'Ещё')), PEOPLE)
  assert.deepEqual(sentences, [
    'Chat c, number 3, renamed: boris does not lead the chat.',
    'Chat c, number 4, renamed: boris does not lead the chat.',
  ])
})
