import { BackupError } from '../platform/backup/backup-error.ts'
import { ConfigError } from '../platform/config/config.ts'
import { ClusterError } from '../platform/db/cluster/cluster-error.ts'

/** What the operator can help: he reads the sentence alone. */
export class CommandError extends Error {}

/** Runs a command of the operator: what he can help is told in a sentence, and anything else with its trace. */
export async function runCommand(
  command: (args: readonly string[], say: (line: string) => void) => Promise<void>,
): Promise<void> {
  try {
    await command(process.argv.slice(2), (line) => process.stdout.write(`${line}\n`))
  } catch (error) {
    process.stderr.write(`${isExpected(error) ? (error as Error).message : ((error as Error).stack ?? error)}\n`)
    process.exitCode = 1
  }
}

function isExpected(error: unknown): boolean {
  if (
    error instanceof CommandError ||
    error instanceof BackupError ||
    error instanceof ClusterError ||
    error instanceof ConfigError
  )
    return true
  return (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS') === true
}
