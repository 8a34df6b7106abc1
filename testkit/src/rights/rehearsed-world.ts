import { createLog } from '#server/platform/log/log.ts'
import type { TestDatabase } from '../test-database.ts'
import { createWorld } from '../world.ts'
import type { Case } from './case.ts'
import type { Facts } from './facts.ts'
import { askOracle, type Cell } from './matrix.ts'
import { beginRehearsal, LetThrough } from './rehearsal.ts'
import { closeStage, setStage } from './stage.ts'
import { makeTargets, type Targets } from './targets.ts'

/** More calls in a minute than any matrix makes. */
const NO_LIMIT = 1_000_000

/** The stage in a world in which nothing is kept any more, with everything that the oracle has to be asked. */
export class RehearsedWorld implements AsyncDisposable {
  readonly facts: Facts
  readonly letThrough: LetThrough
  readonly #targets: Targets
  readonly database: TestDatabase
  readonly #close: () => Promise<void>

  constructor(parts: {
    facts: Facts
    letThrough: LetThrough
    targets: Targets
    database: TestDatabase
    close: () => Promise<void>
  }) {
    this.facts = parts.facts
    this.letThrough = parts.letThrough
    this.#targets = parts.targets
    this.database = parts.database
    this.#close = parts.close
  }

  static async open(): Promise<RehearsedWorld> {
    const letThrough = new LetThrough()
    const world = await createWorld({ limitFactor: NO_LIMIT, log: createLog('error', letThrough.write) })
    const schools = await setStage(world)
    const targets = await makeTargets(schools)
    await closeStage(schools)
    await beginRehearsal(world.database)
    const close = () => world[Symbol.asyncDispose]()
    return new RehearsedWorld({ facts: schools.facts, letThrough, targets, database: world.database, close })
  }

  /** What the oracle says to every cell of some cases, or of all. */
  cells(cases?: readonly Case[]): Promise<Cell[]> {
    return askOracle(this.database, this.facts, this.#targets, cases)
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#close()
  }
}
