import { createInterface } from 'node:readline/promises'
import type { App } from '../app.ts'

/**
 * A real installation needs one person who signs in at the operator's console. The phone comes from the configuration
 * or is asked for on the terminal.
 *
 * @throws Error when there is neither
 */
export async function ensureFirstOperator(app: Pick<App, 'platform' | 'identity'>): Promise<void> {
  if (await app.identity.hasOperator()) return
  const told = app.platform.config.operatorPhone
  const text = told === '' ? await ask() : told
  const phone = app.identity.normalizePhone(text)
  if (phone === null) throw new Error('PARTA_OPERATOR_PHONE: expected the mobile phone of the first operator')
  await app.platform.transaction((tx) => app.identity.ensureOperator(tx, phone))
}

async function ask(): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new Error('The first start of an installation needs PARTA_OPERATOR_PHONE: the phone of its operator.')
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return await terminal.question('Телефон оператора (с него входят в консоль): ')
  } finally {
    terminal.close()
  }
}
