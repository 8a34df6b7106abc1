import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CONSENT_TEXT_VERSION } from '#contract/communities/communities.limits.ts'
import { type OperationId, operations } from '#contract/operations.ts'
import { announce, toUnit } from '#testkit/announcements.ts'
import { Canary, rareWord } from '#testkit/canary.ts'
import { apply, type Cast, createCast, join } from '#testkit/cast.ts'
import { type Client, newId } from '#testkit/client.ts'
import { forward, send } from '#testkit/messages.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { pictureOf } from '#testkit/pictures.ts'
import { ask, vote } from '#testkit/polls.ts'
import { applySheet, importSheet } from '#testkit/rosters.ts'
import { fileTicket } from '#testkit/tickets.ts'
import { attach, mayLoad, wearPhoto } from '#testkit/uploads.ts'
import { createWorld, type World } from '#testkit/world.ts'
import { newYoungPupil } from '#testkit/young.ts'

const canary = new Canary()
let world: World
let cast: Cast
const polls: { chatId: string; seq: number }[] = []
let chats: string[]
/** The chat of the page of the school, in which nobody writes. */
let pageId: string
const announcements: string[] = []
/** A file of the roster of the school. */
let importId: string
/** Who may load which photo. */
const photos = new Map<string, ReadonlySet<Client>>()
/** Files of messages. */
const attachments: string[] = []
let applicant: Person
/** For whom a consent was recorded and withdrawn. */
let child: Person

before(async () => {
  world = await createWorld({ witness: (client, bytes) => canary.witness(client, bytes) })
  cast = await createCast(world)
  applicant = await signIn(world, newPhone(), { surname: rareWord(), name: 'Ян', birthDate: '2010-02-03' })
  await plantPeople()
  await plantFamily()
  await plantChild()
  await plantReading()
  await plantCards()
  await plantTicket()
  await plantRoster()
  await plantPhotos()
  await plantDetails()
  chats = [
    await plantChat('the staff’s chat', cast.teacher, [cast.secondTeacher, cast.director]),
    await plantChat('the class chat', cast.teacher, [cast.pupil, cast.secondPupil, cast.parent]),
    await plantDialogue(cast.teacher, cast.secondTeacher),
    await plantDialogue(cast.parent, cast.pupil),
    await plantSeenDialogue(),
  ]
  pageId = await plantPublication()
  await plantForwarded(chats[0]!)
  await plantAnnouncement()
  await plantUnits()
  await plantSuspension()
})
after(() => world[Symbol.asyncDispose]())

/** Everybody with a session, in whose hands nothing may fall that is not his. */
function everybody(): Person[] {
  const { director, teacher, secondTeacher, pupil, secondPupil, otherPupil, parent, stranger, newcomer } = cast
  return [director, teacher, secondTeacher, pupil, secondPupil, otherPupil, parent, stranger, newcomer, applicant]
}

const clientsOf = (people: readonly Person[]): Client[] => people.map(({ client }) => client)

/** Why an organisation rests is for its members. */
async function plantSuspension(): Promise<void> {
  const reason = rareWord()
  const { operator, stranger, kindergarten } = cast
  canary.plant('why a kindergarten is suspended', reason, [operator, stranger.client])
  await operator.call('organisations.suspend', { communityId: kindergarten.communityId, reason })
}

