import type { ServerFrame } from '#contract/kit/socket.ts'
import { Encoded, type Pieces } from '../dispatch/encoded.ts'

/** The JSON of a frame; what is JSON already goes into it as it is. */
export function frameJson(frame: ServerFrame): string | Pieces {
  if (frame.t === 'ok' && frame.output instanceof Encoded) {
    return [`{"t":"ok","n":${frame.n},"output":`, ...frame.output.pieces, '}']
  }
  if (frame.t === 'snapshot' && frame.body instanceof Encoded) {
    return ['{"t":"snapshot","body":', ...frame.body.pieces, '}']
  }
  return JSON.stringify(frame)
}
