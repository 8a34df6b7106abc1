import { endGroup, startGroup } from './processes.mjs'

const KEPT = 200_000

/**
 * @typedef {object} Outcome
 * @property {boolean} ok ended with code 0
 * @property {string} output what it wrote to stdout and stderr, the last 200,000 characters
 * @property {string} stdout
 * @property {string} how a few words for a person: `ended with code 1`
 */

/**
 * Runs a program to its end and keeps its output to itself.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, timeoutSeconds: number }} options
 * @returns {Promise<Outcome>}
 */
export function runProgram(command, args, { cwd, env = process.env, timeoutSeconds }) {
  const child = startGroup(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  let stdout = ''
  child.stdout?.setEncoding('utf8').on('data', (text) => {
    stdout = (stdout + text).slice(-KEPT)
    output = (output + text).slice(-KEPT)
  })
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    output = (output + text).slice(-KEPT)
  })
  return new Promise((resolve) => {
    let late = false
    const timer = setTimeout(() => {
      late = true
      void endGroup(child, 3)
    }, timeoutSeconds * 1000)
    const end = (ok, how) => {
      clearTimeout(timer)
      resolve({ ok, output, stdout, how })
    }
    child.once('error', (error) =>
      end(false, error.code === 'ENOENT' ? 'was not found' : `did not start (${error.message})`),
    )
    child.once('exit', (code, signal) => {
      const settle = () => {
        if (late) end(false, `took longer than ${timeoutSeconds} s`)
        else if (signal) end(false, `was ended by ${signal}`)
        else end(code === 0, `ended with code ${code}`)
      }
      // A grandchild may hold the pipe open long after the program itself has ended.
      const patience = setTimeout(settle, 500)
      child.once('close', () => {
        clearTimeout(patience)
        settle()
      })
    })
  })
}

/** The last lines of an output, indented, for the console. */
export function lastLines(output, count) {
  const lines = output.trimEnd().split('\n').slice(-count)
  return lines.map((line) => `    ${line}`).join('\n')
}
