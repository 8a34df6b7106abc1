import { newId } from '../client.ts'
import { type Case, of } from './case.ts'
import type { Ids } from './facts.ts'

const ADMINISTRATORS = 'oracle.administers(a.id, t.organisation)'
const MEMBERS = 'oracle.belongs(a.id, t.organisation)'
/** Whoever decides on applications at all: administrators, and leads where that is delegated (INV-08). */
const DECIDERS = `(${ADMINISTRATORS} or exists (select from oracle.role r join oracle.organisation o on o.id = r.organisation
  where r.actor = a.id and r.organisation = t.organisation and r.role = 'lead' and o.delegates))`

const community = ({ communityId }: Ids) => ({ communityId })
const versioned = ({ communityId, version }: Ids) => ({ communityId, version })

const INFORMATION = {
  name: 'Школа № 1234',
  shortName: 'Школа',
  region: '',
  municipality: '',
  address: '',
  inn: '',
  kpp: '',
  head: '',
  phone: '',
  email: '',
  site: '',
  description: '',
} as const

/** Rules of communication that no organisation begins with. */
const RULES = {
  under14: 'forbidden',
  from14: 'forbidden',
  guestsWithPupils: true,
  ownCallPictures: true,
  vanishWithPupils: true,
  linkPreviews: 'withoutPupils',
} as const

const read = { over: 'organisation', source: 'ORG-15, STR-09, CNT-01', may: MEMBERS } as const
const run = { over: 'organisation', source: 'ORG-05, ORG-07, STR-01, VER-05', may: ADMINISTRATORS } as const
/** Of two whom nobody takes for doubles: whoever may ask is told so. */
const doubles = { ...run, source: 'STR-14', passes: ['double.unknown'] } as const
const pair = { kind: 'people' } as const
/** Of a publication that is not there. */
const onPage = {
  source: 'ORG-15',
  input: (ids: Ids) => ({ ...community(ids), seq: 1 }),
  passes: ['publication.unknown'],
} as const

/** For whoever holds a role of the staff beside that of an administrator, or has applied for one. */
const tasks = {
  over: 'organisation',
  source: 'ORG-08',
  may: `oracle.holds(a.id, t.organisation, 'lead', 'staff') or exists (select from oracle.application p
    where p.actor = a.id and p.organisation = t.organisation and p.role in ('lead', 'staff'))`,
} as const

/** MSG-23: for whoever leads a class. */
const absences = {
  over: 'organisation',
  source: 'MSG-23',
  may: `oracle.holds(a.id, t.organisation, 'lead')`,
} as const

