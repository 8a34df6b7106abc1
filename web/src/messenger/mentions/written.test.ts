import assert from 'node:assert/strict'
import { test } from 'node:test'
import { piecesOf, trimmed, typedName, type Written, withName, withTyped } from './written.ts'

const ANNA = '01890a5d-ac96-774b-bcce-000000000001'
const OLEG = '01890a5d-ac96-774b-bcce-000000000002'
const two: Written = {
  text: 'Ну @Анна, и @Олег!',
  mentions: [
    { profileId: ANNA, from: 3, length: 5 },
    { profileId: OLEG, from: 12, length: 5 },
  ],
}

const namesOf = (written: Written) =>
  written.mentions.map(({ profileId, from, length }) => [profileId, written.text.slice(from, from + length)])

test('[MSG-20/mention] a name stays where its words are, whatever is typed around it', () => {
  const both = [
    [ANNA, '@Анна'],
    [OLEG, '@Олег'],
  ]
  for (const next of ['Вот Ну @Анна, и @Олег!', 'Ну @Анна, да и @Олег!', 'Ну @Анна, и @Олег! Да', '@Анна, и @Олег!']) {
    assert.deepEqual(namesOf(withTyped(two, next)), both, next)
  }
  assert.deepEqual(namesOf(withTyped(two, 'Ну @Анна-, и @Олег!')), both)
})

test('[MSG-20/mention] a name that is touched is a text like others', () => {
  assert.deepEqual(namesOf(withTyped(two, 'Ну @Ана, и @Олег!')), [[OLEG, '@Олег']])
  assert.deepEqual(namesOf(withTyped(two, 'Ну @Анна, и @Оле!')), [[ANNA, '@Анна']])
  assert.deepEqual(withTyped(two, ''), { text: '', mentions: [] })
})

test('[MSG-20/mention] a name is looked for behind an «@» that begins a word, and not in an address', () => {
  const at = (text: string) => typedName({ text, mentions: [] }, text.length)
  assert.deepEqual(at('Спросим @Ан'), { from: 8, query: 'Ан' })
  assert.deepEqual(at('@'), { from: 0, query: '' })
  assert.deepEqual(at('(@Анна Пе'), { from: 1, query: 'Анна Пе' })
  assert.equal(at('anna@mail'), null)
  assert.equal(at('@Анна\nи'), null)
  assert.equal(typedName(two, 8), null, 'it is one already')
})

test('[MSG-20/mention] the chosen name takes the place of what was typed, and others move with their words', () => {
  const text = 'Да @ан, и @Олег'
  const before = { text, mentions: [{ profileId: OLEG, from: 10, length: 5 }] }
  const { caret, ...after } = withName(before, { from: 3, query: 'ан' }, { profileId: ANNA, name: 'Анна Петрова' })
  assert.equal(after.text, 'Да @Анна Петрова, и @Олег')
  assert.deepEqual(namesOf(after), [
    [ANNA, '@Анна Петрова'],
    [OLEG, '@Олег'],
  ])
  assert.equal(caret, 17)
  const everybody = withName({ text: '@', mentions: [] }, { from: 0, query: '' }, { profileId: null, name: 'все' })
  assert.deepEqual(everybody, { text: '@все ', mentions: [{ profileId: null, from: 0, length: 4 }], caret: 5 })
})

test('[MSG-20/mention] what is sent has no white space around it, and is shown in pieces', () => {
  const sent = trimmed(withTyped(withTyped(two, `\n  ${two.text}`), `\n  ${two.text} `))
  assert.deepEqual(sent, two)
  assert.deepEqual(
    piecesOf(two).map(({ text, mention }) => [text, mention?.profileId]),
    [
      ['Ну ', undefined],
      ['@Анна', ANNA],
      [', и ', undefined],
      ['@Олег', OLEG],
      ['!', undefined],
    ],
  )
})
