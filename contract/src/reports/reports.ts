import { type Static, Type } from 'typebox'
import { event } from '../kit/event.ts'
import { command, query } from '../kit/operation.ts'
import { Cursor, closed, Id, Instant, line, oneOf, Seq } from '../kit/scalars.ts'
import {
  REPORT_MESSAGES_MAX,
  REPORT_REASONS,
  REPORT_WORDS_MAX,
  REPORTS_COUNTED_MAX,
  REPORTS_PER_MINUTE,
} from './reports.limits.ts'

export const ReportReasonSchema = oneOf(REPORT_REASONS)
export const REPORT_OUTCOMES = ['measures', 'nothing'] as const
export type ReportOutcome = (typeof REPORT_OUTCOMES)[number]

const Decision = closed({
  outcome: oneOf(REPORT_OUTCOMES),
  /** What the reporter is told; may be empty. */
  answer: Type.String(),
  at: Instant,
})

/** What somebody has reported, as he sees it himself. */
export const OwnReport = closed({
  id: Id,
  reason: ReportReasonSchema,
  words: Type.String(),
  at: Instant,
  communityName: Type.String(),
  /** Of whom it tells, by name; a channel has nobody. */
  accused: Type.Array(Type.String()),
  /** How many messages he has shown. */
  messages: Type.Integer(),
  /** Whether two administrators have opened what he has shown. */
  opened: Type.Boolean(),
  decided: Type.Union([Decision, Type.Null()]),
})
export type OwnReport = Static<typeof OwnReport>

/** What the viewer may do next with the messages of a report. */
export const REPORT_STEPS = ['none', 'ask', 'wait', 'agree', 'read'] as const
export type ReportStep = (typeof REPORT_STEPS)[number]

/** A report as the administrators of its organisation see it: never what the messages say. */
export const Report = closed({
  id: Id,
  reason: ReportReasonSchema,
  words: Type.String(),
  at: Instant,
  /** Empty when his account is deleted. */
  reporter: Type.String(),
  accused: Type.Array(closed({ profileId: Id, name: Type.String() })),
  /** Where the messages stand; null of a dialogue, and when a person is reported. */
  chatTitle: Type.Union([Type.String(), Type.Null()]),
  /** How many messages are sealed with it, without those around. */
  messages: Type.Integer(),
  asked: Type.Union([closed({ by: Type.String(), at: Instant }), Type.Null()]),
  /** Who was the second one: an administrator, or the operator, who has no name here. */
  opened: Type.Union([
    closed({ by: Type.Union([Type.String(), Type.Null()]), at: Instant, until: Instant }),
    Type.Null(),
  ]),
  decided: Type.Union([closed({ ...Decision.properties, by: Type.String() }), Type.Null()]),
  step: oneOf(REPORT_STEPS),
  /** Whether too few administrators are there to open it, so that the operator is asked to be the second one. */
  byOperator: Type.Boolean(),
})
export type Report = Static<typeof Report>

/** A message as it stood when it was reported. */
export const SealedMessage = closed({
  /** Whether it was reported; the others stand around. */
  reported: Type.Boolean(),
  sender: Type.String(),
  at: Instant,
  text: Type.String(),
  files: Type.Array(closed({ name: Type.String(), bytes: Type.Integer() })),
})
export type SealedMessage = Static<typeof SealedMessage>

const said = { id: Id, reason: ReportReasonSchema, words: line(REPORT_WORDS_MAX * 4) } as const
const administration = ['community.unknown', 'community.notAllowed', 'report.unknown'] as const
const place = { communityId: Id, id: Id } as const

export const reportMessages = command('reports.messages', {
  summary:
    'Reports messages to the administrators of the organisation of their chat (CHT-10). They are sealed as they stand now, with a few around them, and opened by two people only (P-07).',
  gate: 'profile',
  sweep: 'member',
  suspended: true,
  repeat: 'self',
  perMinute: REPORTS_PER_MINUTE,
  input: closed({
    ...said,
    chatId: Id,
    seqs: Type.Array(Seq, { minItems: 1, maxItems: REPORT_MESSAGES_MAX, uniqueItems: true }),
  }),
  output: OwnReport,
  errors: [
    'chat.unknown',
    'message.unknown',
    'message.erased',
    'report.ofSelf',
    'report.wordsMissing',
    'report.nowhere',
  ],
})

