import { errors } from '#contract/errors.ts'
import { type ErrorKind, STATUS_OF_KIND } from '#contract/kit/errors.ts'
import type { Operation } from '#contract/kit/operation.ts'
import { operations } from '#contract/operations.ts'

const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'requestId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(errors) },
    details: { type: 'object' },
    requestId: { type: 'string' },
  },
}

/** The HTTP side of the contract as an OpenAPI 3.1 document. */
export function printOpenApi(): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Парта',
      version: '0',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        'Every operation is POST /api/{id} with a JSON body; queries may also be called by GET with the same input as JSON in ?input=. The same operations travel over the socket, see AsyncAPI.',
    },
    servers: [{ url: '/' }],
    paths: Object.fromEntries(
      Object.values(operations).map((operation) => [`/api/${operation.id}`, pathOf(operation)]),
    ),
    components: {
      schemas: { Problem: PROBLEM },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: '__Host-parta' },
        system: {
          type: 'oauth2',
          flows: { clientCredentials: { tokenUrl: '/id/token', scopes: SCOPES } },
        },
      },
    },
  }
}

function pathOf(operation: Operation): object {
  const common = {
    summary: operation.summary,
    tags: [operation.id.split('.')[0]],
    security: securityOf(operation),
    responses: responsesOf(operation),
  }
  const post = {
    operationId: operation.id,
    ...common,
    parameters: operation.repeat === 'key' ? [keyParameter()] : [],
    requestBody: { required: true, content: { 'application/json': { schema: operation.input } } },
  }
  if (operation.kind === 'command') return { post }
  const input = { name: 'input', in: 'query', content: { 'application/json': { schema: operation.input } } }
  return { post, get: { operationId: `${operation.id}.get`, ...common, parameters: [input] } }
}

const SCOPES = {
  'connector:facts': 'Tells facts of organisations',
  'connector:links': 'Says which of its people are which profiles, where they have agreed to it',
  'connector:read': 'Reads what has become of its facts',
  'connector:absences': 'Reads on which days linked pupils are absent, and why, as their parents have told',
}

function securityOf({ gate, scope }: Operation): object[] {
  if (gate === 'public') return []
  return gate === 'system' ? [{ system: scope === undefined ? [] : [scope] }] : [{ session: [] }]
}

function keyParameter(): object {
  return {
    name: 'Idempotency-Key',
    in: 'header',
    required: true,
    description: 'UUID made by the client; the same key with the same input gets the same answer for 48 hours.',
    schema: { type: 'string', format: 'uuid' },
  }
}

function responsesOf(operation: Operation): object {
  const byKind = new Map<ErrorKind, string[]>()
  for (const code of operation.errors) {
    const kind = errors[code]
    byKind.set(kind, [...(byKind.get(kind) ?? []), code])
  }
  const refusals = [...byKind].map(([kind, codes]) => [
    String(STATUS_OF_KIND[kind]),
    {
      description: codes.join(', '),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  ])
  return {
    '200': { description: 'Done', content: { 'application/json': { schema: operation.output } } },
    ...Object.fromEntries(refusals),
    default: {
      description: 'A refusal that any operation may answer with',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  }
}
