import { events } from '#contract/events.ts'
import type { EventDeclaration } from '#contract/kit/event.ts'

/** The socket side of the contract as an AsyncAPI 3.0 document. */
export function printAsyncApi(): object {
  const messages = Object.fromEntries(
    Object.entries(events as Record<string, EventDeclaration>).map(([name, declaration]) => [
      name,
      {
        name,
        title: name,
        summary: declaration.summary,
        description: `Audience: ${declaration.audience}. ${declaration.durable ? 'Durable: numbered, delivered after a reconnect.' : 'Ephemeral: may be dropped.'}`,
        payload: {
          type: 'object',
          required: ['t', 'e', 'a', 'id', 'at', 'p'],
          properties: {
            t: { const: 'event' },
            e: { const: name },
            a: { const: declaration.audience },
            id: { type: 'string' },
            s: { type: 'integer', description: 'Number in the log of the audience; absent for ephemeral events.' },
            at: { type: 'string' },
            p: declaration.payload,
          },
        },
      },
    ]),
  )
  const names = Object.keys(messages)
  return {
    asyncapi: '3.0.0',
    info: { title: 'Парта: socket', version: '0', license: { name: 'Apache-2.0' } },
    channels: {
      socket: {
        address: '/api/socket',
        messages: Object.fromEntries(names.map((name) => [name, { $ref: `#/components/messages/${name}` }])),
      },
    },
    operations: {
      hear: {
        action: 'send',
        channel: { $ref: '#/channels/socket' },
        messages: names.map((name) => ({ $ref: `#/channels/socket/messages/${name}` })),
      },
    },
    components: { messages },
  }
}
