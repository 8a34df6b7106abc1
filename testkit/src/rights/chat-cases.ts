import { newId } from '../client.ts'
import { type Case, of } from './case.ts'
import type { Ids } from './facts.ts'

const READS = 'oracle.reads(a.id, t.chat)'
const LEADS = 'oracle.is_group(t.chat) and oracle.leads_chat(a.id, t.chat)'
/** Whoever writes in the name of the organisation: administrators, from the page of its channels (CHN-03). */
const RUNS = 'oracle.runs_channel(a.id, t.chat)'
const permitted = (permission: string) =>
  `oracle.is_group(t.chat) and oracle.is_permitted(a.id, t.chat, '${permission}')`

const chat = ({ chatId }: Ids) => ({ chatId })
const message = ({ chatId, seq }: Ids) => ({ chatId, seq })
const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString()
const read = { over: 'chat', source: 'GEN-01, CHN-05, CHN-06, P-12', may: READS } as const
const change = { over: 'chat', source: 'CHT-03, CHT-08' } as const
const channel = { over: 'chat', source: 'CHN-02, CHN-03, CHN-04', may: RUNS } as const

/** What is done with a chat as a whole. */
export const CHAT_CASES: readonly Case[] = [
  of('chats.get', { ...read, input: chat }),
  of('chats.about', { ...read, source: 'CHT-02', input: chat }),
  of('chats.vanishing', { ...read, source: 'MSG-08', input: chat }),
  of('chats.quiet', { ...read, source: 'P-04', input: chat }),
  of('messages.page', { ...read, input: chat }),
  of('attachments.list', { ...read, source: 'MSG-18', input: ({ chatId }) => ({ chatId, what: 'file' }) }),
  of('reads.mark', { ...read, rests: false, input: message }),
  of('drafts.set', {
    ...read,
    rests: false,
    input: ({ chatId }) => ({ chatId, base: 0, draft: { text: 'Не допис', mentions: [], replyToSeq: null } }),
  }),
  of('chats.list', {
    ...read,
    source: 'CHN-07, GEN-04',
    variant: 'this one',
    input: () => ({ limit: 100 }),
    shows: ({ chats }, { chatId }) => chats.some((each) => each.chat.id === chatId),
  }),
  of('chats.members', {
    ...read,
    source: 'CHT-03',
    may: `oracle.is_inside(a.id, t.chat) and (not oracle.is_group(t.chat) or oracle.is_permitted(a.id, t.chat, 'seeMembers'))`,
    on: ['a.class', 'a.staffRoom', 'a.unitChat', 'a.strict', 'a.pair', 's.group', 'b.group'],
    input: chat,
  }),
  of('messages.send', {
    ...change,
    source: 'CHT-03, CHN-04, CNT-07, GEN-01',
    may: 'oracle.writes(a.id, t.chat)',
    input: ({ chatId }) => ({ chatId, key: newId(), text: 'Слово' }),
  }),
  of('scheduled.add', {
    ...change,
    source: 'CHT-03, CHN-04, CNT-07, GEN-01',
    may: 'oracle.writes(a.id, t.chat)',
    input: ({ chatId }) => ({ chatId, id: newId(), text: 'Слово', sendAt: tomorrow() }),
  }),
  of('scheduled.change', {
    ...change,
    source: 'CHT-03, CHN-04, CNT-07, GEN-01',
    may: 'oracle.writes(a.id, t.chat)',
    input: ({ chatId }) => ({ chatId, id: newId(), version: 1, text: 'Слово', sendAt: tomorrow() }),
    passes: ['scheduled.unknown'],
  }),
  of('attachments.begin', {
    ...change,
    source: 'MSG-02, CHT-03, CHN-04',
    inLesson: false,
    may: `oracle.writes(a.id, t.chat) or ${RUNS}`,
    input: ({ chatId }) => ({ chatId, id: newId(), name: 'План.txt', bytes: 10, sha256: 'a'.repeat(64) }),
  }),
  of('attachments.complete', {
    ...change,
    source: 'MSG-02, CHT-03, CHN-04',
    inLesson: false,
    may: `oracle.writes(a.id, t.chat) or ${RUNS}`,
    input: ({ chatId, rowId }) => ({ chatId, id: rowId }),
    passes: ['file.unknown'],
  }),
  of('polls.create', {
    ...change,
    source: 'POL-01, CHT-03, CHN-03',
    may: `oracle.writes(a.id, t.chat) or ${RUNS}`,
    input: ({ chatId }) => ({
      chatId,
      key: newId(),
      question: 'Кто за?',
      options: ['Я', 'Не я'],
      anonymous: true,
      multiple: false,
    }),
  }),
  of('pins.arrange', {
    ...change,
    source: 'MSG-17, CHT-03',
    may: `(oracle.is_permitted(a.id, t.chat, 'pin') and not oracle.is_cut_off(a.id, t.chat)) or ${RUNS}`,
    input: ({ chatId }) => ({ chatId, seqs: [1, 2] }),
  }),
  of('chats.rename', {
    ...change,
    source: 'CHT-03, CHT-07',
    may: permitted('changeInfo'),
    input: ({ chatId }) => ({ chatId, title: 'Другое имя' }),
  }),
  of('chats.describe', {
    ...change,
    source: 'CHT-02, CHT-03',
    may: permitted('changeInfo'),
    input: ({ chatId }) => ({ chatId, description: 'О нас' }),
  }),
  of('chats.removePicture', { ...change, source: 'CHT-03, CHT-07', may: permitted('changeInfo'), input: chat }),
  of('chats.setPicture', {
    ...change,
    source: 'CHT-03, CHT-07',
    inLesson: false,
    may: permitted('changeInfo'),
    input: ({ chatId, rowId }) => ({ chatId, fileId: rowId }),
    passes: ['file.unknown'],
  }),
  of('chats.addMembers', {
    ...change,
    source: 'CHT-03, CHT-04, CNT-01',
    may: `${permitted('addMembers')} and (oracle.has_contact(a.id, t.person) or a.id = t.person)`,
    input: ({ chatId, profileId }) => ({ chatId, profileIds: [profileId] }),
  }),
  of('chats.removeMember', {
    ...change,
    source: 'CHT-08, CHT-10',
    may: LEADS,
    input: ({ chatId, adultId }) => ({ chatId, profileId: adultId }),
  }),
  of('chats.setPermission', {
    ...change,
    may: LEADS,
    input: ({ chatId }) => ({ chatId, permission: 'forward', scope: 'administrators' }),
  }),
  of('chatLinks.get', { ...read, source: 'CHT-03, CHT-06', may: permitted('invite'), input: chat }),
  of('chatLinks.make', {
    ...change,
    source: 'CHT-03, CHT-06',
    may: permitted('invite'),
    input: ({ chatId }) => ({ chatId, days: 7, usesMax: null, approval: false }),
  }),
  of('chatLinks.revoke', { ...change, source: 'CHT-03, CHT-06', may: permitted('invite'), input: chat }),
  of('chatLinks.send', {
    ...change,
    source: 'CHT-03, CHT-05',
    inLesson: false,
    may: permitted('invite'),
    input: ({ chatId }) => ({ id: newId(), chatId, phone: '+79005550198' }),
    passes: ['chatLink.unknown', 'chatLink.pupilSends'],
  }),
  of('joinRequests.list', { ...read, source: 'CHT-06', may: LEADS, input: chat }),
  of('joinRequests.decide', {
    ...change,
    source: 'CHT-06',
    may: LEADS,
    input: ({ chatId, adultId }) => ({ chatId, profileId: adultId, letIn: false }),
    passes: ['joinRequest.unknown'],
  }),
  of('chats.mute', { ...read, source: 'CHT-02', rests: false, input: ({ chatId }) => ({ chatId, muted: true }) }),
  of('chats.hide', { ...read, source: 'CHT-09', rests: false, input: ({ chatId }) => ({ chatId, hidden: true }) }),
  of('chats.delete', {
    ...change,
    source: 'CHT-09',
    may: 'oracle.is_group(t.chat) and oracle.owns_chat(a.id, t.chat) and not oracle.is_of_unit(t.chat)',
    input: chat,
    refuses: ['chat.ofUnit'],
  }),
  of('chats.setSlowMode', {
    ...change,
    source: 'CHT-10',
    may: LEADS,
    input: ({ chatId }) => ({ chatId, slowModeMs: 60_000 }),
  }),
  // CHT-08: whoever leads by the word of the owner makes nobody his like, else he could take the chat from the owner.
  of('chats.setRole', {
    ...change,
    may: `oracle.is_group(t.chat) and oracle.owns_chat(a.id, t.chat)`,
    input: ({ chatId, adultId }) => ({ chatId, profileId: adultId, role: 'administrator' }),
  }),
  of('chats.leave', {
    ...change,
    source: 'CHT-09, ORG-19',
    rests: false,
    may: 'oracle.is_inside(a.id, t.chat) or oracle.reads(a.id, t.chat)',
    input: chat,
  }),
  of('channels.posts', { ...channel, input: chat }),
  of('channels.post', { ...channel, input: ({ chatId }) => ({ chatId, text: 'Объявление' }) }),
  of('channels.chooseReactions', {
    ...channel,
    source: 'CHN-07',
    input: ({ chatId }) => ({ chatId, reactions: ['👍'] }),
  }),
]

