import { LauncherFailure } from '../failure.mjs'

export const HELP = `npm test [-- options] [file, folder or part of a path …]

  --e2e       only the browser stories, all of them
  --no-e2e    everything but the browser stories
  --all       also the third of the browser stories that rests today; npm run gate runs these
  --help      this text

Named files run without the checks of types and style.
`

/**
 * @typedef {object} Options
 * @property {string[]} patterns
 * @property {boolean} browser whether browser stories run
 * @property {boolean} rest whether everything else runs
 * @property {boolean} all whether also those browser stories run whose turn it is not
 * @property {boolean} help
 */

/**
 * Reads the arguments of the test command.
 *
 * @param {string[]} args
 * @returns {Options}
 * @throws LauncherFailure for an unknown option
 */
export function readOptions(args) {
  const options = { patterns: [], browser: true, rest: true, all: false, help: false }
  for (const argument of args) {
    if (argument === '--e2e') options.rest = false
    else if (argument === '--no-e2e') options.browser = false
    else if (argument === '--all') options.all = true
    else if (argument === '--help') options.help = true
    else if (argument.startsWith('-')) throw new LauncherFailure(`There is no option ${argument}.\n\n${HELP}`)
    else options.patterns.push(argument)
  }
  if (!options.rest && !options.browser) throw new LauncherFailure('--e2e and --no-e2e together leave nothing to run.')
  return options
}
