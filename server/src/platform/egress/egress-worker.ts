import { constants, setPriority } from 'node:os'
import { type Guard, hostOf, readAddress } from './checked-place.ts'
import { type EgressAnswer, type EgressJob, EgressRefused } from './egress-job.ts'
import { guardedRequest, type Wanted } from './guarded-request.ts'
import { readHead } from './read-head.ts'

const PAGE: Wanted = { types: ['text/html', 'application/xhtml+xml'], bytesMax: 512 * 1_024, cut: true }
const PICTURE: Wanted = {
  types: ['image/jpeg', 'image/png', 'image/webp'],
  bytesMax: 2 * 1_048_576,
  cut: false,
}

async function look({ address, allowance }: EgressJob, signal: AbortSignal): Promise<EgressAnswer> {
  const guard = { allowance, signal }
  const { url, contentType, bytes } = await guardedRequest(readAddress(address), PAGE, guard)
  const { picture, ...said } = readHead(bytes, contentType)
  return {
    page: { host: hostOf(url), ...said, picture: picture === null ? null : await pictureAt(picture, url, guard) },
  }
}

/** A page is shown without a picture that cannot be had. */
async function pictureAt(address: string, page: URL, guard: Guard): Promise<Uint8Array | null> {
  try {
    return (await guardedRequest(readAddress(address, page), PICTURE, guard)).bytes
  } catch {
    return null
  }
}

async function answerTo(job: EgressJob): Promise<EgressAnswer> {
  const signal = AbortSignal.timeout(job.ms)
  try {
    return await look(job, signal)
  } catch (error) {
    if (error instanceof EgressRefused && !signal.aborted) return { refused: error.why }
    return { refused: signal.aborted ? 'slow' : 'unreachable' }
  }
}

process.once('message', (job: EgressJob) => {
  void answerTo(job).then((answer) => process.send!(answer))
})
process.once('disconnect', () => process.exit())
setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
