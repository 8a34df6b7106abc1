import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { isIPv6 } from 'node:net'

const TYPES: Readonly<Record<number, 'A' | 'AAAA'>> = { 1: 'A', 28: 'AAAA' }

export interface NameServer extends AsyncDisposable {
  /** As a resolver names it. */
  readonly address: string
  /** Every question so far, as `A page.test`. */
  readonly asked: readonly string[]
}

/**
 * A server of names on loopback that is asked over UDP. What it says of a name are lists: it answers with the first one, then with the
 * next, and repeats the last, as one that rebinds does. A name that it does not know has no addresses.
 */
export async function startNameServer(
  answers: Readonly<Record<string, readonly (readonly string[])[]>>,
): Promise<NameServer> {
  const socket = createSocket('udp4')
  const asked: string[] = []
  socket.on('message', (question, from) => {
    const { name, type, end } = readQuestion(question)
    const kind = TYPES[type]
    const before = asked.filter((each) => each === `${kind} ${name}`).length
    asked.push(`${kind} ${name}`)
    const lists = answers[name] ?? [[]]
    const list = lists[Math.min(before, lists.length - 1)]!
    const found = list.filter((address) => isIPv6(address) === (kind === 'AAAA'))
    socket.send(answerTo(question.subarray(0, end), type, found), from.port, from.address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return {
    address: `127.0.0.1:${(socket.address() as AddressInfo).port}`,
    asked,
    async [Symbol.asyncDispose]() {
      const closed = once(socket, 'close')
      socket.close()
      await closed
    },
  }
}

function readQuestion(question: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = []
  let at = 12
  for (let length = question[at]!; length > 0; length = question[at]!) {
    labels.push(question.toString('latin1', at + 1, at + 1 + length))
    at += length + 1
  }
  return { name: labels.join('.').toLowerCase(), type: question.readUInt16BE(at + 1), end: at + 5 }
}

function answerTo(question: Buffer, type: number, addresses: readonly string[]): Buffer {
  const head = Buffer.from(question)
  head.writeUInt16BE(0x8180, 2)
  head.writeUInt16BE(addresses.length, 6)
  head.writeUInt32BE(0, 8)
  return Buffer.concat([head, ...addresses.map((address) => record(type, bytesOf(address)))])
}

function record(type: number, data: Buffer): Buffer {
  const fixed = Buffer.alloc(12)
  fixed.writeUInt16BE(0xc00c, 0)
  fixed.writeUInt16BE(type, 2)
  fixed.writeUInt16BE(1, 4)
  fixed.writeUInt16BE(data.length, 10)
  return Buffer.concat([fixed, data])
}

function bytesOf(address: string): Buffer {
  if (!isIPv6(address)) return Buffer.from(address.split('.').map(Number))
  const [left, right = ''] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::') as [string, string?]
  const groupsOf = (text: string) => (text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16)))
  const [first, last] = [groupsOf(left), groupsOf(right)]
  const groups = [...first, ...Array<number>(8 - first.length - last.length).fill(0), ...last]
  const bytes = Buffer.alloc(16)
  for (const [place, group] of groups.entries()) bytes.writeUInt16BE(group, place * 2)
  return bytes
}
