import type { Rules } from './quiet-times.ts'

/** What holds in an organisation that has chosen nothing. */
export const USUAL_RULES: Rules = {
  staffHours: { from: '08:00', to: '19:00' },
  familyHours: { from: '08:00', to: '21:00' },
  restDays: [7],
  holidays: [],
  lessons: [],
}

/** Nobody ever rests: what a test sees at night is what it sees by day. */
export const RESTLESS_RULES: Rules = {
  ...USUAL_RULES,
  staffHours: { from: '00:00', to: '24:00' },
  familyHours: { from: '00:00', to: '24:00' },
  restDays: [],
}
