import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ROSTER_CHUNK, ROSTER_FILE_KEPT_MS } from '#contract/communities/roster.limits.ts'
import type { RosterImport } from '#contract/communities/roster.ts'
import { type Cast, createCast, foundOrganisation, type Organisation } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { applySheet, importSheet, settled } from '#testkit/rosters.ts'
import { bookOf } from '#testkit/sheets.ts'
import { upload } from '#testkit/uploads.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const HEAD = ['ФИО', 'Класс', 'Дата рождения', 'Телефон', 'Мать', 'Телефон матери']
const ANNA = ['Ёлкина Анна Ильинична', '5 Б', '01.02.2012', '89035550101', 'Ёлкина Мария Юрьевна', '89035550102']
const PETR = ['Бобров Пётр Львович', '6-А', '02.02.2012', '', '', '']
const ODD = ['Сомов Ян', '6-А', '99.99.2012', '', '', '']
const NOBODY = ['Одно', '6-А', '', '', '', '']

const sheetOf = (...rows: readonly (readonly string[])[]) =>
  bookOf([{ name: 'Список', rows: [['Школа'], HEAD, ...rows] }])

/** A school of its own, so that tests do not meet each other's people. */
async function school(): Promise<Organisation> {
  const administrator = { surname: 'Новая', name: 'Анна', patronymic: 'Львовна' }
  const found = await foundOrganisation(world, cast.operator, { type: 'school', name: 'Школа', administrator })
  const { communityId } = found
  await found.administrator.client.call('units.create', { id: newId(), communityId, name: '5«Б»', grade: 5 })
  return found
}

const load = ({ administrator, communityId }: Organisation, bytes: Buffer) =>
  importSheet(administrator.client, communityId, bytes)
const take = ({ administrator }: Organisation, read: RosterImport, withDoubts = false) =>
  applySheet(administrator.client, read, withDoubts)
const namesOf = async ({ administrator, communityId }: Organisation) => {
  const { records } = await administrator.client.call('roster.records', { communityId })
  return records.map(({ surname, name, role, unitName }) => [surname, name, role, unitName].join(' '))
}
const unitsOf = async ({ administrator, communityId }: Organisation) => {
  const { units } = await administrator.client.call('units.list', { communityId })
  return units.filter(({ unit }) => !unit.system).map(({ unit }) => unit.name)
}
const undo = async ({ administrator }: Organisation, { id }: RosterImport) => {
  await administrator.client.call('roster.undo', { importId: id })
  return settled(administrator.client, id)
}

test('[INV-06/roster] a list is shown row by row before it counts, and then taken over with the units that are missing', async () => {
  const place = await school()
  const { client } = place.administrator
  const read = await load(place, sheetOf(ANNA, PETR, ODD, NOBODY))
  assert.deepEqual([read.state, read.headRow, read.newUnits], ['ready', 2, ['6«А»']])
  assert.deepEqual(read.counts, { understood: 2, doubt: 1, unclear: 1, new: 3, changed: 0, same: 0 })
  assert.deepEqual(read.columns[1], { head: 'Класс', field: 'unit', sample: '5 Б' })
  const doubted = await client.call('roster.rows', { importId: read.id, verdict: 'doubt' })
  assert.deepEqual([doubted.total, doubted.rows[0]!.position, doubted.rows[0]!.reasons], [1, 5, ['birthDateOdd']])
  const first = await client.call('roster.rows', { importId: read.id, limit: 1 })
  const rest = await client.call('roster.rows', { importId: read.id, limit: 9, cursor: first.next! })
  assert.deepEqual([first.rows[0]!.position, ...rest.rows.map(({ position }) => position)], [3, 4, 5, 6])
  assert.deepEqual(await namesOf(place), [])
  const done = await take(place, read)
  assert.deepEqual([done.state, done.added, done.corrected, done.unitsMade, done.done], ['applied', 3, 0, 1, 2])
  assert.deepEqual(await namesOf(place), [
    'Бобров Пётр pupil 6«А»',
    'Ёлкина Анна pupil 5«Б»',
    'Ёлкина Мария parent 5«Б»',
  ])
  assert.deepEqual(await unitsOf(place), ['5«Б»', '6«А»'])
  const found = await client.call('roster.records', { communityId: place.communityId, search: 'елкина мар' })
  assert.deepEqual(
    found.records.map(({ childName, phones }) => [childName, ...phones]),
    [['Ёлкина Анна', '+79035550102']],
  )
})

test('[INV-06/roster] the same list again changes nothing, and a corrected one shows what it changes', async () => {
  const place = await school()
  const { client } = place.administrator
  await take(place, await load(place, sheetOf(ANNA, PETR)))
  const again = await load(place, sheetOf(ANNA, PETR))
  assert.deepEqual([again.counts.same, again.counts.new, again.counts.changed, again.missing], [2, 0, 0, 0])
  const same = await take(place, again)
  assert.deepEqual([same.added, same.corrected], [0, 0])
  const moved = ANNA.with(1, '6А').with(5, '89035550199')
  const changed = await load(place, sheetOf(moved))
  assert.deepEqual([changed.counts.changed, changed.missing], [1, 1])
  const { rows } = await client.call('roster.rows', { importId: changed.id, change: 'changed' })
  assert.deepEqual(rows[0]!.changed, [
    { what: 'unit', before: '5«Б»', after: '6«А»' },
    {
      what: 'guardians',
      before: 'Ёлкина Мария Юрьевна +79035550102',
      after: 'Ёлкина Мария Юрьевна +79035550102 +79035550199',
    },
  ])
  const done = await take(place, changed)
  assert.deepEqual([done.added, done.corrected], [0, 2])
  assert.equal((await namesOf(place)).length, 3)
})

