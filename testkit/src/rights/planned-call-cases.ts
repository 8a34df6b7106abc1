import { newId } from '../client.ts'
import { type Case, of } from './case.ts'
import type { Ids } from './facts.ts'

const chat = ({ chatId }: Ids) => ({ chatId })
const read = { over: 'chat', may: 'oracle.reads(a.id, t.chat)' } as const
/** Whoever may begin a call may plan one: in a group whoever leads it, in a dialogue both of the two. */
const plans = {
  over: 'chat',
  source: 'CALL-01, MSG-19, CHT-08',
  may: `(oracle.is_group(t.chat) and oracle.leads_chat(a.id, t.chat))
    or (not oracle.is_group(t.chat) and oracle.writes(a.id, t.chat))`,
  refuses: ['call.notHere'],
} as const
const PLANNED = {
  title: 'Родительское собрание',
  day: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
  time: '18:00',
  repeats: null,
  microphonesOff: false,
  camerasOff: false,
}

/** What is done with calls that are to come, and with what is left of those that are over. */
export const PLANNED_CALL_CASES: readonly Case[] = [
  of('plannedCalls.list', { ...read, source: 'CALL-01', input: chat }),
  of('plannedCalls.add', { ...plans, input: ({ chatId }) => ({ chatId, id: newId(), ...PLANNED }) }),
  of('plannedCalls.change', {
    ...plans,
    input: ({ chatId, rowId }) => ({ chatId, id: rowId, version: 1, ...PLANNED }),
    passes: ['plannedCall.unknown'],
  }),
  of('plannedCalls.setCancelled', {
    ...plans,
    input: ({ chatId, rowId }) => ({ chatId, id: rowId, day: null, cancelled: true }),
    passes: ['plannedCall.unknown'],
  }),
  of('plannedCalls.start', {
    ...plans,
    input: ({ chatId, rowId }) => ({ chatId, id: rowId, callId: newId() }),
    passes: ['plannedCall.unknown'],
  }),
  // Whoever reads the chat is told that there is no call of this id.
  of('callLinks.get', {
    ...read,
    source: 'CALL-17',
    input: ({ chatId, rowId }) => ({ chatId, callId: rowId }),
    passes: ['call.unknown'],
  }),
  of('callLinks.setAccess', {
    ...read,
    source: 'CALL-17',
    rests: true,
    input: ({ chatId, rowId }) => ({ chatId, callId: rowId, access: 'organisation' }),
    passes: ['call.unknown'],
  }),
  of('callLinks.renew', {
    ...read,
    source: 'CALL-17',
    rests: true,
    input: ({ chatId, rowId }) => ({ chatId, callId: rowId }),
    passes: ['call.unknown'],
  }),
  of('calls.led', { ...read, source: 'ATT-01', input: chat }),
  // Whoever reads the chat is told that there is no call of this id.
  of('calls.attendance', {
    ...read,
    source: 'ATT-01',
    input: ({ chatId, rowId }) => ({ chatId, callId: rowId }),
    passes: ['call.unknown'],
  }),
]
