import type { InputOf } from '#contract/kit/operation.ts'
import type { OperationId, Operations } from '#contract/operations.ts'
import { newId } from '../client.ts'
import { newPhone, newSecret } from '../people.ts'
import { drawing } from '../stickers.ts'
import { type Case, of } from './case.ts'

type Empty = { [Id in OperationId]: object extends InputOf<Operations[Id]> ? Id : never }[OperationId]

const all = { over: 'nothing', source: 'GEN-04, IDN-24, P-06, A-04', may: 'true' } as const
const plain = (id: Empty, what: Partial<Parameters<typeof of>[1]> = {}): Case =>
  of(id, { ...all, input: () => ({}), ...what } as Parameters<typeof of>[1])

/** Whatever one asks about oneself: nobody is refused it but for the state of his account. */
const ABOUT_ONESELF = (
  [
    'communities.mine',
    'chats.list',
    'applications.own',
    'blocks.list',
    'privacy.get',
    'quiet.get',
    'details.get',
    'families.own',
    'families.labels',
    'absences.own',
    'reports.own',
    'consents.children',
    'ageNotices.list',
    'personalContacts.list',
    'phonebook.list',
    'profiles.own',
    'photos.own',
    'marks.important',
    'feed.page',
    'feed.waiting',
    'attachments.able',
    'stickers.packs',
  ] as const
).map((id) => plain(id))

/** What belongs to the account: closed on a tablet of a class, and to whoever leaves but for what that asks for. */
const ACCOUNT = { door: 'account', source: 'IDN-22, IDN-24, P-06' } as const
const OF_THE_ACCOUNT = (
  [
    'sessions.list',
    'sessions.noteInstalled',
    'password.state',
    'factors.state',
    'passkeys.list',
    'phone.state',
    'phone.cancel',
    'oidc.linked',
  ] as const
).map((id) => plain(id, ACCOUNT))

const OPEN_TO_ALL = (['sessions.current', 'banner.get'] as const).map((id) =>
  plain(id, { ...ACCOUNT, inLesson: true, whileLeaving: true }),
)

/**
 * Changes of the account with a proof that is wrong: whoever may ask for them is told that the proof is wrong, and whoever
 * may not is told that.
 */
const WITHOUT_PROOF: readonly Case[] = [
  of('password.change', {
    ...all,
    ...ACCOUNT,
    input: () => ({ password: 'Новая-зима-7', proof: { present: 'мимо' } }),
  }),
  of('factors.setUpTotp', { ...all, ...ACCOUNT, input: () => ({ password: 'мимо' }) }),
  of('factors.confirmTotp', { ...all, ...ACCOUNT, input: () => ({ code: '000000' }) }),
  of('factors.renewRecoveryCodes', { ...all, ...ACCOUNT, input: () => ({ code: '000000' }) }),
  of('factors.removeTotp', { ...all, ...ACCOUNT, input: () => ({ code: '000000' }) }),
  of('passkeys.begin', { ...all, ...ACCOUNT, input: () => ({ password: 'мимо' }) }),
  of('passkeys.rename', {
    ...all,
    ...ACCOUNT,
    input: () => ({ id: newId(), name: 'Ноутбук' }),
    passes: ['passkey.unknown'],
  }),
  of('passkeys.remove', {
    ...all,
    ...ACCOUNT,
    input: () => ({ id: newId(), password: 'мимо' }),
    passes: ['passkey.unknown'],
  }),
  of('phone.proveNew', { ...all, ...ACCOUNT, input: () => ({ code: '000000' }) }),
  plain('phone.sendOldCode', ACCOUNT),
  of('phone.move', { ...all, ...ACCOUNT, input: () => ({ code: '000000' }) }),
  of('phone.wait', { ...all, ...ACCOUNT, input: () => ({ password: 'мимо' }) }),
  plain('sessions.endOthers', ACCOUNT),
  plain('deletion.takeBack', { ...ACCOUNT, whileLeaving: true }),
  of('deletion.ask', { ...all, ...ACCOUNT, whileLeaving: true, input: () => ({ by: { code: '000000' } }) }),
  of('ownData.prepare', { ...all, ...ACCOUNT, whileLeaving: true, input: () => ({ by: { code: '000000' } }) }),
  of('merge.prove', {
    ...all,
    source: 'IDN-23, P-06',
    rests: false,
    inLesson: false,
    input: () => ({ secret: newSecret(), code: '000000' }),
  }),
  plain('merge.confirm', { source: 'IDN-23, P-06', rests: false, inLesson: false }),
]

