/** How a school year is called by the calendar year in which it begins: 2026 is «2026/27». */
export function schoolYearName(begins: number): string {
  return `${begins}/${String(begins + 1).slice(-2)}`
}
