import type { RolloverChoice, RolloverConflict } from '#contract/communities/rollover.limits.ts'

/** A unit as a rollover moves it. */
export interface Move {
  unitId: string
  name: string
  choice: RolloverChoice | null
  newName: string
}

export interface Conflict {
  conflict: RolloverConflict
  /** The other unit, as it is called now. */
  with: string
}

/** What two spellings of one name have in common, as far as names must differ. */
export const nameKey = (name: string): string => name.toLowerCase()

/** The new names that are impossible, by unit; `staying` are the names of units that have no part in the rollover. */
export function conflictsOf(moves: readonly Move[], staying: readonly string[]): Map<string, Conflict> {
  const kept = new Map(staying.map((name) => [nameKey(name), name]))
  for (const move of moves) if (move.choice === 'leave') kept.set(nameKey(move.name), move.name)
  const wanted = Map.groupBy(moves.filter(goesOn), (move) => nameKey(move.newName))
  const found = new Map<string, Conflict>()
  for (const [key, movers] of wanted) {
    const holder = kept.get(key)
    for (const move of movers) {
      const twin = movers.find((other) => other !== move)
      if (holder !== undefined) found.set(move.unitId, { conflict: 'taken', with: holder })
      else if (twin !== undefined) found.set(move.unitId, { conflict: 'twice', with: twin.name })
    }
  }
  const before = befores(moves)
  for (const move of moves.filter(goesOn)) {
    const first = before.get(move)
    if (!found.has(move.unitId) && first !== undefined && isCircle(move, before)) {
      found.set(move.unitId, { conflict: 'circle', with: first.name })
    }
  }
  return found
}

/** In which order units move, so that every name is free when it is taken: those that are archived come first. */
export function inOrder<M extends Move>(moves: readonly M[]): M[] {
  const before = befores(moves)
  const placed = new Set<M>()
  const place = (move: M): void => {
    if (placed.has(move)) return
    const first = before.get(move) as M | undefined
    if (first !== undefined && !placed.has(first)) place(first)
    placed.add(move)
  }
  for (const move of moves) if (move.choice === 'graduate' || move.choice === 'archive') placed.add(move)
  for (const move of moves) place(move)
  return [...placed]
}

const goesOn = (move: Move) => move.choice === 'promote'

/** Of every unit whose new name another one carries that moves too, that other one. */
function befores(moves: readonly Move[]): Map<Move, Move> {
  const holders = new Map(moves.filter(goesOn).map((move) => [nameKey(move.name), move]))
  const found = new Map<Move, Move>()
  for (const move of moves.filter(goesOn)) {
    const holder = holders.get(nameKey(move.newName))
    if (holder !== undefined && holder !== move) found.set(move, holder)
  }
  return found
}

function isCircle(move: Move, before: ReadonlyMap<Move, Move>): boolean {
  const seen = new Set<Move>()
  for (let at = before.get(move); at !== undefined && !seen.has(at); at = before.get(at)) {
    if (at === move) return true
    seen.add(at)
  }
  return false
}
