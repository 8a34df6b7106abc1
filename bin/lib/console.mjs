/** @typedef {{ update(text: string): void, done(): void, fail(): void }} Step */

const live = { text: '', shown: false }

/** Writes one line to the person; a live line below it stays where it is. */
export function say(line = '') {
  clearLive()
  process.stdout.write(`${line}\n`)
  drawLive()
}

/**
 * Shows that something takes time: a live line with seconds on a terminal, otherwise one line at the beginning and one
 * at the end.
 *
 * @param {string} title what is being done, without a full stop
 * @returns {Step}
 */
export function beginStep(title) {
  const begun = Date.now()
  const terminal = process.stdout.isTTY === true
  let detail = ''
  const seconds = () => `${Math.round((Date.now() - begun) / 1000)} s`
  const draw = () => setLive(`${title} … ${seconds()}${detail === '' ? '' : `, ${detail}`}`)
  if (terminal) draw()
  else say(`${title} …`)
  const timer = terminal ? setInterval(draw, 500) : undefined
  timer?.unref()
  const end = (word) => {
    clearInterval(timer)
    setLive('')
    say(`${title}: ${word} ${seconds()}.`)
  }
  return {
    update(text) {
      detail = text
      if (terminal) draw()
    },
    done: () => end('done in'),
    fail: () => end('failed after'),
  }
}

function setLive(text) {
  clearLive()
  live.text = text
  drawLive()
}

function clearLive() {
  if (live.shown) process.stdout.write('\r\u001b[2K')
  live.shown = false
}

function drawLive() {
  if (live.text === '') return
  process.stdout.write(live.text.slice(0, (process.stdout.columns || 80) - 1))
  live.shown = true
}
