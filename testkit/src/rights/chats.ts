import { newId } from '../client.ts'
import { ask } from '../polls.ts'
import { attach } from '../uploads.ts'
import type { Target } from './facts.ts'
import type { Schools } from './schools.ts'

interface Made {
  chats: Target[]
  files: Target[]
  messages: Target[]
  polls: Target[]
}

/** All are said of every group, so that nothing follows from what holds when nothing is said. */
const PERMISSIONS = [
  'write',
  'vanish',
  'pin',
  'mentionAll',
  'startCalls',
  'forward',
  'addMembers',
  'invite',
  'seeMembers',
  'changeInfo',
] as const

type Inside = 'owner' | 'administrator' | 'member'

const inside = (...people: string[]): Record<string, Inside> =>
  Object.fromEntries(people.map((id) => [id, 'member' as const]))

/** Chats of every kind with messages of several people in each. */
export async function makeChats(schools: Schools): Promise<Made> {
  const made = new Chats(schools)
  await made.group('a.class', 'a.lead', {
    'a.teacher': 'administrator',
    'a.pupil': 'member',
    ...inside(
      'a.pupil2',
      'a.parent',
      'a.young',
      'a.youngParent',
      'a.card',
      'a.blocker',
      'a.leadTeacher',
      'a.adminParent',
    ),
  })
  await made.group(
    'a.staffRoom',
    'a.teacher',
    inside(
      'a.lead',
      'a.leadOther',
      'a.teacherOther',
      'a.clerk',
      'a.director',
      'a.deputy',
      'a.adminLead',
      'a.adminParent',
      'a.teacherParent',
      'a.blocker',
    ),
  )
  // STR-08: whoever leads the unit leads its chats.
  await made.group('a.unitChat', 'a.teacher', { 'a.pupil': 'member', 'a.pupil2': 'member' }, 'a.one')
  made.lead('a.unitChat', 'a.lead')
  await made.group('a.strict', 'a.lead', { 'a.teacher': 'administrator', 'a.pupil': 'member', 'a.adminLead': 'member' })
  await made.restrict('a.strict', {
    write: 'administrators',
    pin: 'administrators',
    forward: 'administrators',
    addMembers: 'owner',
    seeMembers: 'administrators',
    mentionAll: 'administrators',
    startCalls: 'administrators',
    changeInfo: 'owner',
  })
  await made.pair('a.pair', 'a.teacher', 'a.clerk')
  await made.pair('a.blocked', 'a.teacher', 'a.blocker')
  await made.poll('a.blocked', 'a.blocker')
  await schools.person('a.blocker').client.call('blocks.block', { profileId: schools.person('a.teacher').profileId })
  schools.facts.blocks.push({ by: 'a.blocker', whom: 'a.teacher' })
  await made.group('a.pupils', 'a.pupil', { 'a.pupil2': 'member', 'a.young': 'member' })
  await made.group('s.group', 's.lead', { 's.pupil': 'member', 's.parent': 'member' })
  await made.group('b.group', 'b.lead', { 'b.pupil': 'member', 'b.parent': 'member', 'b.teacher': 'administrator' })
  for (const id of ['a', 's'] as const) await made.channels(id)
  await made.poll('a.class', 'a.pupil2')
  await made.poll('a.strict', 'a.lead')
  await made.poll('a.pair', 'a.clerk')
  await made.poll('s.group', 's.pupil')
  for (const id of ['a.everybody', 'a.office', 's.everybody']) await made.poll(id)
  await made.file('a.file', 'a.staffRoom', 'a.teacher')
  await made.file('a.pairFile', 'a.pair', 'a.clerk')
  return made
}

/** Whose chat it is beside an organisation's: a class's of it, or a unit's. */
interface Of {
  audience?: string | null
  unit?: string | undefined
}

class Chats implements Made {
  readonly files: Target[] = []
  readonly chats: Target[] = []
  readonly messages: Target[] = []
  readonly polls: Target[] = []
  readonly #schools: Schools
  readonly #ids = new Map<string, string>()

  constructor(schools: Schools) {
    this.#schools = schools
  }

  async group(id: string, owner: string, others: Readonly<Record<string, Inside>>, unit?: string): Promise<void> {
    const organisation = id.slice(0, 1)
    const schools = this.#schools
    const { client } = schools.person(owner)
    const input = {
      id: newId(),
      communityId: schools.organisation(organisation).communityId,
      title: id,
      memberIds: Object.keys(others).map((each) => schools.person(each).profileId),
      ...(unit === undefined ? {} : { unitId: schools.unitId(unit) }),
    }
    const { chat } = await client.call('chats.create', input)
    this.#know(id, chat.id, 'group', organisation, { unit })
    const { chatMembers } = schools.facts
    chatMembers.push({ chat: id, actor: owner, role: 'owner' })
    for (const [actor, role] of Object.entries(others)) {
      chatMembers.push({ chat: id, actor, role })
      const { profileId } = schools.person(actor)
      if (role !== 'member') await client.call('chats.setRole', { chatId: chat.id, profileId, role })
    }
    for (const permission of PERMISSIONS) {
      await client.call('chats.setPermission', { chatId: chat.id, permission, scope: 'everyone' })
    }
    const last = Object.keys(others).at(-1)!
    // Whom an owner removes and appoints is the last member.
    this.chats.at(-1)!.ids.adultId = schools.person(last).profileId
    const writers = [owner, ...Object.keys(others)].slice(0, 3)
    for (const writer of writers) await this.#say(id, writer)
  }

