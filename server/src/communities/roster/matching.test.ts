import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import {
  chanceOf,
  type NoisyApplication,
  noisyApplications,
  type TruePupil,
  trueSchool,
} from '#testkit/roster-noise.ts'
import { matchAll } from './match-all.ts'
import { type Applicant, createMatcher, editsBetween, type MatchRecord } from './matching.ts'
import { personKey } from './read-row.ts'

const SEEDS = 20
const APPLICATIONS = 500
const SCHOOL = 1_200
const NOISE = 0.08

const hashOf = (phone: string) => createHash('sha256').update(phone).digest('hex')
let lastId = 0
const idOf = (what: string) => {
  lastId += 1
  return `${what}-${lastId}`
}

function recordOf(pupil: TruePupil, more: Partial<MatchRecord> = {}): MatchRecord {
  const phones = pupil.phone === null ? [] : [pupil.phone]
  return {
    id: idOf('record'),
    community_id: 'school',
    version: 1,
    role: 'pupil',
    child_id: null,
    surname: pupil.surname,
    name: pupil.name,
    patronymic: pupil.patronymic,
    name_key: personKey(pupil),
    birth_date: pupil.birthDate,
    unit_id: pupil.className,
    unit_name: pupil.className,
    phones,
    phoneHashes: phones.map(hashOf),
    source: 'sheet',
    import_id: null,
    ...more,
  }
}

function applicantOf(person: TruePupil, more: Partial<Applicant> = {}): Applicant {
  const id = idOf('application')
  return {
    id,
    profileId: `profile of ${id}`,
    role: 'pupil',
    surname: person.surname,
    name: person.name,
    patronymic: person.patronymic,
    birthDate: person.birthDate,
    unitId: person.className,
    unitName: person.className,
    phoneHash: person.phone === null ? null : hashOf(person.phone),
    child: null,
    ...more,
  }
}

const ANNA: TruePupil = {
  surname: 'Соловьёва',
  name: 'Анна',
  patronymic: 'Игоревна',
  birthDate: '2012-03-05',
  className: '5«Б»',
  phone: null,
}
const kindOf = (applicant: Applicant, ...records: MatchRecord[]) => {
  const { kind, differences } = createMatcher(records)(applicant)
  return [kind, ...differences.map(({ what }) => what)].join(' ')
}

test('[INV-06/precision] of 500 applications with 8 % noise none is approved by mistake, and nine of ten are approved in bulk', () => {
  const recalls: number[] = []
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const chance = chanceOf(seed)
    const school = trueSchool(SCHOOL, chance)
    const applications = noisyApplications(school, APPLICATIONS, NOISE, chance)
    const records = new Map(school.map((pupil) => [pupil, recordOf(pupil)]))
    const told = new Map<string, NoisyApplication>()
    const applicants = applications.map((application) => {
      const applicant = applicantOf(application)
      told.set(applicant.id, application)
      return applicant
    })
    const found = matchAll(applicants, [...records.values()], () => false)
    const exact = [...found].filter(([, { kind }]) => kind === 'exact')
    for (const [id, { record }] of exact) {
      const { truth, noise } = told.get(id)!
      assert.ok(truth !== null && records.get(truth) === record, `seed ${seed}: ${noise} was taken for somebody else`)
    }
    recalls.push(exact.length / applications.filter(({ truth }) => truth !== null).length)
  }
  assert.ok(Math.min(...recalls) >= 0.9, `recall is ${Math.min(...recalls)} at worst`)
})

test('[INV-06/match] ё and е, a missing patronymic and the way of writing make no difference', () => {
  const record = recordOf(ANNA)
  assert.equal(kindOf(applicantOf(ANNA), record), 'exact')
  assert.equal(kindOf(applicantOf({ ...ANNA, surname: 'СОЛОВЬЕВА', patronymic: '' }), record), 'exact')
})

test('[INV-06/match] what differs is named: one letter, the order of names, an initial, day and month, the class', () => {
  const record = recordOf(ANNA)
  const near = (change: Partial<TruePupil>) => kindOf(applicantOf({ ...ANNA, ...change }), record)
  assert.equal(near({ surname: 'Соловева' }), 'near surname')
  assert.equal(near({ surname: 'Анна', name: 'Соловьёва' }), 'near nameOrder')
  assert.equal(near({ name: 'А' }), 'near name')
  assert.equal(near({ patronymic: 'Петровна' }), 'near patronymic')
  assert.equal(near({ birthDate: '2012-05-03' }), 'near dayAndMonth')
  assert.equal(near({ birthDate: '2013-03-05' }), 'near birthDate')
  assert.equal(near({ className: '6«А»' }), 'near unit')
  assert.equal(near({ surname: 'Громова', birthDate: '2011-11-11' }), 'none')
})