async function plantPeople(): Promise<void> {
  const { director, teacher, school, classId, otherClassId } = cast
  const { communityId } = school
  // The class teacher decides on the pupils of his class, on nobody of the staff and of no other class.
  await director.client.call('delegation.set', { communityId, leads: true })
  const position = rareWord()
  const reason = rareWord()
  const deciding = clientsOf([director, teacher, applicant])
  canary.plant('an applicant’s surname', applicant.about.surname, deciding)
  canary.plant('an applicant’s birth date', applicant.about.birthDate, deciding)
  const far = await signIn(world, newPhone(), { surname: rareWord(), name: 'Ада', birthDate: '2010-09-17' })
  canary.plant('the surname of an applicant of another class', far.about.surname, clientsOf([director, far]))
  canary.plant('the birth date of an applicant of another class', far.about.birthDate, clientsOf([director, far]))
  await apply(school, far, { unitId: otherClassId, role: 'pupil' })
  canary.plant('an applicant’s position', position, [director.client, cast.newcomer.client])
  canary.plant('the reason of a rejection', reason, [director.client, cast.newcomer.client])
  for (const person of [...everybody(), applicant])
    canary.plant(`the phone of ${person.client.name}`, person.phone.slice(2), [])
  await apply(school, applicant, { unitId: classId, role: 'pupil' })
  const id = await apply(school, cast.newcomer, { unitId: classId, role: 'staff', position })
  await director.client.call('applications.decide', { communityId, ids: [id], decision: 'reject', reason })
}

/** What is written of an adult who is none of the child's is for administrators; the link is for the family and its class. */
async function plantFamily(): Promise<void> {
  const { director, teacher, secondPupil, school, classId } = cast
  const reason = rareWord()
  canary.plant('why an adult was reported', reason, [director.client, secondPupil.client])
  const adult = await signIn(world, newPhone(), { surname: 'Лисин', name: 'Юрий' })
  await join(school, adult, { unitId: classId, role: 'parent', childProfileId: secondPupil.profileId })
  const place = { unitId: classId, childProfileId: secondPupil.profileId }
  await secondPupil.client.call('families.reportAdult', { ...place, adultProfileId: adult.profileId, reason })
  const { link } = await secondPupil.client.call('families.link', { id: newId(), ...place, renew: false })
  canary.plant('a family link', link!.token, clientsOf([secondPupil, teacher, director]))
}

/** Pseudonyms of the log of acts are for its administrators; a family reads names. */
async function plantReading(): Promise<void> {
  const { director, teacher, pupil, parent, school, classId } = cast
  await teacher.client.call('families.get', { unitId: classId, childProfileId: pupil.profileId })
  const input = { communityId: school.communityId, act: 'child.read', limit: 1 } as const
  const { entries } = await director.client.call('audit.list', input)
  const { actor, people } = entries[0]!
  canary.plant('the pseudonym of a reader', actor!.pseudonym, [director.client])
  canary.plant('the pseudonym of a child', people[0]!.pseudonym, [director.client])
  await parent.client.call('childReads.list', { childProfileId: pupil.profileId })
}

/** A child for whom nobody consents is known to the school and to its family, and to nobody else of the class. */
async function plantChild(): Promise<void> {
  const { director, teacher, secondTeacher, school, classId } = cast
  const [surname, signer] = [rareWord(), rareWord()]
  child = await newYoungPupil(world, cast, { surname })
  const mother = await signIn(world, newPhone(), { surname: 'Иная', name: 'Ольга' })
  await join(school, mother, { unitId: classId, role: 'parent', childProfileId: child.profileId })
  const knowing = [director, teacher, secondTeacher, child, mother]
  canary.plant('the surname of a child for whom nobody consents', surname, clientsOf(knowing))
  canary.plant('who has signed a consent on paper', signer, clientsOf([director, teacher, mother]))
  const place = { unitId: classId, childProfileId: child.profileId }
  const paper = { textVersion: CONSENT_TEXT_VERSION, signedBy: signer, signedOn: '2024-09-02' }
  await teacher.client.call('families.recordConsent', { ...place, ...paper })
  await mother.client.call('consents.children', {})
  await director.client.call('families.recordWithdrawal', place)
}

/** What somebody writes who does not get into his account is for those who may recognise him. */
async function plantTicket(): Promise<void> {
  const { director, school } = cast
  const [about, reason] = [rareWord(), rareWord()]
  const filed = await fileTicket(world, school.communityId, { about })
  canary.plant('what an applicant writes of himself', about, [director.client])
  canary.plant('why a ticket was refused', reason, [director.client, filed.client])
  const { tickets } = await director.client.call('tickets.queue', { communityId: school.communityId })
  const { id, version } = tickets.find(({ number }) => number === filed.ticket.number)!
  await director.client.call('tickets.refuse', { id, version, reason })
  await filed.client.call('tickets.status', { secret: filed.secret })
}