/** What is done in one's own name and concerns nobody else. */
export const OWN_CASES: readonly Case[] = [
  ...ABOUT_ONESELF,
  ...OF_THE_ACCOUNT,
  ...OPEN_TO_ALL,
  plain('deletion.state', { ...ACCOUNT, whileLeaving: true }),
  plain('sessions.lastEnd', { door: 'public', source: 'IDN-05, IDN-22' }),
  plain('verification.standing', { source: 'VER-01', inLesson: false }),
  of('profiles.rename', {
    ...all,
    source: 'ACC-01, P-06',
    rests: false,
    inLesson: false,
    input: () => ({ surname: 'Иная', name: 'Инна', patronymic: '' }),
  }),
  of('favourites.open', { ...all, source: 'FAV-01', input: () => ({ id: newId() }) }),
  plain('scheduled.list', { source: 'GEN-04' }),
  of('scheduled.send', {
    ...all,
    source: 'GEN-04',
    input: () => ({ chatId: newId(), id: newId() }),
    passes: ['scheduled.unknown'],
  }),
  of('scheduled.remove', { ...all, source: 'GEN-04', rests: false, input: () => ({ chatId: newId(), id: newId() }) }),
  of('drafts.get', { ...all, source: 'GEN-04', input: () => ({ chatIds: [newId()] }) }),
  of('folders.set', {
    ...all,
    source: 'FLD-01',
    input: () => ({ version: 0, list: [] }),
    passes: ['folder.versionConflict'],
  }),
  of('quiet.set', {
    ...all,
    source: 'P-04',
    rests: false,
    inLesson: false,
    input: () => ({ version: 0, follows: true, hours: null, restDays: [], timeZone: 'Europe/Moscow' }),
    passes: ['quiet.versionConflict'],
  }),
  of('privacy.set', {
    ...all,
    source: 'ACC-07, P-06',
    rests: false,
    inLesson: false,
    input: () => ({ write: 'nobody', calls: 'nobody', groups: 'nobody', photo: 'nobody', readMarks: false }),
  }),
  of('details.set', {
    ...all,
    source: 'ACC-01, P-06',
    rests: false,
    inLesson: false,
    input: () => ({ birthday: 'nobody', phone: '', email: '' }),
  }),
  plain('photos.remove', { source: 'ACC-01, P-06', rests: false, inLesson: false }),
  plain('phonebook.forget', { source: 'CNT-02, P-06', rests: false, inLesson: false }),
  // CNT-02, A-08: pupils are never matched.
  of('phonebook.compare', {
    ...all,
    source: 'CNT-02, A-08',
    rests: false,
    inLesson: false,
    may: 'oracle.is_adult(a.id)',
    input: () => ({ hashes: ['Rk7gYr3wqU1mTQzH0sVbXc5nLd9fJp2aEo8iKx4yZtM'] }),
  }),
  // CNT-04: only verified people in roles of the staff add personal contacts by hand.
  plain('personalContacts.makeCode', {
    source: 'CNT-04',
    rests: false,
    inLesson: false,
    may: 'oracle.works_somewhere(a.id)',
  }),
  ...WITHOUT_PROOF,
  of('files.begin', {
    ...all,
    source: 'ACC-01, P-06',
    rests: false,
    inLesson: false,
    input: () => ({ id: newId(), kind: 'photo', name: 'Я.jpg', bytes: 10, sha256: 'a'.repeat(64) }),
  }),
  of('verification.organisations', {
    ...all,
    source: 'VER-02',
    inLesson: false,
    input: () => ({ search: 'Школа' }),
  }),
]

const desk = { over: 'nothing', door: 'operator', source: 'ORG-03, ORG-10, ORG-19, INF-01', may: 'true' } as const

/** A ticket comes to operators where one administrator would decide on himself: here in the school that has one. */
const ticket = {
  ...desk,
  over: 'row',
  on: ['a.ticket', 'b.ticket'],
  source: 'ORG-11, IDN-21',
  may: `(select count(*) from oracle.role where organisation = t.organisation and role = 'administrator') = 1`,
} as const

