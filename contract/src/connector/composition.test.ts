import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ComposedChat, composeChats, composePlaces, type SchoolFacts } from './composition.ts'
import type { FactType } from './connector.limits.ts'
import { refusalOf } from './fact-rows.ts'
import type { Fact, FactData } from './facts.ts'

type Told = { [T in FactType]: [T, string, FactData<T>] }[FactType]

function school(told: readonly Told[]): SchoolFacts {
  const maps = {
    person: new Map(),
    unit: new Map(),
    enrolment: new Map(),
    family: new Map(),
    position: new Map(),
    chat: new Map(),
    settings: new Map(),
  }
  for (const [type, id, data] of told) maps[type].set(id, data)
  return maps
}

const person = (id: string, ...kinds: FactData<'person'>['kinds']): Told => [
  'person',
  id,
  { surname: id, name: 'Имя', patronymic: '', birthDate: null, kinds },
]
const employee = (id: string, kind: FactData<'position'>['kind'] = 'teaching'): Told[] => [
  person(id, 'employee'),
  ['position', `${id}-works`, { personId: id, kind, title: 'Учитель', dismissed: false }],
]
const class_ = (id: string, teacherIds: string[] = []): Told => [
  'unit',
  id,
  { kind: 'class', name: id, grade: 5, parentId: null, wholeClass: false, teacherIds },
]
const group = (id: string, parentId: string | null, wholeClass: boolean, teacherIds: string[] = []): Told => [
  'unit',
  id,
  { kind: 'group', name: id, grade: null, parentId, wholeClass, teacherIds },
]
const learns = (personId: string, unitId: string): Told => ['enrolment', `${personId}-${unitId}`, { personId, unitId }]
const family = (parentId: string, childId: string, restricted = false): Told => [
  'family',
  `${parentId}-${childId}-${restricted}`,
  { parentId, childId, restricted },
]
const pupil = (id: string, classId: string): Told[] => [person(id, 'pupil'), learns(id, classId)]
const headed = (id: string): Told[] => [
  ...employee(id, 'other'),
  ['settings', 'settings', { chatsAdministratorId: id }],
]

const chatOf = (facts: SchoolFacts, id: string): ComposedChat => composeChats(facts).find((chat) => chat.id === id)!
/** Members as «person role reason…», so that one line says all. */
const people = (facts: SchoolFacts, id: string): string[] =>
  chatOf(facts, id).members.map(({ personId, role, reasons }) =>
    [personId, ...(role === 'administrator' ? ['leads'] : []), ...reasons].join(' '),
  )

const CLASS: Told[] = [
  ...headed('clerk'),
  ...employee('teacher'),
  ...employee('head', 'administration'),
  class_('5A', ['teacher']),
  ...pupil('anna', '5A'),
  ...pupil('boris', '5A'),
  person('mother', 'parent'),
  family('mother', 'anna'),
  family('mother', 'boris'),
]

test('[ESC-03/rule] the teachers’ chat takes administration, teaching staff and the chats administrator, and nobody else', () => {
  const facts = school([...CLASS, ...employee('cleaner', 'other')])
  assert.deepEqual(people(facts, 'teachers'), ['clerk leads chatsAdministrator', 'head position', 'teacher position'])
  assert.equal(composeChats(facts).filter(({ kind }) => kind === 'teachers').length, 1)
  assert.equal(chatOf(facts, 'teachers').title, 'Учительский чат')
})

test('[ESC-04/rule][ESC-05/rule][ESC-07/rule] each class has a chat of its pupils and one of their parents, led by its teacher', () => {
  const facts = school([...CLASS, class_('6B')])
  const led = ['clerk leads chatsAdministrator', 'teacher leads teacher']
  assert.deepEqual(people(facts, 'class:5A'), ['anna pupil', 'boris pupil', ...led])
  assert.deepEqual(people(facts, 'parents:5A'), [led[0], 'mother parent', led[1]])
  assert.deepEqual(people(facts, 'class:6B'), [led[0]])
  assert.equal(chatOf(facts, 'parents:5A').title, '5A — родительский чат')
  assert.equal(composeChats(facts).length, 5)
})

test('[ESC-09/rule] a «Предмет» takes the pupils of its group and who teaches it, who leads it', () => {
  const chat = (unitId: string): Told => [
    'chat',
    `of-${unitId}`,
    { kind: 'subject', title: 'Физика', unitId, members: [], excluded: [] },
  ]
  const facts = school([
    ...CLASS,
    ...employee('physicist'),
    group('whole', '5A', true, ['physicist']),
    group('half', '5A', false, ['physicist']),
    group('across', null, false, ['physicist']),
    learns('anna', 'half'),
    learns('boris', 'across'),
    ...pupil('foreign', '6B'),
    learns('foreign', 'half'),
    class_('6B'),
    ...['whole', 'half', 'across', '5A', 'nowhere'].map(chat),
  ])
  const led = ['clerk leads chatsAdministrator', 'physicist leads teacher']
  assert.deepEqual(people(facts, 'of-whole'), ['anna pupil', 'boris pupil', ...led])
  assert.deepEqual(people(facts, 'of-half'), ['anna pupil', ...led], 'a pupil of another class is none of the group')
  assert.deepEqual(people(facts, 'of-across'), ['boris pupil', ...led])
  assert.deepEqual(people(facts, 'of-5A').slice(2), ['clerk leads chatsAdministrator', 'teacher leads teacher'])
  assert.equal(chatOf(facts, 'of-nowhere'), undefined, 'its group has not come yet')
})

