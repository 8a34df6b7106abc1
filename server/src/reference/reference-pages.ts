import type { FastifyInstance } from 'fastify'
import { events } from '#contract/events.ts'
import type { EventDeclaration } from '#contract/kit/event.ts'
import type { Operation } from '#contract/kit/operation.ts'
import { operations } from '#contract/operations.ts'
import { printAsyncApi } from './print-asyncapi.ts'
import { printOpenApi } from './print-openapi.ts'

/** `/reference`: the API to read, with both documents to download. */
export function registerReference(app: FastifyInstance): void {
  const openapi = JSON.stringify(printOpenApi())
  const asyncapi = JSON.stringify(printAsyncApi())
  const html = page()
  app.get('/reference/openapi.json', async (_request, reply) => reply.type('application/json').send(openapi))
  app.get('/reference/asyncapi.json', async (_request, reply) => reply.type('application/json').send(asyncapi))
  app.get('/reference/reference.css', async (_request, reply) => reply.type('text/css').send(STYLE))
  app.get('/reference', async (_request, reply) => reply.type('text/html; charset=utf-8').send(html))
}

function page(): string {
  const groups = Map.groupBy(Object.values(operations) as Operation[], (operation) => operation.id.split('.')[0]!)
  const navigation = [...groups.keys()].map((name) => `<a href="#${name}">${name}</a>`).join(' ')
  const sections = [...groups].map(
    ([name, members]) => `<section><h2 id="${name}">${name}</h2>${members.map(operationHtml).join('')}</section>`,
  )
  const eventItems = Object.entries(events as Record<string, EventDeclaration>).map(
    ([name, declaration]) =>
      `<details><summary><code>${name}</code> ${escapeHtml(declaration.summary)}</summary><p>${declaration.audience}, ${declaration.durable ? 'durable' : 'ephemeral'}</p>${schemaHtml(declaration.payload)}</details>`,
  )
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Парта: API</title><link rel="stylesheet" href="/reference/reference.css"><body><main>
<h1>Парта: API</h1><p>Every operation is <code>POST /api/id</code> with a JSON body, or a <code>call</code> frame of the socket.
<a href="/reference/openapi.json">OpenAPI 3.1</a> · <a href="/reference/asyncapi.json">AsyncAPI 3.0</a></p>
<nav>${navigation} <a href="#events">events</a></nav>${sections.join('')}
<section><h2 id="events">events</h2>${eventItems.join('')}</section></main></body></html>`
}

function operationHtml(operation: Operation): string {
  const codes = operation.errors.map((code) => `<code>${code}</code>`).join(' ')
  return `<details><summary><code>${operation.id}</code> ${escapeHtml(operation.summary)}</summary>
<p>${operation.kind}, ${operation.gate}${operation.repeat === 'key' ? ', Idempotency-Key' : ''}</p>
<h3>Input</h3>${schemaHtml(operation.input)}<h3>Output</h3>${schemaHtml(operation.output)}${codes === '' ? '' : `<h3>Errors</h3><p>${codes}</p>`}</details>`
}

function schemaHtml(schema: object): string {
  return `<pre tabindex="0">${escapeHtml(JSON.stringify(schema, null, 2))}</pre>`
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

const STYLE = `:root{color-scheme:light dark}body{font:16px/1.5 Roboto,'Segoe UI',sans-serif;margin:0;padding:24px}
main{max-width:880px;margin:auto}nav{display:flex;flex-wrap:wrap;gap:8px 16px}details{border:1px solid #8886;border-radius:10px;padding:8px 14px;margin:0 0 8px}
summary{cursor:pointer}pre{overflow:auto;font-size:13px;background:#8881;padding:12px;border-radius:8px}h3{font-size:14px;margin:12px 0 4px}`