  /** Somebody who leads a chat because he leads its unit. */
  lead(chat: string, actor: string): void {
    this.#schools.facts.chatMembers.push({ chat, actor, role: 'administrator' })
  }

  async restrict(id: string, scopes: Readonly<Record<string, 'administrators' | 'owner'>>): Promise<void> {
    const { chatMembers, permissions } = this.#schools.facts
    const owner = chatMembers.find(({ chat, role }) => chat === id && role === 'owner')!.actor
    for (const [permission, scope] of Object.entries(scopes)) {
      const input = { chatId: this.#ids.get(id)!, permission: permission as 'write', scope }
      await this.#schools.person(owner).client.call('chats.setPermission', input)
      permissions.push({ chat: id, permission, scope })
    }
  }

  async pair(id: string, one: string, other: string): Promise<void> {
    const { profileId } = this.#schools.person(other)
    const { chat } = await this.#schools.person(one).client.call('chats.openDirect', { id: newId(), profileId })
    this.#know(id, chat.id, 'direct', null)
    for (const actor of [one, other]) {
      this.#schools.facts.chatMembers.push({ chat: id, actor, role: 'member' })
      await this.#say(id, actor)
    }
    this.chats.at(-1)!.ids.adultId = profileId
  }

  async channels(organisation: string): Promise<void> {
    const { communityId, administrator } = this.#schools.organisation(organisation)
    const { channels } = await administrator.client.call('channels.list', { communityId })
    for (const { chat } of channels) {
      const id = `${organisation}.${chat.channelClass === 'everyone' ? 'everybody' : 'office'}`
      this.#know(id, chat.id, 'channel', organisation, { audience: chat.channelClass })
      this.chats.at(-1)!.ids.adultId = administrator.profileId
      const { seq } = await administrator.client.call('channels.post', { chatId: chat.id, text: 'Линейка в девять' })
      this.#knowMessage(id, seq)
    }
  }

  /** A message with a file. */
  async file(id: string, chat: string, writer: string): Promise<void> {
    const { client } = this.#schools.person(writer)
    const chatId = this.#ids.get(chat)!
    const { id: rowId } = await attach(client, chatId, Buffer.from('План'))
    await client.call('messages.send', { chatId, key: newId(), text: 'План', attachments: [rowId] })
    this.files.push({ id, chat, organisation: id.slice(0, 1), ids: { rowId } })
  }

  /** A question that is open. */
  async poll(id: string, writer?: string): Promise<void> {
    const { administrator } = this.#schools.organisation(id.slice(0, 1))
    const person = writer === undefined ? administrator : this.#schools.person(writer)
    const { seq } = await ask(person, this.#ids.get(id)!, { anonymous: writer === undefined })
    this.polls.push(this.#said(id, seq, writer))
  }

  #know(id: string, chatId: string, kind: string, organisation: string | null, more: Of = {}): void {
    this.#ids.set(id, chatId)
    this.#schools.facts.chats.push({ id, kind, organisation, audience: more.audience ?? null, unit: more.unit ?? null })
    const known = organisation === 'b' ? 'b.parent' : organisation === 's' ? 's.teacher' : 'a.deputy'
    this.chats.push({
      id,
      chat: id,
      person: known,
      ...(organisation === null ? {} : { organisation }),
      ids: {
        chatId,
        profileId: this.#schools.person(known).profileId,
        ...(organisation === null ? {} : { communityId: this.#schools.organisation(organisation).communityId }),
      },
    })
  }

  async #say(id: string, writer: string): Promise<void> {
    const { message } = await this.#schools
      .person(writer)
      .client.call('messages.send', { chatId: this.#ids.get(id)!, key: newId(), text: `Слово ${writer}` })
    this.#knowMessage(id, message.seq, writer)
  }

  #knowMessage(id: string, seq: number, writer?: string): void {
    this.messages.push(this.#said(id, seq, writer))
  }

  #said(id: string, seq: number, writer?: string): Target {
    const organisation = this.#schools.facts.chats.find((chat) => chat.id === id)!.organisation
    return {
      id: `${id}#${writer ?? 'organisation'}`,
      chat: id,
      ...(writer === undefined ? {} : { person: writer }),
      ...(organisation === null ? {} : { organisation }),
      ids: { chatId: this.#ids.get(id)!, seq, version: 1 },
    }
  }
}
