import { connector } from './cells/connector.ts'
import { fanoutBesidePeer } from './cells/fanout-peers.ts'
import { fanoutRoom } from './cells/fanout-room.ts'
import { fanoutSmall } from './cells/fanout-small.ts'
import { history } from './cells/history.ts'
import { idle } from './cells/idle.ts'
import { lists } from './cells/lists.ts'
import { login } from './cells/login.ts'
import { presenceTyping } from './cells/presence-typing.ts'
import { reconnectStorm } from './cells/reconnect-storm.ts'
import { sendDurable } from './cells/send-durable.ts'
import type { Bench } from './lib/bench.ts'
import { centrifugo } from './peers/centrifugo.ts'
import { ejabberd } from './peers/ejabberd.ts'
import type { Peer } from './peers/peer.ts'
import { prosody } from './peers/prosody.ts'

export interface Cell {
  /** What it does, for the printed page. */
  about: string
  run: (bench: Bench) => Promise<void>
  /** The same work beside a peer, where peers can do it. */
  beside?: (bench: Bench, peer: Peer) => Promise<void>
}

/** Who is measured beside the product when that is asked for. */
export const PEERS: readonly Peer[] = [centrifugo, ejabberd, prosody]

/** Everything that can be measured, by the name under which it is asked for. */
export const CELLS: Readonly<Record<string, Cell>> = {
  'fanout-room-1000': {
    about:
      'One chat of a thousand people who are all there. Every message is durable before it is acknowledged and sent out.',
    run: fanoutRoom,
    beside: fanoutBesidePeer,
  },
  'fanout-small': {
    about: 'Ten thousand sockets in 500 chats of twenty: no socket has two messages that could be written together.',
    run: fanoutSmall,
  },
  'send-durable': {
    about:
      'Messages through the real socket, with rights checked and counters kept, beside bare inserts of 256 ready rows a statement into the same table. ' +
      'Every chat has twenty members, four of them online; 100,000 messages stand there already.',
    run: sendDurable,
  },
  'idle-10k': {
    about: 'Ten thousand people with twenty chats each who do nothing, after one message has reached all of them.',
    run: idle,
  },
  'reconnect-storm': {
    about:
      'Ten thousand people lose their connections at once and come back with old positions: five of their twenty chats have moved on by fifty messages, ' +
      'one of these is on the screen. Others go on writing 100 messages a second.',
    run: reconnectStorm,
  },
  'history-50': {
    about:
      'Pages of fifty messages from anywhere in chats of 100,000, with the right of reading and the names of the writers.',
    run: history,
  },
  'presence-typing': {
    about:
      'Ten thousand people come online within a minute, then type. The product does not tell who is online; coming costs the one who comes, and nobody else.',
    run: presenceTyping,
  },
  'login-0830': {
    about:
      'Five thousand people with a session and 300 with a password come within a minute while others write 500 messages a second; ' +
      'then as many passwords as can be served. The server has both processors.',
    run: login,
  },
  connector: {
    about:
      'A school system has told of a thousand classes, in whose chats 51,000 people belong, all of them linked: how fast chats and roles are made of that while others write, ' +
      'and how long it takes to find that there is nothing to do.',
    run: connector,
  },
  lists: {
    about:
      'Every list of the screens of organisations and of the operator, by HTTP, in a country of 70,000 organisations and as many people as fit into 12 GB; one of the ' +
      'organisations has 5,000. Then the plan of every statement that these lists send is read. A country of 13 million takes about 20 GB.',
    run: lists,
  },
}