/** What is done with calls of a chat; whoever reads it is told that there is no call of this id. */
const call = { ...read, rests: true, passes: ['call.unknown'] } as const
const ofCall = ({ chatId, rowId }: Ids) => ({ chatId, callId: rowId })

export const CALL_CASES: readonly Case[] = [
  // In a group whom it allows that, in a dialogue both of the two.
  of('calls.start', {
    ...change,
    source: 'MSG-19, CHT-03, CNT-07',
    may: `(${permitted('startCalls')}) or (not oracle.is_group(t.chat) and oracle.writes(a.id, t.chat))`,
    input: ({ chatId }) => ({ chatId, id: newId() }),
    refuses: ['call.notHere'],
  }),
  of('calls.running', { ...read, source: 'CALL-19', input: chat }),
  of('calls.tryMedia', { ...read, source: 'CALL-16', passes: ['call.unavailable'], input: chat }),
  of('calls.people', { ...call, rests: false, source: 'CALL-12', input: ofCall }),
  of('calls.join', { ...call, source: 'CALL-19', input: (ids) => ({ ...ofCall(ids), sessionId: newId() }) }),
  of('calls.beat', { ...call, source: 'CALL-19', input: (ids) => ({ ...ofCall(ids), sessionId: newId() }) }),
  of('calls.leave', {
    ...call,
    rests: false,
    source: 'CALL-18',
    input: (ids) => ({ ...ofCall(ids), sessionId: newId() }),
  }),
  of('calls.configure', {
    ...call,
    source: 'CALL-09, CALL-17',
    input: (ids) => ({ ...ofCall(ids), version: 1, waitingRoom: true, locked: true }),
  }),
  of('calls.waiting', { ...call, rests: false, source: 'CALL-09', input: ofCall }),
  of('calls.decide', {
    ...call,
    source: 'CALL-09',
    input: (ids) => ({ ...ofCall(ids), profileIds: [ids.profileId], decision: 'admit' }),
  }),
  of('calls.remove', {
    ...call,
    rests: false,
    source: 'CALL-12',
    input: (ids) => ({ ...ofCall(ids), profileId: ids.profileId }),
  }),
  of('calls.setAdministrator', {
    ...call,
    source: 'CALL-04',
    input: (ids) => ({ ...ofCall(ids), profileId: ids.profileId, administrator: true }),
  }),
  of('calls.halls', { ...call, rests: false, source: 'HALL-02', input: ofCall }),
  of('calls.arrangeHalls', {
    ...call,
    source: 'HALL-01',
    input: (ids) => ({ ...ofCall(ids), version: 0, free: true, halls: [{ id: newId(), name: 'Зал', profileIds: [] }] }),
  }),
  of('calls.shareOut', { ...call, source: 'HALL-02', input: (ids) => ({ ...ofCall(ids), version: 1 }) }),
  of('calls.earlierHalls', { ...call, rests: false, source: 'HALL-02', input: ofCall }),
  of('calls.reuseHalls', {
    ...call,
    source: 'HALL-02',
    input: (ids) => ({ ...ofCall(ids), version: 1, fromCallId: newId() }),
  }),
  of('calls.openHalls', {
    ...call,
    source: 'HALL-03',
    input: (ids) => ({ ...ofCall(ids), version: 1, minutes: null }),
  }),
  of('calls.closeHalls', { ...call, source: 'HALL-03', input: (ids) => ({ ...ofCall(ids), seconds: 30 }) }),
  of('calls.goToHall', { ...call, source: 'HALL-04', input: (ids) => ({ ...ofCall(ids), hallId: null }) }),
  of('calls.tell', { ...call, source: 'HALL-04', input: (ids) => ({ ...ofCall(ids), text: 'Пора' }) }),
  of('calls.setHand', { ...call, source: 'CALL-06', input: (ids) => ({ ...ofCall(ids), up: true }) }),
  of('calls.lowerHands', { ...call, source: 'CALL-06', input: (ids) => ({ ...ofCall(ids), profileId: null }) }),
  of('calls.setFloor', {
    ...call,
    source: 'CALL-06, CALL-13',
    input: (ids) => ({ ...ofCall(ids), profileId: ids.profileId, floor: true }),
  }),
  of('calls.setRules', {
    ...call,
    source: 'CALL-11, CALL-13',
    input: (ids) => ({ ...ofCall(ids), version: 1, microphones: false }),
  }),
  of('calls.setPermissions', {
    ...call,
    source: 'CALL-11, CALL-13',
    input: (ids) => ({
      ...ofCall(ids),
      profileId: ids.profileId,
      permissions: { microphone: false, camera: null, screen: true },
    }),
  }),
  of('calls.mute', {
    ...call,
    source: 'CALL-13',
    input: (ids) => ({ ...ofCall(ids), profileId: null, source: 'microphone' }),
  }),
  of('calls.ask', {
    ...call,
    source: 'CALL-12, CALL-13',
    input: (ids) => ({ ...ofCall(ids), profileId: ids.profileId, source: 'camera' }),
  }),
  of('calls.nudge', { ...call, source: 'CALL-05', input: (ids) => ({ ...ofCall(ids), profileId: null }) }),
  of('calls.react', { ...call, source: 'CALL-07', input: (ids) => ({ ...ofCall(ids), reaction: 'applause' }) }),
  of('calls.end', { ...call, rests: false, source: 'CALL-18', input: ofCall }),
]

