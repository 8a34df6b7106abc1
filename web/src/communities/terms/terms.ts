import type { CommunityType, Role } from '#contract/communities/types.ts'
import { texts } from '#web/kit/i18n/texts.ts'
import type { Tone } from '#web/kit/ui/Chip.tsx'
import { en } from './terms.en.ts'
import { ru } from './terms.ru.ts'

/** Words that depend on the type of the organisation (ORG-16, STR-01 … STR-05), the same on every screen. */
export const terms = texts({ ru, en })

export function roleName(type: CommunityType, role: Role): string {
  return terms.roles[type][role]
}

const TONES: Readonly<Record<Role, Tone>> = {
  administrator: 'board',
  lead: 'accent',
  staff: 'accent',
  pupil: 'plain',
  parent: 'warn',
  external: 'plain',
}

export function roleTone(role: Role): Tone {
  return TONES[role]
}
