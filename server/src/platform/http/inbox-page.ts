import type { FastifyInstance } from 'fastify'
import type { Inbox, InboxMessage } from '../sms/inbox.ts'
import { escapeHtml } from './escape-html.ts'

/**
 * `/dev/inbox` shows the codes and letters of the demonstration, as a page and as JSON. Registered only where the
 * configuration names no public address.
 */
export function registerInboxPage(app: FastifyInstance, inbox: Inbox): void {
  app.get('/dev/inbox.json', async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ messages: inbox.list() }),
  )
  app.get('/dev/inbox', async (_request, reply) =>
    reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page(inbox.list())),
  )
  app.get('/dev/inbox.css', async (_request, reply) => reply.type('text/css').send(STYLE))
}

function page(messages: readonly InboxMessage[]): string {
  const items = messages.map(
    (message) =>
      `<li><h2>${escapeHtml(message.to)}</h2><time>${escapeHtml(message.at)}</time><p>${escapeHtml(message.kind === 'call' ? 'Звонок с номера' : message.subject)}</p><p>${escapeHtml(message.text)}</p></li>`,
  )
  const body = items.length > 0 ? `<ol>${items.join('')}</ol>` : '<p>Здесь появятся коды из СМС и письма.</p>'
  return `<!doctype html><html lang="ru"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="3"><title>Входящие демонстрации</title><link rel="stylesheet" href="/dev/inbox.css">
<body><main><h1>Входящие демонстрации</h1><p>Сообщения никуда не отправляются, они видны только здесь.</p>${body}</main></body></html>`
}

const STYLE = `:root{color-scheme:light dark}body{font:16px/1.5 Roboto,'Segoe UI',sans-serif;margin:0;padding:24px}
main{max-width:640px;margin:auto}ol{list-style:none;padding:0}li{border:1px solid #8886;border-radius:14px;padding:12px 16px;margin:0 0 12px}
h2{font-size:16px;margin:0}time{font-size:13px;opacity:.75}p{margin:4px 0}`