test('[INV-06/match] a pupil is never taken for one of two namesakes by the name alone', () => {
  const undated = { birth_date: null }
  assert.equal(kindOf(applicantOf(ANNA), recordOf(ANNA, undated)), 'near birthDateMissing')
  assert.equal(kindOf(applicantOf(ANNA), recordOf(ANNA, undated), recordOf(ANNA, undated)), 'several')
  const elsewhere = recordOf({ ...ANNA, className: '6«А»' }, undated)
  assert.equal(kindOf(applicantOf(ANNA), recordOf(ANNA, undated), elsewhere), 'several')
  // The birth date tells them apart, unless nobody knows that of the other one.
  const other = recordOf({ ...ANNA, birthDate: '2012-09-09' })
  assert.equal(kindOf(applicantOf(ANNA), recordOf(ANNA), other), 'exact')
  assert.equal(kindOf(applicantOf(ANNA), recordOf(ANNA), recordOf(ANNA, undated)), 'several')
})

test('[INV-06/match] a number counts most: it proves whom no date does, and belongs to nobody else', () => {
  const phone = '+79030000001'
  const record = recordOf({ ...ANNA, phone }, { birth_date: null })
  assert.equal(kindOf(applicantOf({ ...ANNA, phone }), record), 'exact')
  const other = recordOf({ ...ANNA, surname: 'Громова', name: 'Вера', birthDate: '2010-07-07', phone })
  assert.equal(kindOf(applicantOf({ ...ANNA, phone }), recordOf(ANNA), other), 'near phoneOfOther')
  const mother = { ...ANNA, name: 'Мария', phone }
  const child = recordOf(ANNA)
  const parent = recordOf(mother, { role: 'parent', child_id: child.id, birth_date: null })
  // A child signs in with the number of its mother.
  assert.equal(kindOf(applicantOf({ ...ANNA, phone }), child, parent), 'exact')
})

test('[INV-06/match] a parent is known by the number and by the child; the staff by the number or the birth date', () => {
  const phone = '+79030000002'
  const child = recordOf(ANNA)
  const mother = { ...ANNA, name: 'Мария', patronymic: 'Юрьевна', birthDate: '1985-01-01', phone }
  const record = recordOf(mother, { role: 'parent', child_id: child.id, birth_date: null })
  const parent = (more: Partial<Applicant>) => applicantOf(mother, { role: 'parent', child: ANNA, ...more })
  assert.equal(kindOf(parent({}), child, record), 'exact')
  assert.equal(kindOf(parent({ phoneHash: null }), child, record), 'near phone')
  assert.equal(kindOf(parent({ child: { ...ANNA, name: 'Вера' } }), child, record), 'near child')
  const teacher = recordOf({ ...mother, className: '' }, { role: 'staff', unit_id: null })
  assert.equal(kindOf(applicantOf(mother, { role: 'lead', phoneHash: null }), teacher), 'exact')
  assert.equal(kindOf(applicantOf(mother, { role: 'pupil' }), teacher), 'near role unit')
})

test('[INV-06/match] nobody is approved in bulk who applies twice for one, or for whom a member stands there', () => {
  const twice = [applicantOf(ANNA), applicantOf(ANNA)]
  const records = [recordOf(ANNA)]
  const reasonsOf = (found: ReturnType<typeof matchAll>) =>
    [...found.values()].map(({ kind, differences }) => `${kind} ${differences[0]?.what ?? ''}`)
  assert.deepEqual(reasonsOf(matchAll(twice, records, () => false)), ['near appliedTwice', 'near appliedTwice'])
  assert.deepEqual(reasonsOf(matchAll([twice[0]!], records, () => true)), ['near isMember'])
  assert.deepEqual(reasonsOf(matchAll([twice[0]!], records, () => false)), ['exact '])
})

test('[INV-06/match] the distance of names counts letters and exchanged neighbours, and looks no farther than it has to', () => {
  assert.equal(editsBetween('иванов', 'иванов', 2), 0)
  assert.equal(editsBetween('иванов', 'ивнаов', 2), 1)
  assert.equal(editsBetween('иванов', 'иваново', 2), 1)
  assert.equal(editsBetween('иванов', 'петровский', 2), 3)
})
