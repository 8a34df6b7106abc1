import { readdirSync, readFileSync } from 'node:fs'

/** Clock ticks of a second in /proc: 100 on every Linux that Node runs on. */
const TICKS = 100

interface Stat {
  pid: number
  parent: number
  /** Ticks of the process and of its children that have ended. */
  ticks: number
}

function readStat(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name may hold blanks and brackets; what follows its last bracket does not.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const [user, system, endedUser, endedSystem] = fields.slice(11, 15).map(Number)
    return { pid, parent: Number(fields[1]), ticks: user! + system! + endedUser! + endedSystem! }
  } catch {
    return null
  }
}

/** CPU seconds, user and system, of processes with all that descends from them, living or ended. */
export function cpuSeconds(roots: readonly number[]): number {
  const stats = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (readStat(Number(name)) ?? []) : []))
  const children = Map.groupBy(stats, (stat) => stat.parent)
  const byId = new Map(stats.map((stat) => [stat.pid, stat]))
  const counted = new Set<number>()
  let ticks = 0
  const add = (stat: Stat | undefined): void => {
    if (stat === undefined || counted.has(stat.pid)) return
    counted.add(stat.pid)
    ticks += stat.ticks
    for (const child of children.get(stat.pid) ?? []) add(child)
  }
  for (const root of roots) add(byId.get(root))
  return ticks / TICKS
}

/** Processes that this one has started and that still run. */
export function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
}

/** Resident memory of one process in KiB. */
export function residentKiB(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? Number.NaN)
}

export interface MachineTimes {
  /** Seconds in which some processor of the machine worked, and in which another machine held one of ours. */
  busy: number
  stolen: number
}

export function machineTimes(): MachineTimes {
  const line = readFileSync('/proc/stat', 'utf8').split('\n')[0]!
  const [user, nice, system, , , irq, softirq, steal] = line.trim().split(/\s+/).slice(1).map(Number)
  return { busy: (user! + nice! + system! + irq! + softirq!) / TICKS, stolen: (steal ?? 0) / TICKS }
}
