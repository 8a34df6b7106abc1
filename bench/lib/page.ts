import type { CellResult } from './cell-result.ts'
import type { Share } from './profile-shares.ts'
import { formatFigure, formatMark, formatTarget, isReached, type Measurement } from './table.ts'

const DIGITS = 3
/** Above this share of foreign work a run says little about times, and its figures are called preliminary. */
const FOREIGN_MAX = 0.05

const INTRODUCTION = `# Benchmarks

Printed by \`npm run bench -- publish\` from [benchmarks.jsonl](benchmarks.jsonl), the newest full run of each cell.

- \`npm run bench\` measures everything, \`npm run bench -- CELL\` one cell, \`npm run bench -- smoke\` a small form of all of them in
  about three minutes. It needs Linux and a C compiler; the load generator and the floors are compiled from \`bench/native/\`. One benchmark at a time
  holds the machine. \`--profile\` keeps CPU profiles of the server beside the results in \`.data/bench\` and tells where its time went.
- The server is the product as it is, with real PostgreSQL that flushes every commit; only limits of rates are out of the way. It has the
  first processor of the machine, the load generator the second, PostgreSQL both. Everything runs over loopback without TLS.
- A **delivery** is one message at one client. **CPU-s/Mdel** are processor seconds, user and system, of the application and PostgreSQL together for a million
  deliveries. **W** is how many messages are on their way at once. The **floor** is a server in C that does nothing but write the same frames to the same
  sockets; floor and product are measured in turn in the same run, so that the multiple survives a change of machine.
- Latency is counted from the moment at which a message was due, at a fixed rate, so that a server that is late is not asked less.
- A target is missed by the figure itself, not by its rounded form. Where other programs took more than ${FOREIGN_MAX * 100} % of the processors meanwhile, the
  cell is marked **preliminary**: costs in processor time are then somewhat too high and times are not to be relied on.
- With \`--peers\` programs of others that do the same work are measured beside the product, one after another: [how, and what they need](benchmark-peers.md).
  The sections «beside …» show the newest run of each, which may be older or younger than the one of the cell itself.
- [Why targets are missed](benchmark-limits.md), and what was tried.
`

const BESIDE =
  'The same room; peer and product in turn, each with a PostgreSQL of its own that flushes every commit. «÷» is how many times dearer a delivery is there, pair by pair.'

/** The text of docs/benchmarks.md. */
export function formatPage(results: readonly CellResult[], about: Readonly<Record<string, string>>): string {
  const measured = results.filter(({ profile }) => profile === undefined)
  const aims = measured.flatMap((result) =>
    result.figures.filter(({ target }) => target !== undefined).map((figure) => ({ result, figure })),
  )
  const reached = aims.filter(({ figure }) => isReached(figure)).length
  const summary = [
    `## Targets: ${reached} of ${aims.length} reached`,
    '',
    '| cell | figure | target | measured | reached |',
    '|---|---|--:|--:|---|',
    ...aims.map(({ result, figure }) => aimRow(result, figure)),
  ]
  const sections = results.flatMap((result) =>
    result.profile === undefined ? section(result, about) : profileSection(result, result.profile),
  )
  return `${[INTRODUCTION, ...summary, ...sections].join('\n')}\n`
}

/** What a result is called, and its heading. */
const titleOf = ({ cell, peer }: CellResult) => (peer === undefined ? cell : `${cell} beside ${peer.name}`)

const anchorOf = (result: CellResult) => titleOf(result).toLowerCase().replaceAll(' ', '-')

const isPreliminary = ({ foreign, steal }: CellResult) => foreign + steal > FOREIGN_MAX

function aimRow(result: CellResult, figure: Measurement): string {
  const measured = formatValue(figure)
  const remark = isPreliminary(result) ? ', preliminary' : ''
  return `| [${titleOf(result)}](#${anchorOf(result)}) | ${figure.what} | ${formatTarget(figure.target)} | ${measured} | ${formatMark(figure)}${remark} |`
}

function section(result: CellResult, about: Readonly<Record<string, string>>): string[] {
  const percent = (share: number) => `${Math.round(share * 100)} %`
  const others = `other programs took ${percent(result.foreign)} of the processors, other machines ${percent(result.steal)}`
  return [
    '',
    `${result.peer === undefined ? '##' : '###'} ${titleOf(result)}`,
    '',
    result.peer === undefined ? (about[result.cell] ?? '') : BESIDE,
    '',
    ...(result.peer === undefined ? [] : [`- Peer: ${result.peer.name} ${result.peer.version}`]),
    `- Command: \`${result.command}\``,
    `- Date: ${result.at.slice(0, 16).replace('T', ' ')} UTC, ${Math.round(result.seconds)} s${isPreliminary(result) ? ', **preliminary**' : ''}: ${others}`,
    `- Machine: ${result.machine}; ${result.runtime}`,
    `- Commit: ${result.commit}`,
    '',
    '| figure | measured | range | target | reached | remarks |',
    '|---|--:|--:|--:|---|---|',
    ...result.figures.map(figureRow),
  ]
}

function profileSection({ at, command, commit }: CellResult, shares: readonly Share[]): string[] {
  return [
    '',
    'Where the server itself spends its time, in this whole cell but for waiting and loading ' +
      `(\`${command}\`, ${at.slice(0, 16).replace('T', ' ')} UTC, commit ${commit}):`,
    '',
    '| part | share |',
    '|---|--:|',
    ...shares.map(({ place, share }) => `| ${place} | ${(share * 100).toFixed(1)} % |`),
  ]
}

function figureRow(figure: Measurement): string {
  const range =
    figure.least === undefined
      ? ''
      : `${formatFigure(figure.least, undefined, DIGITS)} … ${formatFigure(figure.greatest ?? figure.least, undefined, DIGITS)}`
  const remarks = [figure.disturbed ? `${figure.disturbed} pairs disturbed` : '', figure.note ?? '']
  return `| ${figure.what} | ${formatValue(figure)} | ${range} | ${formatTarget(figure.target)} | ${formatMark(figure)} | ${remarks.filter(Boolean).join('; ')} |`
}

function formatValue({ value, target, unit }: Measurement): string {
  return `${formatFigure(value, target, DIGITS)} ${unit}`.trim()
}
