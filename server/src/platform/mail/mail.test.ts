import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { createSmtpMail } from './mail.ts'

test('a letter reaches the mail server with its sender, its receiver and Russian text', async () => {
  const letters: Buffer[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        letters.push(Buffer.concat(chunks))
        done()
      })
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  const mail = createSmtpMail(`smtp://127.0.0.1:${port}`, 'Парта <noreply@parta.test>')
  await mail.send({ to: 'director@school.test', subject: 'Заявка одобрена', text: 'Войдите по своему номеру.\n' })
  mail.close()
  await new Promise<void>((resolve) => server.close(() => resolve()))
  const letter = await PostalMime.parse(letters[0]!)
  assert.equal(letter.subject, 'Заявка одобрена')
  assert.equal(letter.from?.address, 'noreply@parta.test')
  assert.equal(letter.to?.[0]?.address, 'director@school.test')
  assert.match(letter.text ?? '', /Войдите по своему номеру/)
})

test('a mail server that does not answer is an error and not a silence', async () => {
  const mail = createSmtpMail('smtp://127.0.0.1:1', 'Парта <noreply@parta.test>')
  await assert.rejects(mail.send({ to: 'a@b.test', subject: 'а', text: 'б' }))
  mail.close()
})