/** A list of the school, and the file from which it came, are for whoever manages members. */
async function plantRoster(): Promise<void> {
  const { director, school } = cast
  const [surname, cell] = [rareWord(), rareWord()]
  canary.plant('somebody of the roster', surname, [director.client])
  canary.plant('a cell of a file of the roster', cell, [director.client])
  const sheet = Buffer.from(`ФИО;Класс;Дата рождения;Заметки\n${surname} Ян;5Б;01.02.2010;${cell}\n`)
  const read = await importSheet(director.client, school.communityId, sheet, 'Список.csv')
  importId = (await applySheet(director.client, read)).id
}

/** Devices of a class are known to whoever keeps its cards; a pupil who waits is known to whoever decides. */
async function plantCards(): Promise<void> {
  const { director, teacher, classId } = cast
  const [device, surname] = [rareWord(), rareWord()]
  canary.plant('the name of a tablet of the class', device, clientsOf([teacher, director]))
  canary.plant('a pupil for whom the class teacher applies', surname, clientsOf([director, teacher]))
  const about = { surname, name: 'Том', patronymic: '', birthDate: '2010-05-06' }
  await teacher.client.call('cards.addPupil', { id: newId(), unitId: classId, ...about })
  const tablet = await signIn(world, teacher.phone, teacher.about)
  await tablet.client.call('cards.addDevice', { unitId: classId, name: device })
}

/** A pupil's photo is for his class, his family and whoever manages members; an adult's is for whom he has chosen. */
async function plantPhotos(): Promise<void> {
  const { director, teacher, secondTeacher, pupil, secondPupil, parent } = cast
  const closed = {
    write: 'organisations',
    calls: 'organisations',
    groups: 'organisations',
    photo: 'nobody',
    readMarks: true,
  } as const
  await secondTeacher.client.call('privacy.set', closed)
  const planted: [string, Person, Person[]][] = [
    ['the photo of a pupil', pupil, [pupil, secondPupil, teacher, parent, director]],
    ['the photo of somebody who shows it to nobody', secondTeacher, [secondTeacher]],
  ]
  for (const [what, { client }, holders] of planted) {
    const photoId = await wearPhoto(client, await pictureOf(100, 100))
    canary.plant(what, photoId, clientsOf(holders))
    photos.set(photoId, new Set(clientsOf(holders)))
  }
}

/** What somebody shows of himself is for the staff of his organisations and the people of his units, and the log is for nobody. */
async function plantDetails(): Promise<void> {
  const { director, teacher, secondTeacher, pupil, secondPupil, parent } = cast
  const shows = (email: string) => teacher.client.call('details.set', { birthday: 'contacts', phone: '', email })
  const [former, email] = ['q7-former@example.org', 'q7-shown@example.org']
  canary.plant('an address that was shown before', former, [teacher.client])
  await shows(former)
  await shows(email)
  canary.plant(
    'an address that is shown',
    email,
    clientsOf([director, teacher, secondTeacher, pupil, secondPupil, parent]),
  )
}

async function plantChat(what: string, owner: Person, members: readonly Person[]): Promise<string> {
  const [title, text] = [rareWord(), rareWord()]
  const holders = clientsOf([owner, ...members])
  canary.plant(`the title of ${what}`, title, holders)
  canary.plant(`a message of ${what}`, text, holders)
  const { chat } = await owner.client.call('chats.create', {
    id: newId(),
    communityId: cast.school.communityId,
    title,
    memberIds: members.map(({ profileId }) => profileId),
  })
  await owner.client.call('messages.send', { chatId: chat.id, key: newId(), text })
  const description = rareWord()
  canary.plant(`the description of ${what}`, description, holders)
  await owner.client.call('chats.describe', { chatId: chat.id, description })
  await plantFile(what, owner, chat.id, holders)
  const [question, option] = [rareWord(), rareWord()]
  canary.plant(`a question of ${what}`, question, holders)
  canary.plant(`an option of ${what}`, option, holders)
  const poll = await ask(owner, chat.id, { question, options: ['Да', option] })
  await vote(owner, poll, 1)
  polls.push({ chatId: chat.id, seq: poll.seq })
  return chat.id
}