const own = `t.person = a.id`

/** What is done with one message. */
export const MESSAGE_CASES: readonly Case[] = [
  of('messages.get', {
    ...read,
    over: 'message',
    input: ({ chatId, seq }) => ({ chatId, seqs: [seq] }),
    shows: ({ messages }, { seq }) => messages.some((each) => each.seq === seq),
  }),
  of('messages.edit', {
    over: 'message',
    source: 'MSG-09',
    may: `${own} and oracle.writes(a.id, t.chat)`,
    input: (ids) => ({ ...message(ids), version: ids.version, text: 'Иначе' }),
  }),
  // own ones for all within 24 hours; whoever leads the chat any message.
  of('messages.erase', {
    over: 'message',
    source: 'MSG-13, A-30',
    may: `(${own} and oracle.is_inside(a.id, t.chat)) or oracle.leads_chat(a.id, t.chat)`,
    input: ({ chatId, seq }) => ({ chatId, seqs: [seq] }),
  }),
  of('marks.set', {
    ...read,
    over: 'message',
    source: 'MSG-15, MSG-13',
    rests: true,
    input: ({ chatId, seq }) => ({ chatId, seqs: [seq], mark: 'important', set: true }),
  }),
  of('pins.add', {
    over: 'message',
    source: 'MSG-17, CHT-03',
    may: `(oracle.is_permitted(a.id, t.chat, 'pin') and not oracle.is_cut_off(a.id, t.chat)) or ${RUNS}`,
    input: message,
  }),
  of('pins.remove', {
    over: 'message',
    source: 'MSG-17, CHT-03',
    may: `(oracle.is_permitted(a.id, t.chat, 'pin') and not oracle.is_cut_off(a.id, t.chat)) or ${RUNS}`,
    input: message,
  }),
  of('reactions.set', {
    over: 'message',
    source: 'MSG-12, CHN-07, CNT-07',
    may: `(oracle.is_permitted(a.id, t.chat, 'react') and not oracle.is_cut_off(a.id, t.chat))
      or (oracle.is_channel(t.chat) and ${READS})`,
    input: (ids) => ({ ...message(ids), reaction: '👍' }),
  }),
  // As the message itself, whose author takes it away; a post belongs to those who write in the channel.
  of('previews.remove', {
    over: 'message',
    source: 'MSG-01, CHN-02',
    may: `(${own} and oracle.is_inside(a.id, t.chat)) or ${RUNS}`,
    input: message,
  }),
  // MSG-10: for own messages.
  of('reads.list', {
    over: 'message',
    source: 'MSG-10',
    may: `${own} and oracle.is_inside(a.id, t.chat)`,
    input: message,
  }),
  // MSG-11; glossary «reaction»: in a channel nobody sees who has given them.
  of('reactions.list', {
    over: 'message',
    source: 'MSG-11, POL-02',
    may: `oracle.is_inside(a.id, t.chat)`,
    input: message,
  }),
  of('messages.forward', {
    over: 'message',
    variant: 'into the same chat',
    source: 'MSG-14, CHT-03',
    may: `oracle.is_permitted(a.id, t.chat, 'forward') and oracle.writes(a.id, t.chat)`,
    input: ({ chatId, seq }) => ({ chatId, fromChatId: chatId, messages: [{ key: newId(), seq }] }),
  }),
  of('channels.edit', {
    ...channel,
    over: 'message',
    input: (ids) => ({ ...message(ids), version: ids.version, text: 'Иначе' }),
  }),
  of('channels.erase', { ...channel, over: 'message', input: ({ chatId, seq }) => ({ chatId, seqs: [seq] }) }),
  of('channels.reach', { ...channel, over: 'message', source: 'CHN-09', input: message }),
]

/** What is done with one poll. */
export const POLL_CASES: readonly Case[] = [
  // Whoever takes part in the chat, also where only those write who lead it.
  of('polls.vote', {
    over: 'poll',
    source: 'POL-03, CNT-07',
    may: `(oracle.is_permitted(a.id, t.chat, 'vote') and not oracle.is_cut_off(a.id, t.chat))
      or (oracle.is_channel(t.chat) and ${READS})`,
    input: (ids) => ({ ...message(ids), key: newId(), choice: [0] }),
  }),
  of('polls.own', { ...read, over: 'poll', source: 'POL-02', input: message }),
  // In a channel a poll is anonymous, and of that nobody is told.
  of('polls.voters', {
    ...read,
    over: 'poll',
    source: 'POL-02',
    may: 'oracle.is_inside(a.id, t.chat)',
    input: message,
  }),
  of('polls.end', {
    over: 'poll',
    source: 'POL-04, CHT-08',
    may: `((${own} or oracle.leads_chat(a.id, t.chat)) and oracle.is_inside(a.id, t.chat)
      and not oracle.is_cut_off(a.id, t.chat)) or ${RUNS}`,
    input: message,
  }),
]
