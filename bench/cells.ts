import { fanoutRoom } from './cells/fanout-room.ts'
import { fanoutSmall } from './cells/fanout-small.ts'
import { history } from './cells/history.ts'
import { idle } from './cells/idle.ts'
import { login } from './cells/login.ts'
import { presenceTyping } from './cells/presence-typing.ts'
import { reconnectStorm } from './cells/reconnect-storm.ts'
import { sendDurable } from './cells/send-durable.ts'
import type { Bench } from './lib/bench.ts'

/** Everything that can be measured, by the name under which it is asked for. */
export const CELLS: Readonly<Record<string, (bench: Bench) => Promise<void>>> = {
  'fanout-room-1000': fanoutRoom,
  'fanout-small': fanoutSmall,
  'send-durable': sendDurable,
  'idle-10k': idle,
  'reconnect-storm': reconnectStorm,
  'history-50': history,
  'presence-typing': presenceTyping,
  'login-0830': login,
}