/** What is announced to the parents of a class is for them, for who leads it, and for who speaks for the school. */
async function plantAnnouncement(): Promise<void> {
  const { director, teacher, parent, school, classId } = cast
  const text = rareWord()
  canary.plant('an announcement to parents', text, clientsOf([director, teacher, parent]))
  announcements.push(await announce(world, teacher, school.communityId, [toUnit(classId)], { text }))
}

/** A file of a message is for whoever reads the message, its name and every byte of it. */
async function plantFile(what: string, sender: Person, chatId: string, holders: readonly Client[]): Promise<void> {
  const [name, inside] = [rareWord(), rareWord()]
  canary.plant(`the name of a file of ${what}`, name, holders)
  canary.plant(`a file of ${what}`, inside, holders)
  const { id } = await attach(sender.client, chatId, Buffer.from(`Внутри: ${inside}`), { name })
  attachments.push(id)
  await send(sender, chatId, '', { attachments: [id] })
}

async function plantDialogue(one: Person, other: Person, observers: readonly Person[] = []): Promise<string> {
  const text = rareWord()
  const what = `the dialogue of ${one.client.name} and ${other.client.name}`
  canary.plant(what, text, clientsOf([one, other, ...observers]))
  const { chat } = await one.client.call('chats.openDirect', { id: newId(), profileId: other.profileId })
  await one.client.call('messages.send', { chatId: chat.id, key: newId(), text })
  await plantFile(what, one, chat.id, clientsOf([one, other, ...observers]))
  return chat.id
}

/** What the staff is told stands among staff only, also where somebody of it has forwarded it. */
async function plantForwarded(chatId: string): Promise<void> {
  const { director, teacher, secondTeacher, school } = cast
  const { channels } = await director.client.call('channels.list', { communityId: school.communityId })
  const staff = channels.find(({ chat }) => chat.channelClass === 'staff')!.chat.id
  const text = rareWord()
  canary.plant('a forwarded post for the staff', text, clientsOf([director, teacher, secondTeacher]))
  const { seq } = await director.client.call('channels.post', { chatId: staff, text })
  await forward(teacher, chatId, [{ chatId: staff, seq }])
}

/** What stands on the page of an organisation is for its members, its files too. */
async function plantPublication(): Promise<string> {
  const { director, teacher, secondTeacher, pupil, secondPupil, otherPupil, parent, school } = cast
  const members = clientsOf([director, teacher, secondTeacher, pupil, secondPupil, otherPupil, parent])
  const { communityId } = school
  const [title, text, name, inside] = [rareWord(), rareWord(), rareWord(), rareWord()]
  canary.plant('the title of a publication', title, members)
  canary.plant('the text of a publication', text, members)
  canary.plant('the name of a file of a publication', name, members)
  canary.plant('a file of a publication', inside, members)
  const { chatId } = await director.client.call('publications.list', { communityId })
  const { id } = await attach(director.client, chatId, Buffer.from(`Внутри: ${inside}`), { name })
  attachments.push(id)
  const words = { kind: 'article' as const, title, text, attachments: [id] }
  await director.client.call('publications.publish', { communityId, ...words })
  return chatId
}

/** A dialogue of an adult and a pupil, which the named adult sees, after another one of whom he sees nothing any more. */
async function plantSeenDialogue(): Promise<string> {
  const { director, teacher, secondTeacher, otherPupil, school } = cast
  const name = async (person: Person) => {
    const rules = await director.client.call('dialogueRules.get', { communityId: school.communityId })
    await director.client.call('dialogueRules.set', { ...rules, secondAdultIds: [person.profileId] })
    await world.app.messenger.supervision.run()
  }
  await name(secondTeacher)
  const chatId = await plantDialogue(teacher, otherPupil, [secondTeacher])
  await name(director)
  return chatId
}

