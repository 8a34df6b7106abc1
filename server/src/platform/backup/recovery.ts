import { BackupError } from './backup-error.ts'

/** Settings with which PostgreSQL replays the log from a folder up to a moment, and then becomes a database of its own. */
export function recoverySettings(folder: string, at: number | null): Record<string, string> {
  return {
    // Nobody is let in before the end, so that a start that succeeds is a recovery that has ended.
    hot_standby: 'off',
    restore_command: `cp ${quoted(folder)}/%f %p`,
    recovery_target_action: 'promote',
    ...(at === null ? {} : { recovery_target_time: timeOf(at), recovery_target_inclusive: 'on' }),
  }
}

/** This setting is read before PostgreSQL knows the names of zones: «Z» is one. */
function timeOf(at: number): string {
  return new Date(at).toISOString().replace('T', ' ').replace('Z', '+00')
}

/** A folder as one word of a shell in which PostgreSQL has replaced `%%` by `%`. */
function quoted(folder: string): string {
  return `'${folder.replaceAll('%', '%%').replaceAll("'", `'\\''`)}'`
}

/** What the operator has to know of a recovery that ended by itself, from what PostgreSQL wrote. */
export function whyRecoveryFailed(output: string, error: Error): Error {
  if (!/recovery ended before configured recovery target was reached/.test(output)) return error
  const last = /last completed transaction was at log time (\S+ \S+)/.exec(output)?.[1]
  const until = last === undefined ? 'its base backup' : `${last.replace(' ', 'T').replace('+00', 'Z')}`
  return new BackupError(
    `The backup reaches only to ${until}. Choose that moment or an earlier one, or leave --at out for the newest state.`,
  )
}
