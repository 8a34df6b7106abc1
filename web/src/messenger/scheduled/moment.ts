import { day, time } from '#web/kit/i18n/dates.ts'

/** A moment as the device's own clock has it: «завтра, 08:00», «23 марта, 08:00». */
export function momentWords(instant: string | number): string {
  return `${day(instant)}, ${time(instant)}`
}