async function plantUnits(): Promise<void> {
  const { director, stranger, kindergarten, school, teacher, secondTeacher } = cast
  const [group, grade] = [rareWord(), rareWord()]
  canary.plant('a group of the kindergarten', group, [stranger.client])
  canary.plant('an empty class of the school', grade, clientsOf([director, teacher, secondTeacher]))
  await stranger.client.call('units.create', { id: newId(), communityId: kindergarten.communityId, name: group })
  await director.client.call('units.create', { id: newId(), communityId: school.communityId, name: grade })
}

/** A message is said in a chat, somebody comes who may not see it, and it is changed. */
async function plantChange(): Promise<void> {
  const { teacher, secondTeacher, director, school } = cast
  const [said, edited] = [rareWord(), rareWord()]
  canary.plant('what was said before somebody came', said, clientsOf([teacher, secondTeacher]))
  canary.plant('a new text of what was said before somebody came', edited, clientsOf([teacher, secondTeacher]))
  const { chat } = await teacher.client.call('chats.create', {
    id: newId(),
    communityId: school.communityId,
    title: 'Совещание',
    memberIds: [secondTeacher.profileId],
  })
  const input = { chatId: chat.id, key: newId(), text: said }
  const { message } = await teacher.client.call('messages.send', input)
  await teacher.client.call('chats.addMembers', { chatId: chat.id, profileIds: [director.profileId] })
  await teacher.client.call('messages.edit', { chatId: chat.id, seq: message.seq, version: 1, text: edited })
  await director.client.call('messages.page', { chatId: chat.id })
}

/** Inputs that name everything there is, whoever asks. */
function inputsFor(id: OperationId): object[] {
  const { school, kindergarten, classId, otherClassId } = cast
  const communities = [school.communityId, kindergarten.communityId]
  const units = [classId, otherClassId, school.staffUnitId, kindergarten.staffUnitId]
  const profiles = [...everybody(), child].map(({ profileId }) => profileId)
  const readChats = [...chats, pageId]
  const byChat = readChats.map((chatId) => ({ chatId }))
  const byCommunity = communities.map((communityId) => ({ communityId }))
  const table: Partial<Record<OperationId, object[]>> = {
    'profiles.cards': [{ ids: profiles }],
    'photos.of': [{ ids: profiles }],
    'files.address': attachments.map((id) => ({ id })),
    'communities.home': byCommunity,
    'contacts.get': profiles.map((profileId) => ({ profileId })),
    'members.list': communities.flatMap((communityId) => [
      { communityId },
      ...units.map((unitId) => ({ communityId, unitId })),
    ]),
    'contacts.list': communities.flatMap((communityId) => [
      { communityId, limit: 200 },
      ...units.map((unitId) => ({ communityId, unitId })),
    ]),
    'units.list': byCommunity.map((input) => ({ ...input, archived: true })),
    'links.list': byCommunity,
    'families.cases': byCommunity,
    'audit.list': byCommunity.map((input) => ({ ...input, limit: 200 })),
    'childReads.list': profiles.map((childProfileId) => ({ childProfileId })),
    'tickets.queue': byCommunity,
    'verified.list': byCommunity,
    'verification.organisations': ['Школа', 'Детский'].map((search) => ({ search })),
    'cards.class': units.map((unitId) => ({ unitId })),
    'families.get': [cast.classId, cast.otherClassId].flatMap((unitId) =>
      [cast.pupil, cast.secondPupil, child].map(({ profileId }) => ({ unitId, childProfileId: profileId })),
    ),
    'applications.queue': byCommunity,
    'roster.open': byCommunity,
    'roster.records': byCommunity,
    'roster.get': [{ importId }],
    'roster.rows': [{ importId }],
    'matched.summary': byCommunity,
    'chats.get': byChat,
    'chats.about': byChat,
    'chats.quiet': byChat,
    'chats.vanishing': byChat,
    'chats.members': byChat,
    'messages.page': byChat,
    'reactions.list': readChats.flatMap((chatId) => [3, 4].map((seq) => ({ chatId, seq }))),
    'polls.own': polls,
    'polls.voters': polls,
    'announcements.get': byCommunity.flatMap((input) => announcements.map((id) => ({ ...input, id }))),
    'announcements.list': byCommunity,
    'announcements.places': byCommunity,
    'messages.get': readChats.map((chatId) => ({ chatId, seqs: [1, 2, 3, 4] })),
  }
  return table[id] ?? [{}]
}