/** What is done with an organisation as a whole. */
export const ORGANISATION_CASES: readonly Case[] = [
  of('communities.home', { ...read, input: community }),
  of('members.list', { ...read, input: community }),
  of('organisation.get', { ...read, input: community }),
  of('units.list', { ...read, input: community }),
  of('contacts.list', { ...read, input: community }),
  of('communities.mine', {
    ...read,
    source: 'ORG-12',
    variant: 'this one',
    input: () => ({}),
    shows: ({ memberships }, { communityId }) => memberships.some((each) => each.communityId === communityId),
  }),
  of('absences.list', { ...absences, input: ({ communityId }) => ({ communityId, day: '2026-03-17' }) }),
  of('absences.accept', {
    ...absences,
    input: ({ communityId }) => ({ communityId, absences: [{ id: newId(), version: 1 }] }),
  }),
  of('tasks.list', { ...tasks, input: community }),
  of('tasks.fold', { ...tasks, rests: false, input: ({ communityId }) => ({ communityId, folded: true }) }),
  of('organisation.set', { ...run, input: (ids) => ({ ...community(ids), version: 1, ...INFORMATION }) }),
  of('organisation.setLogo', {
    ...run,
    input: ({ communityId, rowId }) => ({ communityId, fileId: rowId }),
    passes: ['file.unknown'],
  }),
  of('organisation.removeLogo', { ...run, input: community }),
  of('links.list', { ...run, source: 'INV-01, INV-03', input: community }),
  of('links.createMany', {
    ...run,
    source: 'INV-01',
    input: ({ communityId, unitId }) => ({ communityId, unitIds: [unitId], roles: ['staff'] }),
  }),
  of('applications.queue', { ...run, source: 'INV-06, INV-08', may: DECIDERS, input: community }),
  of('queueDigest.get', { ...run, source: 'INV-09', may: DECIDERS, input: community }),
  of('queueDigest.set', {
    ...run,
    source: 'INV-09',
    may: DECIDERS,
    input: ({ communityId }) => ({ communityId, letters: false }),
  }),
  of('delegation.get', { ...run, source: 'INV-08', may: DECIDERS, input: community }),
  of('delegation.set', { ...run, source: 'INV-08', input: ({ communityId }) => ({ communityId, leads: false }) }),
  of('privacyLimit.get', { ...run, source: 'ACC-07', input: community }),
  of('privacyLimit.set', { ...run, source: 'ACC-07', input: (ids) => ({ ...versioned(ids), widest: 'contacts' }) }),
  of('retention.get', { ...run, source: 'IDN-24', input: community }),
  of('retention.set', { ...run, source: 'IDN-24', input: (ids) => ({ ...versioned(ids), months: 12 }) }),
  of('integrations.get', { ...run, source: 'STAT-04', input: community }),
  of('integrations.set', {
    ...run,
    source: 'STAT-04',
    input: ({ communityId, rowId }) => ({ communityId, systemId: rowId }),
    passes: ['connector.systemUnknown'],
  }),
  of('integrations.letRemovals', { ...run, source: 'A-34', input: versioned }),
  of('urgent.list', { ...run, source: 'P-04', input: community }),
  of('quietRules.get', { ...read, source: 'P-04', input: community }),
  of('quietRules.set', {
    ...run,
    source: 'P-04',
    input: (ids) => ({
      ...versioned(ids),
      staffHours: { from: '08:00', to: '18:00' },
      familyHours: { from: '08:00', to: '20:00' },
      restDays: [7],
      holidays: [],
      lessons: [],
    }),
  }),
  of('dialogueRules.get', { ...run, source: 'CNT-08', input: community }),
  of('dialogueRules.set', {
    ...run,
    source: 'CNT-08',
    input: (ids) => ({ ...versioned(ids), ...RULES, secondAdultIds: [] }),
  }),
  of('families.cases', { ...run, source: 'INV-12', input: community }),
  of('tickets.queue', { ...run, source: 'ORG-11, IDN-21', input: community }),
  of('verified.list', { ...run, input: community }),
  of('audit.list', { ...run, source: 'P-07, decision 0023', input: community }),
  of('channels.list', { ...run, source: 'CHN-03', input: community }),
  of('publications.list', { ...read, source: 'ORG-15', input: community }),
  of('publications.publish', {
    ...run,
    source: 'ORG-15',
    input: (ids) => ({ ...community(ids), kind: 'article', title: 'День открытых дверей', text: 'Ждём всех.' }),
  }),
  of('publications.edit', {
    ...run,
    source: 'ORG-15',
    input: (ids) => ({ ...community(ids), seq: 1, version: 1, title: 'Название', text: 'Текст' }),
    passes: ['publication.unknown'],
  }),
  of('publications.erase', { ...run, ...onPage }),
  of('publications.mirror', { ...run, ...onPage }),
  of('pageEditors.list', { ...run, source: 'ORG-15', input: community }),
  of('pageEditors.set', {
    ...run,
    source: 'ORG-15',
    input: ({ communityId, rowId }) => ({ communityId, profileId: rowId, editor: true }),
    passes: ['member.unknown'],
  }),
  of('roster.open', { ...run, source: 'STR-14, P-05', input: community }),
  of('roster.records', { ...run, source: 'STR-14, P-05', input: community }),
  of('roster.remove', { ...run, source: 'P-05', input: ({ communityId }) => ({ communityId, ids: 'all' }) }),
  of('roster.import', {
    ...run,
    source: 'P-05',
    input: ({ communityId, rowId }) => ({ id: newId(), communityId, fileId: rowId, fileName: 'Список.csv' }),
    passes: ['file.unknown'],
  }),
  of('doubles.list', { ...run, source: 'STR-14', input: community }),
  of('doubles.preview', {
    ...doubles,
    input: ({ communityId, profileId, adultId }) => ({ communityId, ...pair, keepId: profileId, goneId: adultId }),
  }),
  of('doubles.merge', {
    ...doubles,
    input: ({ communityId, profileId, adultId }) => ({
      id: newId(),
      communityId,
      ...pair,
      keepId: profileId,
      goneId: adultId,
    }),
  }),
  of('doubles.setDifferent', {
    ...doubles,
    input: ({ communityId, profileId, adultId }) => ({
      communityId,
      ...pair,
      oneId: profileId,
      otherId: adultId,
      different: true,
    }),
  }),
  of('doubles.undo', { ...doubles, input: ({ communityId, rowId }) => ({ communityId, id: rowId }) }),
  of('rollover.open', { ...run, source: 'STR-12', input: community }),
  of('rollover.plan', { ...run, source: 'STR-12', input: ({ communityId }) => ({ id: newId(), communityId }) }),
  of('matched.summary', { ...run, source: 'INV-06, P-05', input: community }),
  of('matched.approve', { ...run, source: 'INV-06, P-05', input: ({ communityId }) => ({ id: newId(), communityId }) }),
  of('units.create', {
    ...run,
    source: 'STR-01, STR-11',
    input: ({ communityId }) => ({ id: newId(), communityId, name: `Новая ${newId().slice(-6)}` }),
  }),
  // VER-01: only people of 18 who hold no role of the staff anywhere; the application lets nobody in by itself.
  of('verification.apply', {
    over: 'organisation',
    source: 'VER-01, VER-02',
    refuses: ['application.verified'],
    known: true,
    may: 'oracle.is_adult(a.id) and not oracle.works_somewhere(a.id)',
    input: ({ communityId }) => ({ id: newId(), communityId, position: 'Учитель химии', path: 'site' }),
  }),
]
