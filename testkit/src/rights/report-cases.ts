import { newId } from '../client.ts'
import { type Case, of } from './case.ts'
import type { Ids } from './facts.ts'

const ADMINISTRATORS = 'oracle.administers(a.id, t.organisation)'
const said = () => ({ id: newId(), reason: 'bullying', words: '' }) as const
/** A report of no number: whoever may ask is told that there is none. */
const decides = {
  over: 'organisation',
  source: 'CHT-10, P-07',
  may: ADMINISTRATORS,
  rests: false,
  inLesson: false,
  passes: ['report.unknown'],
} as const
const noReport = ({ communityId }: Ids) => ({ communityId, id: newId() })
const desk = { over: 'nothing', door: 'operator', source: 'A-56', may: 'true' } as const

/** What is reported, by whom, and who looks at it. */
export const REPORT_CASES: readonly Case[] = [
  of('reports.messages', {
    over: 'message',
    source: 'CHT-10, GEN-01',
    may: 'oracle.reads(a.id, t.chat) and t.person is distinct from a.id',
    rests: false,
    refuses: ['report.ofSelf'],
    input: ({ chatId, seq }) => ({ ...said(), chatId, seqs: [seq] }),
  }),
  of('reports.person', {
    over: 'member',
    source: 'CNT-05, GEN-01',
    may: 'oracle.belongs(a.id, t.organisation) and oracle.sees(a.id, t.person) and t.person <> a.id',
    rests: false,
    refuses: ['report.ofSelf'],
    input: ({ communityId, profileId }) => ({ ...said(), communityId, profileId }),
  }),
  of('reports.list', { ...decides, input: ({ communityId }) => ({ communityId, decided: false }) }),
  of('reports.count', { ...decides, input: ({ communityId }) => ({ communityId }) }),
  of('reports.ask', { ...decides, input: noReport }),
  of('reports.agree', { ...decides, input: noReport }),
  of('reports.read', { ...decides, input: noReport }),
  of('reports.decide', { ...decides, input: (ids) => ({ ...noReport(ids), outcome: 'nothing', answer: '' }) }),
  of('reportDesk.list', { ...desk, input: () => ({}) }),
  of('reportDesk.agree', { ...desk, input: () => ({ id: newId() }), passes: ['report.unknown'] }),
]