test('[GEN-01/canary] no query gives anybody a byte that is not his', async () => {
  const queries = (Object.keys(operations) as OperationId[]).filter((id) => operations[id].kind === 'query')
  const askers = [...everybody().map(({ client }) => client), world.client('main', 'anonymous')]
  for (const id of queries) {
    for (const input of inputsFor(id)) {
      await Promise.all(askers.map((client) => client.post(id, JSON.stringify(input))))
    }
  }
  assert.deepEqual(canary.leaks, [])
})

test('[GEN-01/canary] nobody loads a photo that is not for him, though he knows where it is', async () => {
  for (const [photoId, holders] of photos) {
    for (const client of [...clientsOf(everybody()), world.client('main', 'anonymous'), cast.operator]) {
      const { status, bytes } = await client.raw(`/photos/${photoId}/96`)
      assert.equal(status === 200, holders.has(client), client.name)
      assert.equal(bytes.toString('latin1', 8, 12) === 'WEBP', holders.has(client), client.name)
    }
  }
})

test('[MSG-02/canary] nobody loads a file of a message that he does not read, though he knows its id', async () => {
  assert.ok(attachments.length >= 5)
  for (const id of attachments) {
    for (const { client } of everybody()) await mayLoad(client, id)
  }
  assert.deepEqual(canary.leaks, [])
})

test('[GEN-01/canary] no socket hears or is told anything that is not its reader’s', async () => {
  const sockets = await Promise.all(everybody().map((person) => world.socket(person.client)))
  const positions = Object.fromEntries([...chats, pageId].map((chatId) => [chatId, 1]))
  const keys = [cast.school, cast.kindergarten].flatMap(({ communityId }) =>
    ['everyone', 'staff', 'administrators'].map((each) => [`${communityId}/${each}`, 0] as const),
  )
  for (const socket of sockets) {
    await socket.hello({ chats: positions, open: [...chats, pageId], communities: Object.fromEntries(keys) })
  }
  const { teacher, pupil, secondPupil, director, parent } = cast
  const [, classChat = ''] = chats
  for (const [index, chatId] of chats.entries()) {
    const owner = index === 3 ? parent : teacher
    await owner.client.call('messages.send', { chatId, key: newId(), text: `ещё ${index}` })
    await owner.client.call('typing.start', { chatId })
  }
  await plantChange()
  const late = rareWord()
  canary.plant('what was said after a removal', late, clientsOf([teacher, pupil, parent]))
  await teacher.client.call('chats.removeMember', { chatId: classChat, profileId: secondPupil.profileId })
  await teacher.client.call('messages.send', { chatId: classChat, key: newId(), text: late })
  const unit = rareWord()
  canary.plant('a unit made while sockets listen', unit, clientsOf([director, teacher, cast.secondTeacher]))
  await director.client.call('units.create', { id: newId(), communityId: cast.school.communityId, name: unit })
  for (const socket of sockets) await socket.settle()
  assert.deepEqual(canary.leaks, [])
})

test('[GEN-01/canary] every planted string was really seen by somebody who may hold it', () => {
  assert.deepEqual(canary.unseen, [])
})

test('the canary itself sings when a byte goes astray', () => {
  const bird = new Canary()
  const [mine, his] = [world.client('main', 'mine'), world.client('main', 'his')]
  const token = rareWord()
  bird.plant('a word', token, [mine])
  bird.witness(his, `{"text":"${token}"}`)
  assert.deepEqual(bird.leaks, ['a word reached his'])
  assert.deepEqual(bird.unseen, ['a word'])
})
