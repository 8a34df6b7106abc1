import fc from 'fast-check'
import { commandSequences, parseCommands, type Real } from './commands.ts'
import { Deeds } from './deeds.ts'
import { SimulatedSchool } from './simulated-school.ts'
import { Truth } from './truth.ts'
import { verify } from './verify.ts'

/** Reports the first sequence that breaks a promise as it is, without looking for the shortest. */
const FIRST_ONLY = process.env.PARTA_TEST_FIRST_ONLY === '1'
const HEALING_STEP_MS = 5_000
const HEALING_STEPS_MAX = 30

export interface SimulationReport {
  sequences: number
  commands: number
  messages: number
}

/**
 * Runs random sequences of commands and verifies every one; fast-check prints the seed and the shortest sequence that
 * breaks a promise.
 */
export async function runSimulation(parts: {
  sequences: number
  maxCommands: number
  seed: number
}): Promise<SimulationReport> {
  const report = { sequences: 0, commands: 0, messages: 0 }
  const property = fc.asyncProperty(commandSequences(parts.maxCommands), fc.nat(), async (commands, seed) => {
    const real = await runOnce(commands, seed)
    report.sequences += 1
    report.commands += real.commands
    report.messages += real.messages
  })
  await fc.assert(property, { numRuns: parts.sequences, seed: parts.seed, endOnFailure: FIRST_ONLY })
  return report
}

/** Runs one sequence again, written as a failed run prints it, with the seed of its chance. */
export async function replaySequence(commands: string, seed: number): Promise<void> {
  await runOnce(parseCommands(commands), seed)
}

async function runOnce(
  commands: Iterable<fc.AsyncCommand<Record<string, never>, Real>>,
  seed: number,
): Promise<{ commands: number; messages: number }> {
  const school = new SimulatedSchool(seed)
  const truth = new Truth(school.database)
  const deeds = new Deeds(school)
  await school.begin()
  const first = school.browsers[0]!
  void deeds.createGroup(first.tabs[0]!, first, school.people.slice(1))
  await school.time.pass(200)
  await fc.asyncModelRun(() => ({ model: {}, real: { school, deeds } }), commands)
  await school.heal()
  await openEverything(school)
  const breaches = verify({ school, deeds, truth })
  if (breaches.length > 0) throw new Error(`${breaches.length} breaches:\n${breaches.slice(0, 12).join('\n')}`)
  return { commands: [...commands].length, messages: deeds.written.length }
}

/** Every tab opens every chat and reads back to the beginning of what it may see. */
async function openEverything(school: SimulatedSchool): Promise<void> {
  for (let step = 0; step < HEALING_STEPS_MAX; step += 1) {
    let waiting = false
    for (const tab of school.browsers.flatMap((browser) => browser.tabs)) {
      const { engine } = tab
      for (const [chatId, slice] of Object.entries(engine.store.getState().sync.chats)) {
        tab.open(chatId)
        if (slice.window === null || slice.window.to < slice.lastSeq || !slice.window.reachesStart) {
          waiting = true
          void (slice.window === null ? engine.history.latest(chatId) : engine.history.after(chatId))
          void engine.history.before(chatId)
        }
      }
    }
    await school.time.pass(HEALING_STEP_MS)
    if (!waiting) return
  }
}
