import { execFile, spawn } from 'node:child_process'
import { copyFile, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { makeTemporaryFolder } from '#testkit/temporary-folder.ts'
import { type Edit, guards, type PlantedBug } from './planted-bug.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const OUTPUT_CHARACTERS_MAX = 4_000_000
const BRIEF = '30'
const GUARD_MS_MAX = 10 * 60_000
/** Enough that a bug which needs a rare meeting of events is met. */
const SIZES: Readonly<Record<string, string>> = { simulation: '12000', differential: '600' }

/**
 * What became of a bug: `caught` by its proof with the sentence that it should give, `missed` when the proof passed,
 * `other` when it failed with something else.
 */
export interface Outcome {
  result: 'caught' | 'missed' | 'other'
  ms: number
  output: string
}

/** The sources of the project in a folder of their own, in which bugs are planted one after another. */
export class Copy implements AsyncDisposable {
  readonly folder: string

  private constructor(folder: string) {
    this.folder = folder
  }

  static async create(): Promise<Copy> {
    const folder = await makeTemporaryFolder('parta-planted-')
    const listed = await promisify(execFile)('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
      cwd: ROOT,
      maxBuffer: OUTPUT_CHARACTERS_MAX,
    })
    for (const file of listed.stdout.split('\0').filter((name) => name !== '')) {
      await mkdir(path.join(folder, path.dirname(file)), { recursive: true })
      await copyFile(path.join(ROOT, file), path.join(folder, file))
    }
    await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'))
    return new Copy(folder)
  }

  [Symbol.asyncDispose](): Promise<void> {
    return rm(this.folder, { recursive: true, force: true })
  }

  /**
   * Plants a bug, runs its proof and takes the bug out again.
   *
   * @throws Error when an edit does not fit its file exactly once
   */
  async try(bug: PlantedBug): Promise<Outcome> {
    const files = [...new Set(bug.edits.map(({ file }) => file))]
    const before = new Map<string, string>()
    for (const file of files) before.set(file, await readFile(path.join(this.folder, file), 'utf8'))
    for (const file of files) {
      await writeFile(
        path.join(this.folder, file),
        planted(
          before.get(file)!,
          bug.edits.filter((each) => each.file === file),
        ),
      )
    }
    const started = performance.now()
    try {
      const { failed, output } = await this.run(bug.guard)
      const result = !failed ? 'missed' : bug.shows.test(failuresIn(output)) ? 'caught' : 'other'
      return { result, ms: performance.now() - started, output }
    } finally {
      for (const [file, text] of before) await writeFile(path.join(this.folder, file), text)
    }
  }

  /**
   * Runs the proofs of these bugs without any bug, briefly: one that fails all by itself would seem to catch everything.
   *
   * @throws Error naming the first that fails
   */
  async checkGuards(bugs: readonly PlantedBug[]): Promise<void> {
    for (const guard of new Set(bugs.map((bug) => bug.guard))) {
      const { failed, output } = await this.run(guard, BRIEF)
      if (failed) throw new Error(`${guards[guard]} fails without a planted bug:\n${failuresIn(output)}`)
    }
  }

  /** Runs a proof in the copy as it stands. */
  async run(guard: PlantedBug['guard'], sequences = SIZES[guard] ?? '1'): Promise<{ failed: boolean; output: string }> {
    const env = { ...process.env, PARTA_TEST_FIRST_ONLY: '1', PARTA_TEST_SEQUENCES: sequences }
    // A proof of its own and not a part of the test run that may have started this one.
    delete (env as NodeJS.ProcessEnv).NODE_TEST_CONTEXT
    delete (env as NodeJS.ProcessEnv).PARTA_TEST_CLUSTER
    const child = spawn(process.execPath, ['--test', '--test-reporter=spec', guards[guard]], {
      cwd: this.folder,
      env,
      timeout: GUARD_MS_MAX,
      killSignal: 'SIGKILL',
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        if (output.length < OUTPUT_CHARACTERS_MAX) output += text
      })
    }
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
    return { failed: code !== 0, output }
  }
}

/** What the reporter says of tests that failed; the names of those that passed stand before it. */
function failuresIn(output: string): string {
  return output.slice(Math.max(0, output.indexOf('failing tests:')))
}

/**
 * The text with the edits in it.
 *
 * @throws Error when an edit does not fit exactly once
 */
export function planted(text: string, edits: readonly Edit[]): string {
  let changed = text
  for (const { file, from, to } of edits) {
    const found = changed.split(from).length - 1
    if (found !== 1) throw new Error(`${file} holds ${found} times: ${from}`)
    changed = changed.replace(from, () => to)
  }
  return changed
}