export const reportPerson = command('reports.person', {
  summary: 'Reports somebody whom the reporter knows from an organisation to its administrators (CNT-05).',
  gate: 'profile',
  sweep: 'member',
  suspended: true,
  repeat: 'self',
  perMinute: REPORTS_PER_MINUTE,
  input: closed({ ...said, communityId: Id, profileId: Id }),
  output: OwnReport,
  errors: ['community.unknown', 'member.unknown', 'report.ofSelf', 'report.wordsMissing'],
})

export const ownReports = query('reports.own', {
  summary: 'What the reader has reported, the latest first, and what was decided.',
  gate: 'profile',
  sweep: 'own',
  input: closed({}),
  output: closed({ reports: Type.Array(OwnReport) }),
})

export const listReports = query('reports.list', {
  summary:
    'Reports of an organisation for its administrators: those that wait, the oldest first, or those that are decided, the latest first. Nobody reads of reports about himself.',
  gate: 'profile',
  sweep: 'member',
  lesson: false,
  input: closed({ communityId: Id, decided: Type.Boolean(), cursor: Type.Optional(Cursor) }),
  output: closed({ reports: Type.Array(Report), next: Type.Union([Cursor, Type.Null()]) }),
  errors: ['community.unknown', 'community.notAllowed'],
})

export const countReports = query('reports.count', {
  summary:
    'How many reports of an organisation wait for its administrators, without those about the reader; counted to 100.',
  gate: 'profile',
  sweep: 'member',
  lesson: false,
  input: closed({ communityId: Id }),
  output: closed({ waiting: Type.Integer({ minimum: 0, maximum: REPORTS_COUNTED_MAX }) }),
  errors: ['community.unknown', 'community.notAllowed'],
})

export const askReport = command('reports.ask', {
  summary: 'Asks to open the messages of a report: the first of two people.',
  gate: 'profile',
  sweep: 'member',
  lesson: false,
  suspended: true,
  input: closed(place),
  output: Report,
  errors: [...administration, 'report.nothingSealed', 'report.asked', 'report.decided'],
})

export const agreeReport = command('reports.agree', {
  summary: 'Agrees that the messages of a report are opened: the second of two people. Both read them for three days.',
  gate: 'profile',
  sweep: 'member',
  lesson: false,
  suspended: true,
  input: closed(place),
  output: Report,
  errors: [...administration, 'report.notAsked', 'report.secondPerson', 'report.decided'],
})

export const readReport = command('reports.read', {
  summary: 'Reads the messages of a report that two people have opened; each reading stands in the log (P-07).',
  gate: 'profile',
  sweep: 'member',
  lesson: false,
  suspended: true,
  repeat: 'self',
  input: closed(place),
  output: closed({ messages: Type.Array(SealedMessage) }),
  errors: [...administration, 'report.closed'],
})

export const decideReport = command('reports.decide', {
  summary: 'Decides on a report and tells the reporter; the messages are opened to nobody any more.',
  gate: 'profile',
  sweep: 'member',
  lesson: false,
  suspended: true,
  input: closed({ ...place, outcome: oneOf(REPORT_OUTCOMES), answer: line(REPORT_WORDS_MAX * 4) }),
  output: Report,
  errors: [...administration, 'report.decided'],
})

export const reportOperations = {
  'reports.messages': reportMessages,
  'reports.person': reportPerson,
  'reports.own': ownReports,
  'reports.list': listReports,
  'reports.count': countReports,
  'reports.ask': askReport,
  'reports.agree': agreeReport,
  'reports.read': readReport,
  'reports.decide': decideReport,
} as const

export const reportEvents = {
  'reports.changed': event({
    audience: 'profile',
    durable: true,
    summary:
      'A report of the reader, or one that he looks at as an administrator, has come or moved on; the client asks anew.',
    payload: closed({}),
  }),
} as const
