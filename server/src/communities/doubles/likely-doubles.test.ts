import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Candidate, groundsOf, likelyPairs } from './likely-doubles.ts'

let last = 0
const candidate = (change: Partial<Candidate> = {}): Candidate => {
  last += 1
  return {
    id: `00000000-0000-7000-8000-${String(last).padStart(12, '0')}`,
    surname: 'Семёнова',
    name: 'Алёна',
    patronymic: '',
    birthDate: null,
    contacts: [],
    places: [],
    apart: 'adult',
    ...change,
  }
}
const unitId = '11111111-0000-7000-8000-000000000000'

test('[STR-14/likely] the same name and one thing more make a likely double, and a name alone makes none', () => {
  const day = { birthDate: '1980-02-03' }
  const cases: [Partial<Candidate>, Partial<Candidate>, string[]][] = [
    [{}, {}, []],
    [day, day, ['name', 'birthDate']],
    [day, { ...day, surname: 'семенова', name: 'АЛЕНА' }, ['name', 'birthDate']],
    [day, { ...day, surname: 'Алёна', name: 'Семёнова' }, ['name', 'birthDate']],
    [{ ...day, patronymic: 'Юрьевна' }, { ...day, patronymic: 'Олеговна' }, []],
    [{ ...day, patronymic: 'Юрьевна' }, day, ['name', 'birthDate']],
    [day, { birthDate: '1980-02-04' }, []],
    [{ contacts: ['+79001112233'] }, { contacts: ['+79001112233'] }, ['name', 'contact']],
    [{ places: [{ role: 'staff', unitId }] }, { places: [{ role: 'staff', unitId }] }, ['name', 'place']],
    [{ places: [{ role: 'staff', unitId }] }, { places: [{ role: 'lead', unitId }] }, []],
    [{ places: [{ role: 'administrator', unitId: null }] }, { places: [{ role: 'administrator', unitId: null }] }, []],
    [{ ...day, contacts: ['x'] }, { ...day, contacts: ['x'], surname: 'Петрова' }, ['birthDate', 'contact']],
    [day, { ...day, surname: 'Петрова' }, []],
    [day, { ...day, apart: 'child' }, []],
  ]
  for (const [one, other, grounds] of cases) {
    assert.deepEqual(groundsOf(candidate(one), candidate(other)), grounds, JSON.stringify([one, other]))
  }
})

test('[STR-14/likely] each pair is found once, the surest first', () => {
  const day = { birthDate: '1980-02-03' }
  const [a, b, c] = [candidate({ ...day, contacts: ['x'] }), candidate(day), candidate({ ...day, contacts: ['x'] })]
  const found = likelyPairs([c, b, a]).map(({ one, other }) => [one, other])
  assert.deepEqual(found, [
    [a.id, c.id],
    [a.id, b.id],
    [b.id, c.id],
  ])
})
