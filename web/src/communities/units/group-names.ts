/** Courses for which groups are offered at once. */
const COURSES = 4

/** Groups of a speciality by the years in which they began, the newest first: «ИС-26», «ИС-25» …; none without a speciality. */
export function groupsOf(speciality: string, year: number): string[] {
  const code = speciality.replace(/\s+/gu, ' ').trim()
  if (code === '') return []
  return Array.from({ length: COURSES }, (_, course) => `${code}-${String(year - course).slice(-2)}`)
}