test('[ESC-10/rule][ESC-11/rule] people chosen by hand stand in a chat while they stand in the list they come from', () => {
  const other = (members: FactData<'chat'>['members'], excluded: string[] = []): Told => [
    'chat',
    'trip',
    { kind: 'other', title: 'Поход', unitId: null, members, excluded },
  ]
  const chosen = other([
    { personId: 'anna', tab: 'pupils' },
    { personId: 'mother', tab: 'parents' },
    { personId: 'head', tab: 'employees' },
  ])
  const facts = school([...CLASS, chosen])
  assert.deepEqual(people(facts, 'trip'), [
    'anna byHand',
    'clerk leads chatsAdministrator',
    'head byHand',
    'mother byHand',
  ])
  assert.deepEqual(
    chatOf(facts, 'trip').members.map(({ tab }) => tab),
    ['pupils', 'employees', 'employees', 'parents'],
  )
  const gone = school([...CLASS.filter(([, id]) => !['anna-5A', 'head-works', 'boris-5A'].includes(id)), chosen])
  assert.deepEqual(people(gone, 'trip'), ['clerk leads chatsAdministrator'])
})

test('[ESS-06/rule] whom somebody has left out by hand stays out, save the chats administrator', () => {
  const edited: Told = [
    'chat',
    'class:5A',
    {
      kind: 'class',
      title: 'Наш класс',
      unitId: '5A',
      members: [{ personId: 'head', tab: 'employees' }],
      excluded: ['boris', 'clerk', 'nobody'],
    },
  ]
  const facts = school([...CLASS, edited])
  assert.deepEqual(people(facts, 'class:5A'), [
    'anna pupil',
    'clerk leads chatsAdministrator',
    'head byHand',
    'teacher leads teacher',
  ])
  assert.deepEqual([chatOf(facts, 'class:5A').title, chatOf(facts, 'class:5A').excluded], ['Наш класс', ['boris']])
})

test('[A-32] a parent of two children of a class leaves its chat with the last of them', () => {
  const without = (...gone: string[]) => school(CLASS.filter(([, id]) => !gone.includes(id)))
  const inside = (facts: SchoolFacts) => people(facts, 'parents:5A').includes('mother parent')
  assert.deepEqual([without('anna-5A'), without('boris-5A'), without('anna-5A', 'boris-5A')].map(inside), [
    true,
    true,
    false,
  ])
})

test('[A-31] a transfer takes a parent from the old class and brings him to the new one', () => {
  const facts = school([
    ...CLASS.filter(([, id]) => !['anna-5A', 'boris-5A'].includes(id)),
    class_('6B'),
    learns('anna', '6B'),
  ])
  assert.ok(!people(facts, 'parents:5A').includes('mother parent'))
  assert.ok(people(facts, 'parents:6B').includes('mother parent'))
  assert.ok(people(facts, 'class:6B').includes('anna pupil'))
})

test('[A-33] another teacher leads and the former one is gone, unless he teaches there beside him', () => {
  const chat: Told = [
    'chat',
    'of-group',
    { kind: 'subject', title: 'Физика', unitId: 'group', members: [], excluded: [] },
  ]
  const taught = (...ids: string[]) =>
    people(
      school([...CLASS, ...employee('old'), ...employee('new'), group('group', '5A', true, ids), chat]),
      'of-group',
    )
  assert.ok(taught('old').includes('old leads teacher'))
  assert.deepEqual(
    taught('new').filter((line) => /^(old|new)/.test(line)),
    ['new leads teacher'],
  )
  assert.equal(taught('old', 'new').filter((line) => /^(old|new) leads/.test(line)).length, 2)
  const led = people(school(CLASS.map((each) => (each[1] === '5A' ? class_('5A', ['head']) : each))), 'class:5A')
  assert.deepEqual(led.slice(2), ['clerk leads chatsAdministrator', 'head leads teacher'])
})

test('[ESS-03/rule] a teacher who is hired twice stays until both positions end; a dismissed one is in no chat', () => {
  const second: Told = ['position', 'second', { personId: 'teacher', kind: 'other', title: 'Сторож', dismissed: false }]
  const dismissed: Told = [
    'position',
    'teacher-works',
    { personId: 'teacher', kind: 'teaching', title: '', dismissed: true },
  ]
  const leads = (facts: SchoolFacts) => people(facts, 'class:5A').includes('teacher leads teacher')
  assert.ok(leads(school([...CLASS, second])))
  assert.ok(leads(school([...CLASS, second, dismissed])), 'a watchman may lead a class')
  assert.ok(!people(school([...CLASS, second, dismissed]), 'teachers').includes('teacher position'))
  assert.ok(!leads(school([...CLASS, dismissed])))
  assert.deepEqual(people(school([...CLASS, dismissed]), 'parents:5A'), [
    'clerk leads chatsAdministrator',
    'mother parent',
  ])
})

