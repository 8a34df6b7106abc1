import { newId } from '../client.ts'
import { type Case, of, REASON } from './case.ts'
import type { Ids } from './facts.ts'

const ADMINISTRATORS = 'oracle.administers(a.id, t.organisation)'
const row = { over: 'row', source: 'STR-12, STR-14, P-05', may: ADMINISTRATORS } as const
const imported = { ...row, on: ['a.import', 'b.import'] } as const
const rollover = { ...row, on: ['a.rollover', 's.rollover'] } as const
const ticket = { ...row, source: 'ORG-11, IDN-21, IDN-22', on: ['a.ticket', 'b.ticket'] } as const

const decide = (ids: Ids) => ({ communityId: ids.communityId, ids: [ids.rowId] })

/** What is done with an application. */
export const APPLICATION_CASES: readonly Case[] = [
  of('applications.decide', {
    over: 'application',
    variant: 'approve',
    source: 'INV-06, INV-08, VER-06',
    may: 'oracle.decides(a.id, t.organisation, t.unit, t.role)',
    input: (ids) => ({ ...decide(ids), decision: 'approve' }),
  }),
  of('applications.decide', {
    over: 'application',
    variant: 'reject',
    source: 'INV-06, INV-08',
    may: 'oracle.decides(a.id, t.organisation, t.unit, t.role)',
    input: (ids) => ({ ...decide(ids), decision: 'reject', reason: REASON }),
  }),
  of('applications.undo', {
    over: 'row',
    on: ['a.decided', 'b.decided'],
    source: 'INV-06, INV-08',
    may: ADMINISTRATORS,
    input: decide,
  }),
  of('applications.withdraw', {
    over: 'application',
    source: 'INV-07',
    rests: false,
    inLesson: false,
    may: 't.person = a.id',
    input: ({ rowId }) => ({ id: rowId }),
  }),
]

/** What is done with something else that belongs to an organisation and has a number of its own. */
export const ROW_CASES: readonly Case[] = [
  of('links.revoke', {
    ...row,
    source: 'INV-03',
    on: ['a.link', 'b.link', 's.link'],
    input: ({ rowId }) => ({ linkId: rowId }),
  }),
  of('emailInvitations.revoke', {
    ...row,
    source: 'INV-10',
    on: ['a.invitation'],
    may: `${ADMINISTRATORS} or oracle.leads(a.id, t.unit)`,
    input: ({ rowId }) => ({ invitationId: rowId }),
  }),
  of('cards.removeDevice', {
    ...row,
    source: 'P-06',
    on: ['a.device'],
    may: `${ADMINISTRATORS} or oracle.leads(a.id, t.unit)`,
    input: ({ unitId, rowId }) => ({ unitId, deviceId: rowId }),
  }),
  // INV-12: administrators decide; nobody about himself.
  of('families.decideCase', {
    ...row,
    source: 'INV-12',
    on: ['a.case'],
    may: ADMINISTRATORS,
    input: ({ rowId }) => ({ id: rowId, decision: 'remove' }),
  }),
  of('roster.get', { ...imported, input: ({ rowId }) => ({ importId: rowId }) }),
  of('roster.rows', { ...imported, input: ({ rowId }) => ({ importId: rowId }) }),
  of('roster.setColumns', {
    ...imported,
    input: ({ rowId, version }) => ({
      importId: rowId,
      version,
      headRow: 1,
      list: 'pupils',
      columns: ['fullName', 'unit', 'skip'],
    }),
  }),
  of('roster.apply', { ...imported, input: ({ rowId, version }) => ({ importId: rowId, version, withDoubts: false }) }),
  of('roster.cancel', { ...imported, input: ({ rowId }) => ({ importId: rowId }) }),
  of('roster.undo', { ...imported, input: ({ rowId }) => ({ importId: rowId }) }),
  of('rollover.get', { ...rollover, input: ({ rowId }) => ({ rolloverId: rowId }) }),
  of('rollover.choose', {
    ...rollover,
    input: ({ rowId, version, unitId }) => ({ rolloverId: rowId, version, choices: [{ unitId, choice: 'leave' }] }),
  }),
  of('rollover.apply', { ...rollover, input: ({ rowId, version }) => ({ rolloverId: rowId, version }) }),
  of('rollover.cancel', { ...rollover, input: ({ rowId }) => ({ rolloverId: rowId }) }),
  of('rollover.undo', { ...rollover, input: ({ rowId }) => ({ rolloverId: rowId }) }),
  // ORG-15, MSG-02: a file of a message is loaded by whoever reads the message.
  of('files.address', {
    ...row,
    source: 'GEN-01, MSG-02',
    on: ['a.file', 'a.pairFile'],
    may: 'oracle.reads(a.id, t.chat)',
    input: ({ rowId }) => ({ id: rowId }),
  }),
  of('sessions.end', {
    ...row,
    source: 'IDN-22',
    on: ['a.session', 'b.session'],
    door: 'account',
    may: 't.person = a.id',
    input: ({ rowId }) => ({ sessionId: rowId }),
  }),
  // A link grants an application and nothing else, to anybody who is signed in (INV-02); as staff to adults.
  of('applications.submit', {
    ...row,
    variant: 'as a pupil',
    source: 'INV-02, INV-04',
    on: ['a.link', 'b.link', 's.link'],
    known: true,
    inLesson: false,
    may: 'true',
    input: ({ token }) => ({ id: newId(), token }),
  }),
  of('applications.submit', {
    ...row,
    variant: 'as staff',
    source: 'INV-02, INV-05',
    on: ['a.staffLink'],
    known: true,
    inLesson: false,
    may: 'oracle.is_adult(a.id)',
    input: ({ token }) => ({ id: newId(), token, position: 'Учитель' }),
  }),
  of('links.open', {
    ...row,
    door: 'public',
    source: 'INV-02',
    on: ['a.link', 's.link'],
    may: 'true',
    input: ({ token }) => ({ token }),
  }),
  // CNT-04: the code of somebody of the staff is answered by an adult, never by a pupil or by himself.
  ...(['personalContacts.open', 'personalContacts.answer'] as const).map((id) =>
    of(id, {
      ...row,
      source: 'CNT-04',
      on: ['a.code'],
      known: true,
      rests: false,
      inLesson: false,
      may: 'oracle.is_adult(a.id) and a.id <> t.person and not exists (select from oracle.block where (by, whom) in ((a.id, t.person), (t.person, a.id)))',
      refuses: ['personalContact.own'],
      input: ({ token }: Ids) => ({ token }),
    }),
  ),
  of('tickets.confirm', {
    ...ticket,
    input: ({ rowId, version, profileId }) => ({ id: rowId, version, profileId, reason: REASON }),
  }),
  of('tickets.refuse', { ...ticket, input: ({ rowId, version }) => ({ id: rowId, version, reason: REASON }) }),
]
