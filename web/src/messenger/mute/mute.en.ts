import type { MuteTexts } from './mute.texts.ts'

export const en: MuteTexts = { notices: 'Notifications' }