test('[INV-06/roster] a file is taken back whole: people and units are as before it, and whom a later file has changed stays', async () => {
  const place = await school()
  const first = await take(place, await load(place, sheetOf(ANNA)))
  const before = await namesOf(place)
  const second = await take(place, await load(place, sheetOf(ANNA.with(1, '6А'), PETR)))
  const back = await undo(place, second)
  assert.deepEqual([back.state, back.kept, back.undoUntil], ['undone', 0, null])
  assert.deepEqual(await namesOf(place), before)
  assert.deepEqual(await unitsOf(place), ['5«Б»'])
  await take(place, await load(place, sheetOf(ANNA.with(3, '89035550777'))))
  const kept = await undo(place, first)
  assert.equal(kept.kept, 1)
  assert.ok((await namesOf(place)).includes('Ёлкина Анна pupil 5«Б»'))
})

test('[INV-06/roster] what columns hold is corrected by the person, and the rows are read anew', async () => {
  const place = await school()
  const { client } = place.administrator
  const read = await load(
    place,
    bookOf([
      {
        name: 'Л',
        rows: [
          ['Кто', 'Куда'],
          ['Ёлкина Анна', '5Б'],
          ['Бобров Пётр', '5Б'],
        ],
      },
    ]),
  )
  const said = { importId: read.id, version: read.version, headRow: 1, list: 'pupils' as const }
  await client.refused('roster.setColumns', { ...said, columns: ['skip', 'unit'] }, 'roster.nameColumnMissing')
  const set = await client.call('roster.setColumns', { ...said, columns: ['fullName', 'unit'] })
  assert.deepEqual(set.counts, { understood: 2, doubt: 0, unclear: 0, new: 2, changed: 0, same: 0 })
  await client.refused('roster.setColumns', { ...said, columns: ['fullName', 'unit'] }, 'roster.changed')
  await client.refused(
    'roster.apply',
    { importId: read.id, version: read.version, withDoubts: false },
    'roster.changed',
  )
})

test('[INV-06/roster] long work goes step by step, is stopped in the middle, and its part is taken back', async () => {
  const place = await school()
  const { client } = place.administrator
  const letters = 'АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ'
  const people = Array.from({ length: ROSTER_CHUNK * 3 }, (_, n) => [
    `${letters[n % 28]}${letters[Math.floor(n / 28) % 28]!.toLowerCase()}ров Иван`,
    '5Б',
    `01.02.${2008 + (n % 8)}`,
  ])
  const read = await load(place, sheetOf(...people))
  assert.equal(read.counts.understood, people.length)
  await client.call('roster.apply', { importId: read.id, version: read.version, withDoubts: false })
  await client.call('roster.cancel', { importId: read.id })
  const stopped = await settled(client, read.id)
  assert.equal(stopped.state, 'stopped')
  assert.equal((await namesOf(place)).length, Math.min(50, stopped.added))
  const back = await undo(place, stopped)
  assert.equal(back.state, 'undone')
  assert.deepEqual(await namesOf(place), [])
  const whole = await take(place, await load(place, sheetOf(...people)))
  assert.deepEqual([whole.state, whole.added, whole.done], ['applied', people.length, people.length])
})

test('[INV-06/roster] a file that is only looked at is forgotten with its rows, an upload is gone once it is read, and rows go after thirty days', async () => {
  const place = await school()
  const { client } = place.administrator
  const fileId = await upload(client, sheetOf(ANNA), 'sheet')
  const input = { id: newId(), communityId: place.communityId, fileId, fileName: 'Список.xlsx' }
  const read = await client.call('roster.import', input)
  assert.deepEqual(await client.call('roster.import', input), read)
  await client.refused('roster.import', { ...input, id: newId() }, 'file.unknown')
  assert.deepEqual(await client.call('roster.cancel', { importId: read.id }), { import: null })
  await client.refused('roster.get', { importId: read.id }, 'roster.unknown')
  const applied = await take(place, await load(place, sheetOf(ANNA)))
  world.clock.advance(ROSTER_FILE_KEPT_MS)
  await client.refused('roster.undo', { importId: applied.id }, 'roster.undoOver')
  assert.equal((await namesOf(place)).length, 2)
})

test('[INV-06/roster] only those who manage members come to a list, also by the id of a file', async () => {
  const { director, teacher, stranger, school: own } = cast
  const { communityId } = own
  const read = await importSheet(director.client, communityId, sheetOf(ANNA))
  await teacher.client.refused('roster.open', { communityId }, 'community.notAllowed')
  await teacher.client.refused('roster.get', { importId: read.id }, 'community.notAllowed')
  await stranger.client.refused('roster.get', { importId: read.id }, 'roster.unknown')
  await stranger.client.refused('roster.records', { communityId }, 'community.unknown')
  await applySheet(director.client, read)
  const other = { communityId: cast.kindergarten.communityId, ids: 'all' as const }
  assert.deepEqual(await stranger.client.call('roster.remove', other), { removed: 0 })
  assert.deepEqual(await director.client.call('roster.remove', { communityId, ids: 'all' }), { removed: 2 })
})

test('[INV-06/roster] files that are no table are refused by name', async () => {
  const { director, school: own } = cast
  const refused = async (bytes: Buffer, code: 'roster.oldExcel' | 'roster.unreadable' | 'roster.empty') => {
    const fileId = await upload(director.client, bytes, 'sheet')
    const input = { id: newId(), communityId: own.communityId, fileId, fileName: 'Список' }
    await director.client.refused('roster.import', input, code)
  }
  await refused(Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'roster.oldExcel')
  await refused(Buffer.from([0, 1, 2]), 'roster.unreadable')
  await refused(Buffer.from(';;;'), 'roster.empty')
})