/** What operators do, at their own host. */
export const DESK_CASES: readonly Case[] = [
  of('requests.list', { ...desk, input: () => ({}) }),
  of('organisations.list', { ...desk, input: () => ({}) }),
  of('oidcClients.list', { ...desk, input: () => ({}) }),
  of('ticketDesk.list', { ...desk, input: () => ({}) }),
  of('ticketDesk.organisations', { ...desk, input: () => ({ search: 'Школа' }) }),
  of('auditDesk.list', { ...desk, input: () => ({}) }),
  of('banner.end', { ...desk, input: () => ({}) }),
  of('stickerDesk.list', { ...desk, input: () => ({}) }),
  of('stickerDesk.create', { ...desk, input: () => ({ id: newId(), title: 'Весна' }) }),
  of('stickerDesk.add', {
    ...desk,
    input: () => ({ packId: newId(), id: newId(), words: 'Лист', picture: drawing() }),
    passes: ['sticker.packUnknown'],
  }),
  of('stickerDesk.remove', {
    ...desk,
    input: () => ({ packId: newId(), id: newId() }),
    passes: ['sticker.packUnknown'],
  }),
  of('stickerDesk.publish', { ...desk, input: () => ({ packId: newId() }), passes: ['sticker.packUnknown'] }),
  of('stickerDesk.withdraw', { ...desk, input: () => ({ packId: newId() }), passes: ['sticker.packUnknown'] }),
  of('organisations.suspend', {
    ...desk,
    over: 'organisation',
    input: ({ communityId }) => ({ communityId, reason: 'Договор' }),
  }),
  of('organisations.setQuotas', {
    ...desk,
    over: 'organisation',
    input: ({ communityId }) => ({ communityId, storageMegabytes: 100, smsPerMonth: 10, reason: 'Договор' }),
  }),
  of('organisations.resume', { ...desk, over: 'organisation', input: ({ communityId }) => ({ communityId }) }),
  of('requests.get', { ...desk, over: 'row', on: ['x.request'], input: ({ rowId }) => ({ id: rowId }) }),
  of('requests.move', {
    ...desk,
    over: 'row',
    on: ['x.request'],
    input: ({ rowId, version }) => ({ id: rowId, version, to: 'checking', reason: 'Смотрим' }),
  }),
  of('ticketDesk.assign', {
    ...desk,
    over: 'row',
    on: ['x.ticket'],
    input: ({ rowId, version, communityId }) => ({ id: rowId, version, communityId }),
  }),
  of('ticketDesk.refuse', {
    ...desk,
    over: 'row',
    on: ['x.ticket'],
    input: ({ rowId, version }) => ({ id: rowId, version, reason: 'Такой организации нет' }),
  }),
  of('ticketDesk.members', {
    ...ticket,
    input: ({ rowId }) => ({ id: rowId, search: 'Инна' }),
  }),
  of('ticketDesk.handOver', {
    ...ticket,
    source: 'ORG-10',
    input: ({ rowId, version }) => ({ id: rowId, version, orderPhone: newPhone(), reason: 'Приказ' }),
  }),
  of('orderDesk.begin', {
    ...desk,
    source: 'ORG-02',
    over: 'row',
    on: ['x.request'],
    input: ({ rowId }) => ({ requestId: rowId, id: newId(), name: 'Приказ.pdf', bytes: 10, sha256: 'a'.repeat(64) }),
  }),
  of('orderDesk.attach', {
    ...desk,
    source: 'ORG-02',
    over: 'row',
    on: ['x.request'],
    input: ({ rowId }) => ({ requestId: rowId, id: newId() }),
    passes: ['file.unknown'],
  }),
  of('ticketDesk.confirm', {
    ...ticket,
    input: ({ rowId, version, profileId }) => ({ id: rowId, version, profileId, reason: 'Лично' }),
  }),
  of('ticketDesk.handOver', {
    ...ticket,
    input: ({ rowId, version }) => ({ id: rowId, version, orderPhone: newPhone(), reason: 'Приказ' }),
  }),
  of('requests.replaceAdministrator', {
    ...desk,
    over: 'row',
    on: ['x.request'],
    input: ({ rowId, version }) => ({
      id: rowId,
      version,
      surname: 'Новикова',
      name: 'Ольга',
      patronymic: '',
      phone: newPhone(),
      orderId: newId(),
      orderPhone: newPhone(),
      reason: 'Приказ',
    }),
  }),
  of('requests.enter', {
    ...desk,
    input: () => ({
      id: newId(),
      secret: newSecret(),
      letterId: newId(),
      type: 'school',
      name: 'Школа',
      administratorSurname: 'Громов',
      administratorName: 'Лев',
      administratorPatronymic: '',
      administratorPhone: newPhone(),
    }),
    passes: ['file.unknown'],
  }),
  of('orderDesk.begin', {
    ...desk,
    over: 'row',
    on: ['x.request'],
    input: ({ rowId }) => ({ requestId: rowId, id: newId(), name: 'Приказ.pdf', bytes: 9, sha256: 'a'.repeat(64) }),
  }),
  of('orderDesk.attach', {
    ...desk,
    over: 'row',
    on: ['x.request'],
    input: ({ rowId }) => ({ requestId: rowId, id: newId() }),
    passes: ['file.unknown'],
  }),
  of('banner.set', {
    ...desk,
    input: () => ({ id: newId(), ru: 'Ночью работы', en: '', until: '2020-01-01T00:00:00.000Z' }),
  }),
  of('oidcClients.rotateSecret', { ...desk, input: () => ({ id: newId() }), passes: ['oidcClient.unknown'] }),
  of('oidcClients.remove', { ...desk, input: () => ({ id: newId() }), passes: ['oidcClient.unknown'] }),
  of('oidcClients.create', {
    ...desk,
    input: () => ({
      id: newId(),
      name: 'Дневник',
      redirectUris: ['https://dnevnik.test/back'],
      postLogoutRedirectUris: [],
      backchannelLogoutUri: null,
      scopes: [],
    }),
  }),
]