test('what a court has taken holds whatever a second row about the same two says', () => {
  assert.ok(
    people(school([...CLASS, family('mother', 'anna', true)]), 'parents:5A').includes('mother parent'),
    'by the other',
  )
  const both = [family('mother', 'anna', true), family('mother', 'boris', true)]
  assert.ok(!people(school([...CLASS, ...both]), 'parents:5A').includes('mother parent'))
  assert.ok(!composePlaces(school([...CLASS, ...both])).some(({ role }) => role === 'parent'))
})

test('what refers to something that is not there counts nowhere, and a place takes only whom it may', () => {
  const facts = school([
    class_('5A', ['ghost']),
    learns('ghost', '5A'),
    person('grown', 'employee'),
    learns('grown', '5A'),
    person('child', 'pupil'),
    ['position', 'odd', { personId: 'child', kind: 'teaching', title: '', dismissed: false }],
    family('grown', 'child'),
    group('lost', 'nowhere', true),
  ])
  for (const chat of composeChats(facts)) assert.deepEqual(chat.members, [], chat.id)
  assert.deepEqual(composePlaces(facts), [])
})

test('who works, leads, learns and brings up has his places by the same facts', () => {
  const places = composePlaces(school(CLASS))
    .map((place) => JSON.stringify(place))
    .sort()
  const expected = [
    { personId: 'clerk', role: 'staff', title: 'Учитель' },
    { personId: 'teacher', role: 'staff', title: 'Учитель' },
    { personId: 'head', role: 'staff', title: 'Учитель' },
    { personId: 'teacher', role: 'lead', unitId: '5A' },
    { personId: 'anna', role: 'pupil', unitId: '5A' },
    { personId: 'mother', role: 'parent', childId: 'anna', unitId: '5A' },
    { personId: 'boris', role: 'pupil', unitId: '5A' },
    { personId: 'mother', role: 'parent', childId: 'boris', unitId: '5A' },
  ]
  assert.deepEqual(places, expected.map((place) => JSON.stringify(place)).sort())
})

test('[ESC-06/rule] rows that can be no fact are told why', () => {
  const chat = (id: string, data: Partial<FactData<'chat'>>): Fact => ({
    type: 'chat',
    id,
    revision: 1,
    removed: false,
    data: { kind: 'other', title: 'Чат', unitId: null, members: [], excluded: [], ...data },
  })
  const unit = (data: Partial<FactData<'unit'>>): Fact => ({
    type: 'unit',
    id: 'u',
    revision: 1,
    removed: false,
    data: { kind: 'class', name: '5А', grade: 5, parentId: null, wholeClass: false, teacherIds: [], ...data },
  })
  const gone = (type: FactType, id: string) => ({ type, id, revision: 1, removed: true }) as Fact
  const cases: [Fact, ReturnType<typeof refusalOf>][] = [
    [chat('trip', {}), null],
    [chat('trip', { title: null }), 'titleMissing'],
    [chat('trip', { unitId: '5A' }), 'unitNeedless'],
    [chat('trip', { kind: 'subject' }), 'unitMissing'],
    [chat('class:5A', {}), 'idReserved'],
    [chat('class:5A', { kind: 'class', unitId: '5A', title: null }), null],
    [chat('class:6B', { kind: 'class', unitId: '5A' }), 'idNotDefault'],
    [chat('class:', { kind: 'class' }), 'unitMissing'],
    [chat('teachers', { kind: 'teachers' }), null],
    [chat('teachers', { kind: 'teachers', unitId: '5A' }), 'unitNeedless'],
    [chat('teachers', { kind: 'teachers', members: [{ personId: 'a', tab: 'pupils' }] }), 'tabImpossible'],
    [chat('trip', { members: [{ personId: 'a', tab: 'pupils' }], excluded: ['a'] }), 'personTwice'],
    [gone('chat', 'trip'), null],
    [gone('chat', 'teachers'), 'defaultStays'],
    [gone('chat', 'parents:5A'), 'defaultStays'],
    [gone('settings', 'other'), 'settingsId'],
    [unit({}), null],
    [unit({ parentId: '5A' }), 'classAlone'],
    [unit({ kind: 'group', wholeClass: true }), 'wholeClassOfNone'],
    [
      {
        type: 'family',
        id: 'f',
        revision: 1,
        removed: false,
        data: { parentId: 'a', childId: 'a', restricted: false },
      },
      'ownParent',
    ],
  ]
  for (const [fact, refusal] of cases) assert.equal(refusalOf(fact), refusal, JSON.stringify(fact))
})
