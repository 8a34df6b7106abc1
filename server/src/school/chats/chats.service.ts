import { type ComposedChat, composeChats } from '#contract/connector/composition.ts'
import { isDefaultChat, type MemberTab, TABS_OF_KIND } from '#contract/connector/connector.limits.ts'
import { type ChatFact, defaultChatId } from '#contract/connector/facts.ts'
import type { InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { OpenedChat, registerOperations } from '#contract/school/register.ts'
import { seesEveryChat } from '#contract/school/rights.ts'
import { REGISTER_PAGE_MAX, SCHOOL_TITLE_MAX } from '#contract/school/school.limits.ts'
import { decodeCursor, encodeCursor } from '../../platform/db/cursor.ts'
import type { Database, Reader, Tx } from '../../platform/db/database.ts'
import { type Fail, Refusal } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { shownName } from '../../platform/text/shown-text.ts'
import type { Standing } from '../desk/standing.ts'
import { touchFacts } from '../facts/facts.store.ts'
import { accessPeople, lockOrganisation } from '../people/people.store.ts'
import { accessUnit } from '../units/units.store.ts'
import { isChatThere, removeChat, writeChat } from './chats.store.ts'
import { chatView, compare, keyOf, membersView, type Register, readRegister } from './register.ts'

type Operations = typeof registerOperations
type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type Codes<Id extends keyof Operations> = Operations[Id]['errors'][number]
type Chosen = Pick<Input<'register.add'>, 'members' | 'excluded'>

/** A chat that is being filled in has no id yet; nothing is kept under this one. */
const UNSAVED = 'unsaved'

/** The tab «Чаты» of the register that carries the messenger's name. */
export function createChatsService({ clock }: Pick<Platform, 'clock'>) {
  const open = async (reader: Reader, { organisationId }: Standing, id: string): Promise<OpenedChat | null> => {
    const register = await readRegister(reader, organisationId)
    const chat = register.chats.find((each) => each.id === id)
    return chat === undefined ? null : openedView(register, chat)
  }
  return {
    async list(
      db: Database,
      standing: Standing,
      { search = '', cursor }: Input<'register.list'>,
      fail: Fail<Codes<'register.list'>>,
    ): Promise<OutputOf<Operations['register.list']>> {
      const register = await readRegister(db, standing.organisationId)
      const keeps = seesEveryChat([...standing.rights])
      if (!keeps && !register.linked.has(standing.personId)) return fail('school.notLinked')
      const words = search.trim().toLowerCase()
      const fitting = register.chats.filter((chat) => {
        if (!keeps && !chat.members.some(({ personId }) => personId === standing.personId)) return false
        const { title, unit, administrators } = chatView(register, chat)
        return [title, unit ?? '', ...administrators].join(' ').toLowerCase().includes(words)
      })
      const after = decodeCursor(cursor, ['count', 'count', 'text', 'text'])
      const rest = after === null ? fitting : fitting.filter((chat) => compare(keyOf(register.facts, chat), after) > 0)
      const page = rest.slice(0, REGISTER_PAGE_MAX)
      const next = rest.length > page.length ? encodeCursor(keyOf(register.facts, page.at(-1)!)) : null
      return { rows: page.map((chat) => chatView(register, chat)), next, total: fitting.length }
    },
    async open(db: Database, standing: Standing, { id }: Input<'register.open'>, fail: Fail<Codes<'register.open'>>) {
      const opened = (await open(db, standing, id)) ?? fail('school.rowUnknown')
      const isIn = opened.people.some(({ personId }) => personId === standing.personId)
      return isIn || seesEveryChat([...standing.rights]) ? opened : fail('school.rowUnknown')
    },
    async compose(
      db: Database,
      { organisationId, rights }: Standing,
      input: Input<'register.compose'>,
      fail: Fail<Codes<'register.compose'>>,
    ) {
      // It names whoever is in a group, so it is not for those who only look at their own chats.
      if (!seesEveryChat([...rights])) throw new Refusal('school.notAllowed', { right: 'chats.add' })
      const register = await readRegister(db, organisationId)
      const unit = input.unitId === null ? undefined : register.facts.unit.get(input.unitId)
      const isOfClass = input.kind === 'class' || input.kind === 'parents'
      if ((isOfClass || input.unitId !== null) && unit === undefined) return fail('school.rowUnknown')
      if (isOfClass && unit?.kind !== 'class') return fail('school.rowUnknown')
      const named = [...input.members.map(({ personId }) => personId), ...input.excluded]
      if (named.some((id) => !register.facts.person.has(id))) return fail('school.rowUnknown')
      return peopleView(register, { ...input, title: UNSAVED })
    },
    async add(tx: Tx, standing: Standing, input: Input<'register.add'>, fail: Fail<Codes<'register.add'>>) {
      const { organisationId } = standing
      await lockOrganisation(tx, organisationId)
      const title = checkChatTitle(input.title, fail)
      if ((input.kind === 'subject') !== (input.unitId !== null)) return fail('school.unitNeeded')
      if (input.unitId !== null && (await accessUnit(tx, organisationId, input.unitId)) === undefined) {
        return fail('school.rowUnknown')
      }
      await checkChosen(tx, standing, { ...input, tabs: TABS_OF_KIND[input.kind] }, fail)
      if (await isChatThere(tx, input.id)) return fail('school.rowTaken')
      await writeChat(tx, organisationId, { ...input, title }, new Date(clock.now()))
      await touchFacts(tx, organisationId, 'chat', [input.id])
      return (await open(tx, standing, input.id))!
    },
    async edit(tx: Tx, standing: Standing, input: Input<'register.edit'>, fail: Fail<Codes<'register.edit'>>) {
      const { organisationId } = standing
      await lockOrganisation(tx, organisationId)
      const title = checkChatTitle(input.title, fail)
      const { chat } = (await open(tx, standing, input.id)) ?? fail('school.rowUnknown')
      await checkChosen(tx, standing, { ...input, tabs: TABS_OF_KIND[chat.kind] }, fail)
      if (chat.version !== input.version) return fail('school.changedMeanwhile')
      // A chat that goes on being called by its class is called anew when the class is.
      const isOwnTitle = isDefaultChat(chat.kind) && title === chat.title && !(await isNamed(tx, standing, input.id))
      const { id, kind, unitId } = chat
      const decided = {
        id,
        kind,
        unitId,
        title: isOwnTitle ? null : title,
        members: input.members,
        excluded: input.excluded,
      }
      await writeChat(tx, organisationId, decided, new Date(clock.now()))
      await touchFacts(tx, organisationId, 'chat', [id])
      return (await open(tx, standing, id))!
    },
    async remove(tx: Tx, standing: Standing, { id }: Input<'register.remove'>, fail: Fail<Codes<'register.remove'>>) {
      const { organisationId } = standing
      await lockOrganisation(tx, organisationId)
      const { chat } = (await open(tx, standing, id)) ?? fail('school.rowUnknown')
      if (isDefaultChat(chat.kind)) return fail('school.defaultStays')
      await removeChat(tx, organisationId, id, new Date(clock.now()))
      await touchFacts(tx, organisationId, 'chat', [id])
      return {}
    },
  }
}

/** Whether somebody has called a chat otherwise than by its class. */
async function isNamed(tx: Tx, { organisationId }: Standing, id: string): Promise<boolean> {
  const { facts } = await readRegister(tx, organisationId)
  return (facts.chat.get(id)?.title ?? null) !== null
}

function checkChatTitle(text: string, fail: Fail<'school.titleInvalid'>): string {
  const clean = shownName(text)
  return clean !== null && [...clean].length <= SCHOOL_TITLE_MAX
    ? clean
    : fail('school.titleInvalid', { field: 'title' })
}

/** Who is chosen stands in the organisation, once, and in a list that a chat of this type has. */
async function checkChosen(
  tx: Tx,
  { organisationId }: Standing,
  { members, excluded, tabs }: Chosen & { tabs: readonly MemberTab[] },
  fail: Fail<'school.rowUnknown' | 'school.tabClosed' | 'school.chosenTwice'>,
): Promise<void> {
  if (members.some(({ tab }) => !tabs.includes(tab))) fail('school.tabClosed')
  const named = [...members.map(({ personId }) => personId), ...excluded]
  if (new Set(named).size < named.length) fail('school.chosenTwice')
  if ((await accessPeople(tx, organisationId, named)).length < named.length) fail('school.rowUnknown')
}

/** A chat as it would be if it were saved now. */
function composeOne({ facts }: Register, { kind, ...fact }: ChatFact, id = idOf(kind, fact.unitId)): ComposedChat {
  const chat = new Map(facts.chat).set(id, { kind, ...fact })
  return composeChats({ ...facts, chat }).find((each) => each.id === id)!
}

/** Who is in a chat, and whom a rule would put there who was left out by hand. */
function peopleView(register: Register, fact: ChatFact, id?: string): Pick<OpenedChat, 'people' | 'leftOut'> {
  const composed = composeOne(register, fact, id)
  const without = composeOne(register, { ...fact, excluded: [] }, id)
  const leftOut = without.members.filter(({ personId }) => composed.excluded.includes(personId))
  return { people: membersView(register, composed), leftOut: membersView(register, { members: leftOut }) }
}

function idOf(kind: ChatFact['kind'], unitId: string | null): string {
  if (kind === 'teachers') return defaultChatId(kind)
  return (kind === 'class' || kind === 'parents') && unitId !== null ? defaultChatId(kind, unitId) : UNSAVED
}

function openedView(register: Register, chat: ComposedChat): OpenedChat {
  const fact = register.facts.chat.get(chat.id)
  return {
    chat: chatView(register, chat),
    ...(fact === undefined
      ? { people: membersView(register, chat), leftOut: [] }
      : peopleView(register, fact, chat.id)),
    members: [...(fact?.members ?? [])],
    excluded: [...(fact?.excluded ?? [])],
  }
}

export type ChatsService = ReturnType<typeof createChatsService>
