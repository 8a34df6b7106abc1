import { type Static, Type } from 'typebox'
import { event } from '../kit/event.ts'
import { command, query } from '../kit/operation.ts'
import { closed, Id, Instant, line } from '../kit/scalars.ts'
import { BANNER_TEXT_MAX } from './banner.limits.ts'

/** What the operator tells everybody who is signed in, such as works on the server, until it ends by itself (ORG-19). */
export const Banner = closed({
  id: Id,
  ru: Type.String(),
  /** Empty where the Russian text is shown to everybody. */
  en: Type.String(),
  until: Instant,
})
export type Banner = Static<typeof Banner>

const Shown = closed({ banner: Type.Union([Banner, Type.Null()]) })

export const getBanner = query('banner.get', {
  summary: 'The announcement that holds now, for everybody who is signed in.',
  gate: 'account',
  sweep: 'own',
  lesson: true,
  leaving: true,
  input: closed({}),
  output: Shown,
})

export const setBanner = command('banner.set', {
  summary: 'Shows an announcement on every page until a time (ORG-19), in place of the one before.',
  gate: 'operator',
  sweep: 'operator',
  input: closed({
    id: Id,
    ru: line(BANNER_TEXT_MAX),
    en: line(BANNER_TEXT_MAX),
    until: Instant,
  }),
  output: Shown,
  errors: ['banner.textInvalid', 'banner.untilInvalid'],
})

export const endBanner = command('banner.end', {
  summary: 'Takes the announcement away before its time.',
  gate: 'operator',
  sweep: 'operator',
  repeat: 'last',
  input: closed({}),
  output: Shown,
})

export const bannerOperations = {
  'banner.get': getBanner,
  'banner.set': setBanner,
  'banner.end': endBanner,
} as const

export const bannerEvents = {
  'banner.changed': event({
    audience: 'community',
    durable: false,
    summary: 'The announcement of the operator is another one, or none; whoever hears it asks for it.',
    payload: closed({}),
  }),
} as const
