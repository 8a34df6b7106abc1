import type { Client } from './client.ts'
import { newId } from './client.ts'

/** A drawing in Base64, with these elements in it. */
export function drawing(elements = '<circle cx="50" cy="50" r="40" fill="#17694f"/>'): string {
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">${elements}</svg>`).toString(
    'base64',
  )
}

/** A pack of one sticker that an operator has made and not published. */
export async function makePack(operator: Client, words = 'Круг: готово'): Promise<{ packId: string; id: string }> {
  const [packId, id] = [newId(), newId()]
  await operator.call('stickerDesk.create', { id: packId, title: 'Осень' })
  await operator.call('stickerDesk.add', { packId, id, words, picture: drawing() })
  return { packId, id }
}
