import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/** Every process that this launcher started and that has not ended. Nothing else is ever signalled. */
const running = new Set()

/**
 * Starts a program as the leader of a process group of its own, so that it and its children can be ended together.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
export function startGroup(command, args, options) {
  const child = spawn(command, args, { ...options, detached: true })
  if (child.pid === undefined) return child
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

/** Sends a signal to the group of a child of ours. A group that is gone is no error. */
export function signalGroup(child, signal) {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch (error) {
    if (error.code !== 'ESRCH' && error.code !== 'EPERM') throw error
  }
}

/** Ends a group: SIGTERM, and SIGKILL when it is still there after the grace. */
export async function endGroup(child, graceSeconds) {
  signalGroup(child, 'SIGTERM')
  if (!(await endsWithin(child, graceSeconds))) signalGroup(child, 'SIGKILL')
}

/** Whether the child ends within the seconds. */
export function endsWithin(child, seconds) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return Promise.resolve(true)
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), seconds * 1000)
    child.once('exit', () => {
      clearTimeout(timer)
      resolve(true)
    })
  })
}

/** Ends everything that still runs. */
export async function endAll(graceSeconds) {
  await Promise.all([...running].map((child) => endGroup(child, graceSeconds)))
}

/** The exit code that a shell gives for an end by a signal, or the code itself. */
export function exitCodeOf(code, signal) {
  return signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1)
}

/**
 * Calls `react` for the first signal that asks the launcher to end; more of them change nothing.
 *
 * @returns a function that ends this watch
 */
export function onSignal(react) {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  let heard = false
  const listen = (signal) => {
    if (!heard) react(signal)
    heard = true
  }
  for (const signal of signals) process.on(signal, listen)
  return () => {
    for (const signal of signals) process.off(signal, listen)
  }
}
