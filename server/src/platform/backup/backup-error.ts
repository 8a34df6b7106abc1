/** A failure of a backup or a restore whose message is a sentence for the operator: what happened and what to do. */
export class BackupError extends Error {
  override readonly name = 'BackupError'
}
