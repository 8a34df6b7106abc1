/** A failure of the embedded PostgreSQL whose message is a sentence for the operator: what happened and what to do. */
export class ClusterError extends Error {
  override readonly name = 'ClusterError'
}

/**
 * Turns the last output of initdb or postgres into a ClusterError.
 * @param doing what was attempted, for example "create the database"
 * @param output what the program wrote
 * @param directory where the data lies, named when the disk is full
 */
export function explainFailure(doing: string, output: string, directory: string): ClusterError {
  if (/No space left on device|ENOSPC/i.test(output)) {
    return new ClusterError(
      `Could not ${doing}: the disk that holds ${directory} is full. Free some space there and start again; no data was lost.`,
    )
  }
  if (/Permission denied|EACCES/i.test(output)) {
    return new ClusterError(
      `Could not ${doing}: permission denied in ${directory}. ` +
        `Start as the user who owns that directory, or give it to the present user.\n${output.trim()}`,
    )
  }
  return new ClusterError(`Could not ${doing} in ${directory}:\n${output.trim() || '(no output)'}`)
}
