import { create } from 'zustand'
import { keep, recall } from '#web/kit/account/kept.ts'
import type { Background } from './picture/background.ts'

/** How much of the others is shown, from everything to their voices alone. */
export const SAVING = ['all', 'speaker', 'screen', 'audio'] as const
export type Saving = (typeof SAVING)[number]

/** How fine the own picture is. */
export const QUALITIES = ['high', 'usual', 'low'] as const
export type Quality = (typeof QUALITIES)[number]

/** What is done to the own voice: what the browser does, all noise taken out by us, or nothing, for music. */
export type Sound = 'usual' | 'clear' | 'original'

/** What somebody has chosen for calls on this device. An empty id is what the system takes by itself. */
export interface Choices {
  readonly microphoneId: string
  readonly speakerId: string
  readonly cameraId: string
  readonly quality: Quality
  readonly saving: Saving
  /** Less of the others is fetched by itself while the link is weak. */
  readonly savesItself: boolean
  readonly sound: Sound
  readonly background: Background
  readonly view: 'grid' | 'speaker'
}

const NAME = 'calls'
const FIRST: Choices = {
  microphoneId: '',
  speakerId: '',
  cameraId: '',
  quality: 'usual',
  saving: 'all',
  savesItself: true,
  sound: 'usual',
  background: 'none',
  view: 'grid',
}

/** What was chosen for calls on this device. */
export const useChoices = create<Choices>()(() => ({ ...FIRST, ...recall<Partial<Choices>>(NAME) }))

/** Takes a choice and remembers it for the next call. */
export function choose(choice: Partial<Choices>): void {
  useChoices.setState(choice)
  keep(NAME, useChoices.getState())
}
