import type { Unit } from '#contract/communities/units.ts'
import { locale } from '#web/kit/i18n/locale.ts'

const names = new Intl.Collator(locale, { numeric: true })

/** «Коллектив» first, then classes by grade and letter, then the rest by name. */
export function compareUnits(left: Unit, right: Unit): number {
  if (left.system !== right.system) return left.system ? -1 : 1
  const grades = (left.grade ?? 99) - (right.grade ?? 99)
  return grades !== 0 ? grades : names.compare(left.name, right.name)
}

/** Units with everything that is part of them right behind them, and how deep each stands; a part of what is not there stands at the top. */
export function inTree<Row extends { unit: Unit }>(
  rows: readonly Row[],
): (Row & { depth: number; parentName: string })[] {
  const byId = new Map(rows.map((row) => [row.unit.id, row]))
  const parts = Map.groupBy(rows, ({ unit }) => (byId.has(unit.parentId ?? '') ? unit.parentId : null))
  const under = (parentId: string | null, depth: number): (Row & { depth: number; parentName: string })[] =>
    [...(parts.get(parentId) ?? [])]
      .sort((left, right) => compareUnits(left.unit, right.unit))
      .flatMap((row) => [
        { ...row, depth, parentName: byId.get(parentId ?? '')?.unit.name ?? '' },
        ...under(row.unit.id, depth + 1),
      ])
  return under(null, 0)
}

/** The grade in the name of a class: «5Б», «10«Б»», «11-А»; null for anything else. */
export function gradeOf(name: string): number | null {
  const match = /^\s*(\d{1,2})(?!\d)/.exec(name)
  const grade = match === null ? Number.NaN : Number(match[1])
  return grade >= 1 && grade <= 11 ? grade : null
}
